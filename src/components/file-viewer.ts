import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { Look } from '../app/file-look.ts';
import { base } from './base.styles.ts';
import { dialogStyles } from './dialog.styles.ts';
import { icon } from './icon.ts';
import { chatWords } from './words/chat-words.ts';
import { words } from './words/words.ts';

/** Nobody looks any more; what was played may be let go. */
export class LookEndEvent extends Event {
  static readonly type = 'look-end';
  constructor() {
    super(LookEndEvent.type);
  }
}

/**
 * A received file that is played or read. Text stands there as text, whatever is written in it.
 * @fires look-end - it was closed
 */
@customElement('file-viewer')
export class FileViewer extends LitElement {
  static override styles = [
    base,
    dialogStyles,
    css`
      dialog {
        width: min(60rem, calc(100vw - 2 * var(--s3)));
        max-width: none;
        max-height: calc(100dvh - 2 * var(--s3));
        padding: var(--s3) var(--s4) var(--s4);
      }
      dialog[open] {
        display: grid;
        grid-template-rows: auto minmax(0, 1fr);
        gap: var(--s3);
      }
      header {
        display: flex;
        align-items: center;
        gap: var(--s2);
        min-width: 0;
      }
      h2 {
        flex: 1;
        min-width: 0;
        overflow: hidden;
        font-size: var(--t-lead);
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      video {
        display: block;
        width: 100%;
        max-height: 75dvh;
        border-radius: var(--r-medium);
        background: #000;
      }
      audio {
        display: block;
        width: 100%;
      }
      /* What is long scrolls beneath its name. */
      .body {
        display: grid;
        min-height: 0;
      }
      .text {
        min-height: 0;
        overflow: auto;
      }
      pre {
        margin: 0;
        padding: var(--s3);
        border-radius: var(--r-medium);
        background: var(--paper-sunken);
        font-size: var(--t-small);
        overflow-wrap: anywhere;
        unicode-bidi: plaintext;
        white-space: pre-wrap;
      }
      .wrong {
        color: var(--alarm-ink);
        font-weight: 600;
      }
    `,
  ];

  @property({ attribute: false }) look!: Look;
  @property() name = '';
  @state() private failed = false;
  @query('dialog') private readonly dialog!: HTMLDialogElement;
  @query('video, audio') private readonly player!: HTMLMediaElement | null;

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('look')) this.failed = false;
  }

  protected override firstUpdated(): void {
    this.dialog.showModal();
  }

  protected override render(): TemplateResult {
    return html`<dialog closedby="any" aria-labelledby="name" @close=${this.#onClose}>
      <header>
        <h2 id="name" dir="auto" title=${this.name}>${this.name}</h2>
        <button
          class="button plain icon"
          aria-label=${words.shell.close}
          @click=${() => this.dialog.close()}
        >
          ${icon('close')}
        </button>
      </header>
      <div class="body">${this.#content()} ${this.failed ? this.#notPlayed() : nothing}</div>
    </dialog>`;
  }

  #content(): TemplateResult {
    const { look } = this;
    switch (look.kind) {
      case 'video':
        return html`<video
          src=${look.url}
          controls
          autoplay
          playsinline
          aria-label=${this.name}
          @error=${this.#onError}
        ></video>`;
      case 'audio':
        return html`<audio
          src=${look.url}
          controls
          autoplay
          aria-label=${this.name}
          @error=${this.#onError}
        ></audio>`;
      case 'document':
        // Where the browser let us open no tab.
        return html`<a class="button primary" href=${look.url} target="_blank"
          >${chatWords.openDocument}</a
        >`;
      case 'text':
        // Focusable, so that it can be scrolled by keyboard.
        return html`<div class="text" tabindex="0" role="region" aria-label=${this.name}>
          <pre dir="auto">${look.text}</pre>
          ${look.isWhole ? nothing : html`<p>${chatWords.textGoesOn}</p>`}
        </div>`;
    }
  }

  #notPlayed(): TemplateResult {
    return html`<p class="wrong" role="alert">${chatWords.notPlayed}</p>`;
  }

  readonly #onError = (): void => {
    this.failed = true;
  };

  readonly #onClose = (): void => {
    // Else it goes on fetching until it is thrown away.
    this.player?.removeAttribute('src');
    this.player?.load();
    this.dispatchEvent(new LookEndEvent());
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'file-viewer': FileViewer;
  }
  interface HTMLElementEventMap {
    'look-end': LookEndEvent;
  }
}
