import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { Messenger } from '../app/messenger.ts';
import type { AppState, Friend, FriendId } from '../app/state.ts';
import type { Safety, SafetyVerdict, TrustActions } from '../app/trust.ts';
import type { ErrorCode } from '../errors.ts';
import { base } from './base.styles.ts';
import type { CardErrorEvent, CardTextEvent } from './card-input-events.ts';
import type { CardScanner } from './card-scanner.ts';
import { nameOf } from './friend-list.ts';
import { icon } from './icon.ts';
import { named } from './named.ts';
import { safetyStyles } from './safety-screen.styles.ts';
import type { WhoDecidedEvent } from './safety-who.ts';
import { Select } from './select.ts';
import { surenessOf, trustMark } from './trust-mark.ts';
import { errorWords } from './words/error-words.ts';
import { safetyWords } from './words/safety-words.ts';
import { words } from './words/words.ts';
import './card-qr.ts';
import './card-scanner.ts';
import './notice-bar.ts';
import './safety-number.ts';
import './safety-who.ts';

/** What came of the last comparison. */
type Outcome =
  SafetyVerdict | 'said-same' | 'said-different' | 'taken-back' | { readonly error: ErrorCode };

/** Whether a friend is who they say: how it stands, and two ways to find out. */
@customElement('safety-screen')
export class SafetyScreen extends LitElement {
  static override styles = [base, safetyStyles];

  @property({ attribute: false }) app!: Messenger;
  @property({ attribute: false }) friendId!: FriendId;
  @state() private safety: Safety | null = null;
  /** Of the friend whose name this one came under. */
  @state() private knownNumber: readonly string[] = [];
  @state() private outcome: Outcome | null = null;
  @query('card-scanner') private readonly scanner!: CardScanner | null;
  #trust: TrustActions | null = null;

  readonly #friends = new Select<AppState, AppState['friends']>(
    this,
    () => this.app.store,
    (now) => now.friends,
  );

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('friendId')) {
      this.outcome = null;
      void this.#load(this.friendId);
    }
  }

  protected override render(): TemplateResult | typeof nothing {
    const friend = this.#friends.value.get(this.friendId);
    if (friend === undefined) return nothing;
    return html`
      <header>
        <button
          class="button plain icon"
          aria-label=${words.shell.back}
          @click=${() => this.app.show({ name: 'conversation', friendId: friend.id })}
        >
          ${icon('back')}
        </button>
        <h1>${named((name) => safetyWords.heading(name ?? ''), nameOf(friend))}</h1>
      </header>
      <div class="body" @who-decided=${this.#decide}>
        <div class="column">
          ${this.#standing(friend)}
          <div role="status">${this.#said(friend)}</div>
          ${this.#wrong(friend)} ${this.#who(friend)}
          <div class="ways">${this.#number(friend)} ${this.#camera(friend)}</div>
        </div>
      </div>
    `;
  }

  #standing(friend: Friend): TemplateResult {
    const sureness = surenessOf(friend);
    const { sentence, more } = safetyWords.standing[sureness];
    return html`<section class="standing ${sureness}" data-sureness=${sureness}>
      ${trustMark(sureness, 40)}
      <div>
        <h2 class="how">${sentence}</h2>
        <p>${sureness === 'unverified' ? `${safetyWords.met[friend.metBy]} ` : ''}${more}</p>
        ${
          sureness === 'compared'
            ? html`<button class="button plain" @click=${() => void this.#say(false, 'taken-back')}>
                ${safetyWords.takeBack}
              </button>`
            : nothing
        }
      </div>
    </section>`;
  }

  /** What came of it, when that is good or harmless. */
  #said(friend: Friend): TemplateResult | typeof nothing {
    const text = safetyWords;
    switch (this.outcome) {
      case 'match':
        return html`<p class="good">
          ${icon('check', 20)}<span
            >${named((name) => text.matched(name ?? ''), nameOf(friend))}</span
          >
        </p>`;
      case 'said-same':
        return html`<p class="good">${icon('check', 20)}<span>${text.saved}</span></p>`;
      case 'taken-back':
        return html`<p class="good"><span>${text.takenBack}</span></p>`;
      case 'own':
      case 'newer':
        return html`<p class="good"><span>${text[this.outcome]}</span></p>`;
      default:
        return nothing;
    }
  }

  #wrong(friend: Friend): TemplateResult | typeof nothing {
    const { outcome } = this;
    if (outcome === 'mismatch' || outcome === 'said-different') {
      return html`<notice-bar tone="alarm" data-testid="safety-alarm"
        >${named((name) => safetyWords.alarm(name ?? ''), nameOf(friend))}</notice-bar
      >`;
    }
    if (outcome === null || typeof outcome === 'string') return nothing;
    const { sentence, next } = errorWords(outcome.error);
    return html`<notice-bar tone="alarm" text="${sentence} ${next}"></notice-bar>`;
  }

  #who(friend: Friend): TemplateResult | typeof nothing {
    const known = this.#friends.value.get(friend.trust?.claims ?? '');
    if (known === undefined) return nothing;
    return html`<safety-who
      .friend=${friend}
      .known=${known}
      .number=${this.safety?.number ?? []}
      .knownNumber=${this.knownNumber}
    ></safety-who>`;
  }

  #number(friend: Friend): TemplateResult {
    const text = safetyWords;
    return html`<section aria-labelledby="number">
      <h2 id="number">${text.numberHeading}</h2>
      <div class="card">
        <safety-number .groups=${this.safety?.number ?? []}></safety-number>
        <p class="hint">${named((name) => text.numberText(name ?? ''), nameOf(friend))}</p>
        <div class="choices">
          <button class="button primary" @click=${() => void this.#say(true, 'said-same')}>
            ${text.same}
          </button>
          <button class="button" @click=${() => void this.#say(false, 'said-different')}>
            ${text.differ}
          </button>
        </div>
      </div>
    </section>`;
  }

  #camera(friend: Friend): TemplateResult {
    const text = safetyWords;
    const { safety } = this;
    const drawn = { kind: 'safety', link: '', qrSegments: safety?.code ?? [] } as const;
    return html`<section aria-labelledby="camera">
      <h2 id="camera">${text.scanHeading}</h2>
      <div class="card">
        <p class="hint">${named((name) => text.scanText(name ?? ''), nameOf(friend))}</p>
        ${
          safety === null
            ? nothing
            : html`<card-qr class="code" .card=${drawn} label=${text.codeLabel}></card-qr>`
        }
        <card-scanner
          ?miss=${this.outcome === 'none'}
          @card-text=${this.#read}
          @card-error=${this.#failed}
          >${text.scanTile}</card-scanner
        >
      </div>
    </section>`;
  }

  async #load(friendId: FriendId): Promise<void> {
    this.safety = null;
    const trust = (this.#trust = await this.app.trust());
    // Somebody may have gone on to another friend, or be gone.
    if (friendId !== this.friendId || !this.isConnected) return;
    const friends = this.#friends.value;
    if (!friends.has(friendId)) return;
    this.safety = trust.safety(friendId);
    const known = friends.get(friends.get(friendId)?.trust?.claims ?? '');
    this.knownNumber = known === undefined ? [] : trust.safety(known.id).number;
  }

  async #say(same: boolean, outcome: Outcome): Promise<void> {
    const error = (await this.#trust?.compared(this.friendId, same)) ?? null;
    this.outcome = error === null ? outcome : { error };
  }

  readonly #read = async ({ text }: CardTextEvent): Promise<void> => {
    const verdict = await this.#trust?.scan(this.friendId, text);
    if (verdict === undefined) return;
    this.outcome = isVerdict(verdict) ? verdict : { error: verdict };
    // What is none of ours passes by; anything else is an answer.
    if (verdict !== 'none') this.scanner?.stop();
  };

  readonly #failed = ({ code }: CardErrorEvent): void => {
    this.outcome = code === null ? null : { error: code };
  };

  readonly #decide = async ({ who }: WhoDecidedEvent): Promise<void> => {
    const { friendId } = this;
    const error = (await this.#trust?.decide(friendId, who)) ?? null;
    if (error !== null) this.outcome = { error };
    else this.app.show({ name: 'conversation', friendId });
  };
}

function isVerdict(verdict: SafetyVerdict | ErrorCode): verdict is SafetyVerdict {
  return ['match', 'mismatch', 'own', 'newer', 'none'].includes(verdict);
}

declare global {
  interface HTMLElementTagNameMap {
    'safety-screen': SafetyScreen;
  }
}
