import { css, html, LitElement, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { base } from './base.styles.ts';
import { dialogStyles } from './dialog.styles.ts';
import { words } from './words/words.ts';

/** Yes. */
export class ConfirmedEvent extends Event {
  static readonly type = 'confirmed';
  constructor() {
    super(ConfirmedEvent.type, { bubbles: true, composed: true });
  }
}

/** No, Escape, or a press beside the dialog. */
export class DismissedEvent extends Event {
  static readonly type = 'dismissed';
  constructor() {
    super(DismissedEvent.type, { bubbles: true, composed: true });
  }
}

/**
 * Asks before something that cannot be undone. The host sets `open` and resets it on either event.
 * @fires confirmed - the action was chosen
 * @fires dismissed - everything stays as it was
 */
@customElement('confirm-dialog')
export class ConfirmDialog extends LitElement {
  static override styles = [
    base,
    dialogStyles,
    css`
      .choices {
        display: flex;
        flex-wrap: wrap-reverse;
        justify-content: flex-end;
        gap: var(--s2);
        margin-top: var(--s5);
      }
    `,
  ];

  @property({ type: Boolean }) open = false;
  @property() heading = '';
  @property() text = '';
  /** Names what will happen: "Remove", never "OK". */
  @property({ attribute: 'confirm-label' }) confirmLabel = '';
  @property({ attribute: 'cancel-label' }) cancelLabel = words.shell.cancel;

  @query('dialog') private readonly dialog!: HTMLDialogElement;

  protected override updated(changed: PropertyValues<this>): void {
    if (!changed.has('open')) return;
    if (this.open && !this.dialog.open) this.dialog.showModal();
    if (!this.open && this.dialog.open) this.dialog.close();
  }

  protected override render(): TemplateResult {
    // The first button, which changes nothing, has the focus when it opens.
    return html`<dialog
      closedby="any"
      aria-labelledby="heading"
      aria-describedby="text"
      @cancel=${this.#onCancel}
    >
      <h2 id="heading">${this.heading}</h2>
      <p id="text">${this.text}<slot></slot></p>
      <div class="choices">
        <button class="button" @click=${this.#dismiss}>${this.cancelLabel}</button>
        <button class="button primary" @click=${this.#confirm}>${this.confirmLabel}</button>
      </div>
    </dialog>`;
  }

  readonly #confirm = (): void => {
    this.dispatchEvent(new ConfirmedEvent());
  };

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
    'confirm-dialog': ConfirmDialog;
  }
  interface HTMLElementEventMap {
    confirmed: ConfirmedEvent;
    dismissed: DismissedEvent;
  }
}
