import { LitElement, css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import type { ShownCard } from '../app/state.ts';
import { base } from './base.styles.ts';
import { icon } from './icon.ts';
import { named } from './named.ts';
import { pairingWords } from './words/pairing-words.ts';
import './card-qr.ts';
import './card-send.ts';

/** The person said whom an invite is for. */
export class InviteLabelEvent extends Event {
  static readonly type = 'invite-label';

  /** @param id null: the invite that is shown */
  constructor(
    readonly id: string | null,
    readonly label: string,
  ) {
    super(InviteLabelEvent.type, { bubbles: true, composed: true });
  }
}

/** The person wants to look at servers of their own. */
export class ServersWantedEvent extends Event {
  static readonly type = 'servers-wanted';

  constructor() {
    super(ServersWantedEvent.type, { bubbles: true, composed: true });
  }
}

/**
 * Far away: my card as something to send, and a small code for those who are near after all.
 * @fires invite-label - whom it is for (InviteLabelEvent)
 * @fires card-given - from card-send (CardGivenEvent)
 * @fires servers-wanted - servers of one's own are asked for (ServersWantedEvent)
 */
@customElement('connect-far')
export class ConnectFar extends LitElement {
  static override readonly styles = [
    base,
    css`
      section {
        display: grid;
        gap: var(--s4);
      }
      h2 {
        font-size: var(--t-title);
      }
      h2:focus {
        outline: none;
      }
      .lead {
        margin-top: var(--s2);
        color: var(--ink-soft);
      }
      .for {
        display: grid;
        gap: var(--s1);
      }
      label {
        font-weight: 650;
      }
      .hint {
        color: var(--ink-soft);
        font-size: var(--t-small);
      }
      .reach {
        display: flex;
        gap: var(--s2);
        color: var(--ink-soft);
        font-size: var(--t-small);
      }
      .reach button {
        padding: 0;
        border: 0;
        background: none;
        color: var(--twine-ink);
        font-weight: 600;
        text-decoration: underline;
        text-underline-offset: 0.15em;
      }
      .near {
        display: grid;
        grid-template-columns: minmax(9rem, 40%) 1fr;
        align-items: center;
        gap: var(--s4);
      }
      .near p {
        color: var(--ink-soft);
        font-size: var(--t-small);
      }
      @media (max-width: 22rem) {
        .near {
          grid-template-columns: 1fr;
          justify-items: center;
        }
        .near card-qr {
          max-width: 13rem;
        }
      }
    `,
  ];

  @property({ attribute: false }) card!: ShownCard;
  /** The friend's name when it is known. */
  @property({ attribute: false }) name: string | null = null;
  /** Whom the invite is for, in the person's words; null where that is no question. */
  @property({ attribute: false }) label: string | null = null;
  /** No server of my own is set: other networks may be out of reach. */
  @property({ type: Boolean }) serverless = false;
  @query('#for') private readonly field!: HTMLInputElement;
  @query('h2') private readonly heading!: HTMLElement;

  /** Puts the focus on its heading. */
  override focus(): void {
    void this.updateComplete.then(() => this.heading.focus());
  }

  protected override render(): TemplateResult {
    const text = pairingWords;
    return html`<section aria-labelledby="heading">
      <div>
        <h2 id="heading" data-step-heading tabindex="-1">${this.#heading()}</h2>
        <p class="lead">${this.#lead()}</p>
      </div>
      ${this.label === null ? nothing : this.#renderFor(this.label)}
      <card-send .card=${this.card}></card-send>
      ${this.serverless && this.card.kind !== 'reply' ? this.#renderReach() : nothing}
      <div class="near">
        <card-qr .card=${this.card} label=${text.qrLabel(this.card.kind)}></card-qr>
        <p>${text.farScan}</p>
      </div>
    </section>`;
  }

  #heading(): TemplateResult {
    const text = pairingWords;
    const heading = {
      invite: text.farHeading,
      reply: text.farReplyHeading,
      code: text.farCodeHeading,
    }[this.card.kind];
    return named(heading, this.name);
  }

  #lead(): TemplateResult | string {
    const text = pairingWords;
    switch (this.card.kind) {
      case 'invite':
        return text.farText;
      case 'reply':
        return text.farReplyText;
      case 'code':
        return named(text.farCodeText, this.name);
    }
  }

  #renderFor(label: string): TemplateResult {
    return html`<div class="for">
      <label for="for">${pairingWords.farFor}</label>
      <input
        id="for"
        class="field"
        type="text"
        dir="auto"
        maxlength="60"
        autocomplete="off"
        autocapitalize="words"
        spellcheck="false"
        aria-describedby="for-hint"
        placeholder=${pairingWords.farForPlaceholder}
        .value=${live(label)}
        @change=${this.#labelled}
      />
      <p class="hint" id="for-hint">${pairingWords.farForHint}</p>
    </div>`;
  }

  /** A reply is made already, and a server that is entered now changes nothing about it. */
  #renderReach(): TemplateResult {
    const text = pairingWords;
    return html`<p class="reach">
      ${icon('info', 20)}
      <span>
        ${text.farReach}
        <button type="button" @click=${() => this.dispatchEvent(new ServersWantedEvent())}>
          ${text.farReachAction}
        </button>
      </span>
    </p>`;
  }

  readonly #labelled = (): void => {
    this.dispatchEvent(new InviteLabelEvent(null, this.field.value.trim()));
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'connect-far': ConnectFar;
  }
  interface GlobalEventHandlersEventMap {
    'invite-label': InviteLabelEvent;
    'servers-wanted': ServersWantedEvent;
  }
}
