import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import type { FriendId } from '../app/state.ts';
import { base } from './base.styles.ts';
import { DismissedEvent } from './confirm-dialog.ts';
import { dialogStyles } from './dialog.styles.ts';
import { nameOf } from './friend-list.ts';
import type { Candidate } from './introduction-view.ts';
import { namedAll } from './named.ts';
import { initialOf, labelOf, tinCan } from './tin-can.ts';
import { introductionWords } from './words/introduction-words.ts';
import { words } from './words/words.ts';

/** Whom to introduce the friend to was chosen. */
export class IntroduceToEvent extends Event {
  static readonly type = 'introduce-to';
  constructor(readonly friendId: FriendId) {
    super(IntroduceToEvent.type, { bubbles: true, composed: true });
  }
}

/** The dialog is off the screen, whatever came of it. */
export class ClosedEvent extends Event {
  static readonly type = 'closed';
  constructor() {
    super(ClosedEvent.type);
  }
}

/**
 * Asks whom a friend is to be introduced to. The host sets `open` and resets it on either event.
 * @fires introduce-to - somebody was chosen
 * @fires dismissed - nobody is introduced
 * @fires closed - it is off the screen, and the focus may go elsewhere
 */
@customElement('introduce-dialog')
export class IntroduceDialog extends LitElement {
  static override styles = [
    base,
    dialogStyles,
    css`
      dialog[open] {
        display: flex;
        flex-direction: column;
        max-height: calc(100dvh - 2 * var(--s4));
      }
      h2 {
        overflow-wrap: anywhere;
      }
      h2:focus {
        outline: none;
      }
      ul {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        flex: 0 1 auto;
        gap: var(--s1);
        min-height: 5rem;
        margin-block: var(--s4);
        margin-inline: calc(-1 * var(--s3));
        padding: var(--s1);
        overflow-y: auto;
      }
      .candidate {
        display: flex;
        align-items: center;
        gap: var(--s4);
        width: 100%;
        min-height: 3.5rem;
        padding: var(--s2) var(--s3);
        border: 0;
        border-radius: var(--r-medium);
        background: none;
        font-weight: 600;
        text-align: start;
      }
      .candidate:hover:not(:disabled) {
        background: var(--paper-sunken);
      }
      /* Only as wide as it is: it runs over at its own end, whichever way it is written. */
      .who {
        min-width: 0;
        margin-inline-end: auto;
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      .candidate svg {
        flex: none;
        width: 1.9rem;
        overflow: visible;
        font-family: var(--font-display);
      }
      .note {
        font-weight: 400;
        font-size: var(--t-small);
      }
      .cancel {
        align-self: flex-end;
      }
    `,
  ];

  @property({ type: Boolean }) open = false;
  /** Who is to be introduced. */
  @property() name = '';
  @property({ attribute: false }) candidates: readonly Candidate[] = [];

  @query('dialog') private readonly dialog!: HTMLDialogElement;
  @query('h2') private readonly heading!: HTMLElement;

  protected override updated(changed: PropertyValues<this>): void {
    if (!changed.has('open')) return;
    if (this.open && !this.dialog.open) {
      this.dialog.showModal();
      // Not the first friend: a key held too long would introduce them.
      this.heading.focus();
    }
    if (!this.open && this.dialog.open) this.dialog.close();
  }

  protected override render(): TemplateResult {
    const text = introductionWords;
    return html`<dialog
      closedby="any"
      aria-labelledby="heading"
      aria-describedby="text"
      @cancel=${this.#onCancel}
      @close=${() => this.dispatchEvent(new ClosedEvent())}
    >
      <h2 id="heading" tabindex="-1">${namedAll(text.dialogHeading, this.name)}</h2>
      <p id="text">${this.candidates.length === 0 ? text.nobodyElse : text.dialogText}</p>
      <ul>
        ${this.candidates.map((candidate) => html`<li>${this.#candidate(candidate)}</li>`)}
      </ul>
      <button class="button cancel" @click=${this.#dismiss}>${words.shell.cancel}</button>
    </dialog>`;
  }

  #candidate({ friend, pending }: Candidate): TemplateResult {
    return html`<button
      class="candidate"
      ?disabled=${pending}
      @click=${() => this.dispatchEvent(new IntroduceToEvent(friend.id))}
    >
      <svg viewBox="-27 -37 54 74" aria-hidden="true">
        ${tinCan({ label: labelOf(friend.id), initial: initialOf(friend.name), opens: 'up' })}
      </svg>
      <span class="who" dir="auto">${nameOf(friend)}</span>
      ${pending ? html`<span class="note">${introductionWords.askedAlready}</span>` : nothing}
    </button>`;
  }

  readonly #dismiss = (): void => {
    this.dispatchEvent(new DismissedEvent());
  };

  /** The host decides whether it closes, so that `open` always tells the truth. */
  readonly #onCancel = (event: Event): void => {
    event.preventDefault();
    this.#dismiss();
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'introduce-dialog': IntroduceDialog;
  }
  interface GlobalEventHandlersEventMap {
    'introduce-to': IntroduceToEvent;
  }
}
