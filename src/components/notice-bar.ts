import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { base } from './base.styles.ts';
import { icon, type IconName } from './icon.ts';
import { words } from './words/words.ts';

/** The notice's action was chosen. */
export class NoticeActionEvent extends Event {
  static readonly type = 'notice-action';
  constructor() {
    super(NoticeActionEvent.type, { bubbles: true, composed: true });
  }
}

/** The notice was put away. */
export class NoticeDismissEvent extends Event {
  static readonly type = 'notice-dismiss';
  constructor() {
    super(NoticeDismissEvent.type, { bubbles: true, composed: true });
  }
}

/**
 * One sentence where it is needed, with at most one action. `alarm` interrupts a screen reader
 * (role alert), `calm` waits its turn (role status). More than a sentence goes into the slot.
 * @fires notice-action - the action was chosen
 * @fires notice-dismiss - it was put away (only when `dismissLabel` is set)
 */
@customElement('notice-bar')
export class NoticeBar extends LitElement {
  static override styles = [
    base,
    css`
      .bar {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--s2) var(--s3);
        padding: var(--s3) var(--s4);
        border: 1px solid var(--edge);
        border-radius: var(--r-medium);
        background: var(--label-wash);
        color: var(--label-ink);
      }
      .bar.alarm {
        border-color: var(--alarm-edge);
        background: var(--alarm-wash);
        color: var(--alarm-ink);
      }
      .sentence {
        display: flex;
        flex: 1 1 14rem;
        align-items: flex-start;
        gap: var(--s3);
        min-width: 0;
        overflow-wrap: anywhere;
      }
      .actions {
        display: flex;
        align-items: center;
        gap: var(--s1);
        margin-inline-start: auto;
      }
      .button {
        border-color: currentColor;
        background: transparent;
        color: inherit;
      }
      .button.plain {
        border-color: transparent;
      }
      .button:hover:not(:disabled),
      .button.plain:hover:not(:disabled) {
        background: var(--paper-raised);
      }
    `,
  ];

  @property() tone: 'calm' | 'alarm' = 'calm';
  @property() icon: IconName | '' = '';
  @property() text = '';
  /** The action's name; without one there is no action. */
  @property() action = '';
  /** What putting it away is called; without one it stays. */
  @property({ attribute: 'dismiss-label' }) dismissLabel = '';

  protected override render(): TemplateResult {
    const alarm = this.tone === 'alarm';
    const name = this.icon === '' ? (alarm ? 'alert' : null) : this.icon;
    return html`<div class="bar ${this.tone}">
      <div class="sentence" role=${alarm ? 'alert' : 'status'}>
        ${name === null ? nothing : icon(name)}
        <span>${this.text}<slot></slot></span>
      </div>
      ${this.#actions()}
    </div>`;
  }

  #actions(): TemplateResult | typeof nothing {
    if (this.action === '' && this.dismissLabel === '') return nothing;
    return html`<div class="actions">
      ${
        this.dismissLabel === ''
          ? nothing
          : html`<button
              class="button plain ${this.dismissLabel === words.shell.close ? 'icon' : ''}"
              aria-label=${this.dismissLabel}
              @click=${() => this.dispatchEvent(new NoticeDismissEvent())}
            >
              ${this.dismissLabel === words.shell.close ? icon('close') : this.dismissLabel}
            </button>`
      }
      ${
        this.action === ''
          ? nothing
          : html`<button class="button" @click=${() => this.dispatchEvent(new NoticeActionEvent())}>
              ${this.action}
            </button>`
      }
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'notice-bar': NoticeBar;
  }
  interface HTMLElementEventMap {
    'notice-action': NoticeActionEvent;
    'notice-dismiss': NoticeDismissEvent;
  }
}
