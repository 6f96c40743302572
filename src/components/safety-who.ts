import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Friend } from '../app/state.ts';
import { base } from './base.styles.ts';
import { nameOf } from './friend-list.ts';
import { named } from './named.ts';
import { sectionStyles } from './section.styles.ts';
import { surenessOf, trustMark, trustMarkStyles } from './trust-mark.ts';
import { format } from './words/format.ts';
import { safetyWords } from './words/safety-words.ts';
import { words } from './words/words.ts';
import './safety-number.ts';

/** It was said who somebody is. */
export class WhoDecidedEvent extends Event {
  static readonly type = 'who-decided';
  constructor(readonly who: 'same' | 'others') {
    super(WhoDecidedEvent.type, { bubbles: true, composed: true });
  }
}

/**
 * Two friends by one name: both keys as numbers, and the choice whether they are one person.
 * @fires who-decided - it was said who came under the name of a friend
 */
@customElement('safety-who')
export class SafetyWho extends LitElement {
  static override styles = [
    base,
    sectionStyles,
    trustMarkStyles,
    css`
      .card {
        border-color: var(--alarm-edge);
      }
      .two {
        display: grid;
        gap: var(--s3);
      }
      @container (min-width: 44rem) {
        .two {
          grid-template-columns: repeat(2, minmax(0, 1fr));
        }
      }
      .one {
        display: grid;
        gap: var(--s2);
        padding: var(--s3);
        border-radius: var(--r-medium);
        background: var(--paper-sunken);
      }
      h3 {
        font-size: var(--t-body);
      }
      .sure {
        display: flex;
        align-items: center;
        gap: var(--s1);
        font-size: var(--t-small);
      }
      .choices {
        display: flex;
        flex-wrap: wrap;
        gap: var(--s2);
      }
    `,
  ];

  /** Who came under the name. */
  @property({ attribute: false }) friend!: Friend;
  /** Whose name it is. */
  @property({ attribute: false }) known!: Friend;
  @property({ attribute: false }) number: readonly string[] = [];
  @property({ attribute: false }) knownNumber: readonly string[] = [];

  protected override render(): TemplateResult {
    const text = safetyWords;
    const { friend, known } = this;
    const name = nameOf(known);
    const verified = surenessOf(friend) !== 'unverified';
    const since = (one: Friend): string => format.date(one.pairedAtMs);
    return html`<section aria-labelledby="who">
      <h2 id="who">${named((who) => text.whoHeading(who ?? ''), name)}</h2>
      <div class="card">
        <p>${named((who) => text.whoText(who ?? ''), name)}</p>
        <div class="two">
          ${this.#one(
            named((who) => text.known(who ?? '', since(known)), name),
            known,
            this.knownNumber,
          )}
          ${this.#one(html`${text.fresh(since(friend))}`, friend, this.number)}
        </div>
        <div class="choices">
          <button class="button" @click=${() => this.#decide('others')}>${text.others}</button>
          <button
            class="button"
            ?disabled=${!verified}
            aria-describedby=${verified ? nothing : 'first'}
            @click=${() => this.#decide('same')}
          >
            ${text.samePerson}
          </button>
        </div>
        ${verified ? nothing : html`<p class="hint" id="first">${text.samePersonFirst}</p>`}
      </div>
    </section>`;
  }

  #one(heading: TemplateResult, friend: Friend, number: readonly string[]): TemplateResult {
    const sureness = surenessOf(friend);
    return html`<div class="one">
      <h3>${heading}</h3>
      <p class="sure">${trustMark(sureness)} ${words.friends.trust[sureness]}</p>
      <safety-number .groups=${number}></safety-number>
    </div>`;
  }

  #decide(who: 'same' | 'others'): void {
    this.dispatchEvent(new WhoDecidedEvent(who));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'safety-who': SafetyWho;
  }
  interface HTMLElementEventMap {
    'who-decided': WhoDecidedEvent;
  }
}
