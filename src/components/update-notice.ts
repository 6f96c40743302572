import { html, LitElement, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { base } from './base.styles.ts';
import { words } from './words/words.ts';
import './confirm-dialog.ts';
import './notice-bar.ts';

/** The user wants the new version now. */
export class UpdateRestartEvent extends Event {
  static readonly type = 'update-restart';
  constructor() {
    super(UpdateRestartEvent.type, { bubbles: true, composed: true });
  }
}

/** The user does not want to be reminded. */
export class UpdateLaterEvent extends Event {
  static readonly type = 'update-later';
  constructor() {
    super(UpdateLaterEvent.type, { bubbles: true, composed: true });
  }
}

/**
 * Says that a new version waits; before a restart would cut open lines it asks once more.
 * @fires update-restart - restart now
 * @fires update-later - put away
 */
@customElement('update-notice')
export class UpdateNotice extends LitElement {
  static override styles = base;

  /** Friends whose lines a restart would cut. */
  @property({ attribute: false }) connectedNames: readonly string[] = [];
  @state() private asking = false;

  protected override render(): TemplateResult {
    const text = words.shell;
    return html`
      <notice-bar
        text=${text.updateReady}
        action=${text.updateRestart}
        dismiss-label=${text.updateLater}
        @notice-action=${this.#onRestart}
        @notice-dismiss=${() => this.dispatchEvent(new UpdateLaterEvent())}
      ></notice-bar>
      <confirm-dialog
        ?open=${this.asking}
        heading=${text.updateConfirmHeading}
        text=${text.updateConfirmText(this.connectedNames)}
        confirm-label=${text.updateRestart}
        cancel-label=${text.updateConfirmStay}
        @confirmed=${() => this.dispatchEvent(new UpdateRestartEvent())}
        @dismissed=${() => (this.asking = false)}
      ></confirm-dialog>
    `;
  }

  readonly #onRestart = (): void => {
    if (this.connectedNames.length > 0) this.asking = true;
    else this.dispatchEvent(new UpdateRestartEvent());
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'update-notice': UpdateNotice;
  }
  interface HTMLElementEventMap {
    'update-restart': UpdateRestartEvent;
    'update-later': UpdateLaterEvent;
  }
}
