import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import type { ErrorCode } from '../errors.ts';
import { base } from './base.styles.ts';
import { FilesChosenEvent } from './drop-zone.ts';
import { icon } from './icon.ts';
import { chatWords } from './words/chat-words.ts';
import { errorWords } from './words/error-words.ts';
import './attach-button.ts';

/** What was written is to be sent. The host empties the field. */
export class SendTextEvent extends Event {
  static readonly type = 'send-text';
  constructor(readonly text: string) {
    super(SendTextEvent.type, { bubbles: true, composed: true });
  }
}

/** The text changed; the host keeps it as the draft. */
export class DraftEvent extends Event {
  static readonly type = 'draft';
  constructor(readonly text: string) {
    super(DraftEvent.type, { bubbles: true, composed: true });
  }
}

/** Safari has ended the composition when it tells of the Enter that chose the word; this is left of it. */
const SAFARI_COMPOSING = 229;

/**
 * Where messages are written. Enter sends and Shift+Enter breaks the line; on touch screens Enter
 * breaks the line and the button sends.
 * @fires send-text - a text that is not empty
 * @fires draft - every change
 * @fires files-chosen - files were chosen or pasted
 */
@customElement('composer-bar')
export class ComposerBar extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        padding: var(--s2) max(var(--s3), env(safe-area-inset-right))
          calc(var(--s2) + env(safe-area-inset-bottom)) max(var(--s3), env(safe-area-inset-left));
        border-block-start: 1px solid var(--edge);
        background: var(--paper);
      }
      .row {
        display: flex;
        align-items: flex-end;
        gap: var(--s2);
        max-width: 48rem;
        margin-inline: auto;
      }
      .grow {
        display: grid;
        flex: 1;
        min-width: 0;
      }
      /* The hidden twin grows with the text and takes the field with it; no measuring, no script. */
      textarea,
      .twin {
        grid-area: 1 / 1;
        /* Six lines, then it scrolls. */
        max-height: calc(6 * var(--leading) * 1rem + 2 * var(--s2) + 3px);
        padding: var(--s2) var(--s4);
        border: 1.5px solid var(--edge-strong);
        border-radius: var(--r-large);
        font: inherit;
        line-height: var(--leading);
        white-space: pre-wrap;
        overflow-wrap: anywhere;
      }
      textarea {
        width: 100%;
        min-height: var(--touch);
        background: var(--paper-raised);
        color: var(--ink);
        resize: none;
      }
      /* It mostly has the focus: the ring lies on the border, where it is calm. */
      textarea:focus-visible {
        outline-width: 2px;
        outline-offset: -1.5px;
      }
      textarea::placeholder {
        color: var(--ink-soft);
        opacity: 1;
      }
      textarea:placeholder-shown {
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      .twin {
        visibility: hidden;
        overflow: hidden;
      }
      .error {
        max-width: 48rem;
        margin: 0 auto var(--s2);
        color: var(--alarm-ink);
        font-size: var(--t-small);
        font-weight: 600;
      }
    `,
  ];

  /** The friend's name, for the placeholder. */
  @property() name = '';
  /** What stands in the field; the host sets it when it is to be another. */
  @property({ attribute: false }) text = '';
  /** Why the last message could not be kept. */
  @property({ attribute: false }) error: ErrorCode | null = null;
  /** Opens the browser's own picker, where the host has one; else a file field serves. */
  @property({ attribute: false }) pick: (() => Promise<void>) | null = null;
  @query('textarea') private readonly field!: HTMLTextAreaElement;

  override focus(): void {
    this.field.focus();
  }

  protected override render(): TemplateResult {
    const text = chatWords;
    return html`
      ${this.error === null ? nothing : this.#why(this.error)}
      <div class="row">
        <attach-button .pick=${this.pick}></attach-button>
        <div class="grow">
          <div class="twin" aria-hidden="true">${`${this.text}\u200b`}</div>
          <textarea
            rows="1"
            dir="auto"
            aria-label=${text.message}
            placeholder=${text.messageFor(this.name)}
            enterkeyhint=${isTouch() ? 'enter' : 'send'}
            .value=${this.text}
            @input=${this.#typed}
            @keydown=${this.#key}
            @paste=${this.#pasted}
          ></textarea>
        </div>
        <button
          class="button primary icon"
          aria-label=${text.send}
          title=${text.send}
          ?disabled=${this.text.trim() === ''}
          @mousedown=${keepFocus}
          @click=${this.#send}
        >
          ${icon('send')}
        </button>
      </div>
    `;
  }

  #why(error: ErrorCode): TemplateResult {
    const { sentence, next } = errorWords(error);
    return html`<p class="error" role="alert">${sentence} ${next}</p>`;
  }

  readonly #typed = (): void => {
    this.text = this.field.value;
    this.dispatchEvent(new DraftEvent(this.text));
  };

  readonly #key = (event: KeyboardEvent): void => {
    // While a word is being composed, Enter chooses it.
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- nothing else tells it in Safari
    if (event.key !== 'Enter' || event.isComposing || event.keyCode === SAFARI_COMPOSING) return;
    if (event.shiftKey || isTouch()) return;
    event.preventDefault();
    this.#send();
  };

  readonly #send = (): void => {
    if (this.text.trim() === '') return;
    this.dispatchEvent(new SendTextEvent(this.text));
    this.field.focus();
  };

  readonly #pasted = (event: ClipboardEvent): void => {
    const files = [...(event.clipboardData?.files ?? [])];
    if (files.length === 0) return;
    event.preventDefault();
    this.dispatchEvent(new FilesChosenEvent(files));
  };
}

/** A press on the button must not send the keyboard of a touch screen away and back. */
function keepFocus(event: Event): void {
  event.preventDefault();
}

/** Where fingers type, Enter breaks the line. */
function isTouch(): boolean {
  return matchMedia('(pointer: coarse)').matches;
}

declare global {
  interface HTMLElementTagNameMap {
    'composer-bar': ComposerBar;
  }
  interface GlobalEventHandlersEventMap {
    'send-text': SendTextEvent;
    draft: DraftEvent;
  }
}
