import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { base } from './base.styles.ts';
import { FilesChosenEvent } from './drop-zone.ts';
import { canChooseFolder, chosenFolder } from './folder-entries.ts';
import { icon } from './icon.ts';
import { menuStyles } from './menu.styles.ts';
import { chatWords } from './words/chat-words.ts';

/**
 * The paperclip: files at once, or a menu where the browser lets a whole folder be chosen as well.
 * @fires files-chosen - files or a folder were chosen
 */
@customElement('attach-button')
export class AttachButton extends LitElement {
  static override styles = [
    base,
    menuStyles,
    css`
      .item {
        padding-inline-start: var(--s3);
      }
    `,
  ];

  /** Opens the browser's own picker, where the host has one; else a file field serves. */
  @property({ attribute: false }) pick: (() => Promise<void>) | null = null;
  @query('.files') private readonly files!: HTMLInputElement;
  @query('.folder') private readonly folder!: HTMLInputElement | null;
  @query('[popover]') private readonly menu!: HTMLElement | null;
  @query('.opener') private readonly opener!: HTMLElement;

  protected override render(): TemplateResult {
    const text = chatWords;
    const withFolders = canChooseFolder();
    return html`<button
        class="button plain icon opener"
        aria-label=${text.attach}
        title=${text.attach}
        popovertarget=${withFolders ? 'menu' : nothing}
        @click=${withFolders ? nothing : this.#chooseFiles}
      >
        ${icon('paperclip')}
      </button>
      <input class="files" type="file" multiple hidden @change=${this.#filesChosen} />
      ${withFolders ? this.#choices() : nothing}`;
  }

  #choices(): TemplateResult {
    return html`<input
        class="folder"
        type="file"
        webkitdirectory
        hidden
        @change=${this.#folderChosen}
      />
      <div
        popover
        id="menu"
        role="group"
        aria-label=${chatWords.attach}
        @beforetoggle=${this.#place}
      >
        <button class="item" @click=${this.#chooseFiles}>
          ${icon('file')}${chatWords.attachFiles}
        </button>
        <button class="item" @click=${this.#chooseFolder}>
          ${icon('folder')}${chatWords.attachFolder}
        </button>
      </div>`;
  }

  /** Anchor positioning is too young: the menu is put above its button by hand. */
  readonly #place = (): void => {
    if (this.menu === null) return;
    const { top, left, right } = this.opener.getBoundingClientRect();
    const { clientWidth, clientHeight } = document.documentElement;
    this.menu.style.bottom = `${clientHeight - top}px`;
    this.menu.style.insetInlineStart = `${this.matches(':dir(rtl)') ? clientWidth - right : left}px`;
  };

  readonly #chooseFiles = (): void => {
    this.menu?.hidePopover();
    if (this.pick === null) this.files.click();
    else void this.pick();
  };

  readonly #chooseFolder = (): void => {
    this.menu?.hidePopover();
    this.folder?.click();
  };

  readonly #filesChosen = (): void => {
    const files = [...(this.files.files ?? [])];
    this.files.value = '';
    if (files.length > 0) this.dispatchEvent(new FilesChosenEvent(files));
  };

  readonly #folderChosen = (): void => {
    const folder = chosenFolder([...(this.folder?.files ?? [])]);
    if (this.folder !== null) this.folder.value = '';
    if (folder !== null) this.dispatchEvent(new FilesChosenEvent([], Promise.resolve([folder])));
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'attach-button': AttachButton;
  }
}
