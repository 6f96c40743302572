import { css, html, LitElement, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import type { Friend } from '../app/state.ts';
import { base } from './base.styles.ts';
import { nameOf } from './friend-list.ts';
import { namedAll } from './named.ts';
import { switchStyles } from './switch.styles.ts';
import { introductionWords } from './words/introduction-words.ts';

/** Whether the friend may find me through common friends was changed. */
export class AllowFindingEvent extends Event {
  static readonly type = 'allow-finding';
  constructor(readonly allow: boolean) {
    super(AllowFindingEvent.type, { bubbles: true, composed: true });
  }
}

/**
 * Whether a friend and I can find each other through common friends, and whether they allow it too.
 * @fires allow-finding - the switch was moved
 */
@customElement('finding-switch')
export class FindingSwitch extends LitElement {
  static override styles = [
    base,
    switchStyles,
    css`
      .switch {
        align-items: flex-start;
        padding-block: var(--s2) var(--s1);
        line-height: 1.3;
      }
      p {
        color: var(--ink-soft);
        font-size: var(--t-small);
        overflow-wrap: anywhere;
      }
      .theirs {
        margin-block-start: var(--s1);
        font-weight: 600;
      }
    `,
  ];

  @property({ attribute: false }) friend!: Friend;

  protected override render(): TemplateResult {
    const text = introductionWords;
    const { iAllowFinding, theyAllowFinding } = this.friend;
    return html`<label class="switch">
        <span>${text.findLabel}</span>
        <input
          type="checkbox"
          role="switch"
          aria-describedby="why theirs"
          aria-checked=${iAllowFinding ? 'true' : 'false'}
          .checked=${live(iAllowFinding)}
          @change=${this.#onChange}
        />
        <span class="track" aria-hidden="true"></span>
      </label>
      <p id="why">${text.findText}</p>
      <p id="theirs" class="theirs">
        ${namedAll(theyAllowFinding ? text.findTheirsOn : text.findTheirsOff, nameOf(this.friend))}
      </p>`;
  }

  readonly #onChange = (event: Event): void => {
    const allow = event.currentTarget instanceof HTMLInputElement && event.currentTarget.checked;
    this.dispatchEvent(new AllowFindingEvent(allow));
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'finding-switch': FindingSwitch;
  }
  interface GlobalEventHandlersEventMap {
    'allow-finding': AllowFindingEvent;
  }
}
