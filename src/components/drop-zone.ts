import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { FolderToSend } from '../app/folder-pack.ts';
import { base } from './base.styles.ts';
import { droppedHandles } from './dropped-handles.ts';
import { isFolder, readFolders } from './folder-entries.ts';
import { icon } from './icon.ts';

/** Files were chosen, pasted or dropped. */
export class FilesChosenEvent extends Event {
  static readonly type = 'files-chosen';
  constructor(
    readonly files: readonly File[],
    /** Folders among them; rejects with a DOMException when one cannot be read whole. */
    readonly folders: Promise<readonly FolderToSend[]> = Promise.resolve([]),
    /** By what they can be opened again after a reload, where the browser gives that. */
    readonly handles: Promise<ReadonlyMap<File, unknown>> = Promise.resolve(new Map()),
  ) {
    super(FilesChosenEvent.type, { bubbles: true, composed: true });
  }
}

/**
 * A place to drop files on; everything in its slot belongs to it.
 * @fires files-chosen - files were dropped
 */
@customElement('drop-zone')
export class DropZone extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        position: relative;
      }
      .over {
        position: absolute;
        inset: var(--s3);
        z-index: 3;
        display: grid;
        place-content: center;
        justify-items: center;
        gap: var(--s3);
        border: 3px dashed var(--twine);
        border-radius: var(--r-large);
        background: color-mix(in srgb, var(--paper-raised) 92%, transparent);
        color: var(--twine-ink);
        font: 650 var(--t-title) var(--font-display);
        pointer-events: none;
      }
    `,
  ];

  /** What stands there while something is held over it. */
  @property() label = '';
  @state() private over = false;

  constructor() {
    super();
    this.addEventListener('dragover', this.#dragOver);
    this.addEventListener('dragleave', this.#dragLeave);
    this.addEventListener('drop', this.#drop);
  }

  protected override render(): TemplateResult {
    return html`<slot></slot>${
        this.over ? html`<div class="over">${icon('paperclip', 48)}${this.label}</div>` : nothing
      }`;
  }

  readonly #dragOver = (event: DragEvent): void => {
    if (!(event.dataTransfer?.types.includes('Files') ?? false)) return;
    event.preventDefault();
    this.over = true;
  };

  readonly #dragLeave = (event: DragEvent): void => {
    // Moving from one child to another also leaves; only going outside counts.
    const inside = event.relatedTarget instanceof Node && this.contains(event.relatedTarget);
    if (!inside) this.over = false;
  };

  readonly #drop = (event: DragEvent): void => {
    this.over = false;
    const items = [...(event.dataTransfer?.items ?? [])].filter(({ kind }) => kind === 'file');
    if (items.length === 0) return;
    event.preventDefault();
    const dropped = items
      .filter((item) => !isFolder(item))
      .flatMap((item) => {
        const file = item.getAsFile();
        return file === null ? [] : [{ item, file }];
      });
    const files = dropped.map(({ file }) => file);
    const folders = readFolders(items.filter(isFolder));
    this.dispatchEvent(new FilesChosenEvent(files, folders, droppedHandles(dropped)));
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'drop-zone': DropZone;
  }
  interface GlobalEventHandlersEventMap {
    'files-chosen': FilesChosenEvent;
  }
}
