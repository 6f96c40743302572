import { LitElement, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { FriendId, InviteId, ShownInvite } from '../app/state.ts';
import { base } from './base.styles.ts';
import { InviteLabelEvent } from './connect-far.ts';
import { styles } from './connect-invites.styles.ts';
import { icon } from './icon.ts';
import { initialOf, labelOf, MY_LABEL, tinCan } from './tin-can.ts';
import { pairingWords } from './words/pairing-words.ts';
import './confirm-dialog.ts';

/** Something is to become of an open invite; `another` makes a new one and needs no id. */
export class InviteActionEvent extends Event {
  static readonly type = 'invite-action';

  constructor(
    readonly action: 'show' | 'cancel' | 'another',
    readonly id: InviteId = '',
  ) {
    super(InviteActionEvent.type, { bubbles: true, composed: true });
  }
}

/** Minutes are counted; half of one is soon enough to notice. */
const COUNT_EVERY_MS = 20_000;

/**
 * My invites that are out there: for whom, how long already, and what can be done with them.
 * @fires invite-action - show, take back, or make another (InviteActionEvent)
 * @fires invite-label - renamed (InviteLabelEvent)
 */
@customElement('connect-invites')
export class ConnectInvites extends LitElement {
  static override readonly styles = [base, styles];

  @property({ attribute: false }) invites: readonly ShownInvite[] = [];
  /** The one on the screen now. */
  @property({ attribute: false }) shownId: InviteId | null = null;
  /** The name of a friend; empty while it is unknown. */
  @property({ attribute: false }) friendName: (id: FriendId) => string = () => '';

  @state() private renaming: InviteId | null = null;
  /** A given invite that waits for a word before it is taken back. */
  @state() private ending: ShownInvite | null = null;
  @state() private nowMs = Date.now();
  @query('.rename input') private readonly field!: HTMLInputElement | null;
  #timer: ReturnType<typeof setInterval> | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.nowMs = Date.now();
    this.#timer = setInterval(() => (this.nowMs = Date.now()), COUNT_EVERY_MS);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearInterval(this.#timer);
  }

  protected override render(): TemplateResult {
    const text = pairingWords;
    const name = this.ending === null ? null : this.#nameOf(this.ending);
    return html`<section aria-labelledby="heading">
      <header>
        <h2 id="heading">${text.invitesHeading}</h2>
        <button class="button" type="button" @click=${this.#another}>
          ${icon('plus', 20)} ${text.inviteAnother}
        </button>
      </header>
      <p class="hint">${text.invitesText}</p>
      <ul>
        ${repeat(
          this.invites,
          ({ id }) => id,
          (invite) => html`<li>${this.#renderInvite(invite)}</li>`,
        )}
      </ul>
      <confirm-dialog
        heading=${text.inviteTakeBackHeading(name)}
        text=${text.inviteTakeBackText}
        confirm-label=${text.inviteTakeBackConfirm}
        ?open=${this.ending !== null}
        @confirmed=${this.#confirmed}
        @dismissed=${() => (this.ending = null)}
      ></confirm-dialog>
    </section>`;
  }

  #renderInvite(invite: ShownInvite): TemplateResult {
    const text = pairingWords;
    const { id, friendId } = invite;
    const shown = id === this.shownId;
    const name = this.#nameOf(invite) ?? text.inviteUnnamed;
    return html`
      <svg class="can" viewBox="-24 -36 48 72" aria-hidden="true">
        ${tinCan({
          label: friendId === null ? MY_LABEL : labelOf(friendId),
          initial: initialOf(this.#nameOf(invite) ?? '?'),
          opens: 'up',
        })}
      </svg>
      <div class="about">
        ${
          this.renaming === id
            ? this.#renderRename(invite)
            : html`<p class="name">
                <bdi>${name}</bdi>
                ${
                  friendId === null
                    ? html`<button
                        class="button plain icon"
                        type="button"
                        aria-label=${text.inviteRename(name)}
                        title=${text.inviteRename(name)}
                        @click=${() => this.#rename(id)}
                      >
                        ${icon('pencil', 20)}
                      </button>`
                    : nothing
                }
              </p>`
        }
        <p class="hint">${this.#facts(invite)}</p>
      </div>
      <div class="acts">
        ${
          shown
            ? html`<span class="mark">${icon('check', 16)} ${text.inviteShown}</span>`
            : html`<button
                class="button"
                type="button"
                aria-label=${text.inviteShowNamed(name)}
                @click=${() => this.dispatchEvent(new InviteActionEvent('show', id))}
              >
                ${text.inviteShow}
              </button>`
        }
        <button
          class="button plain icon"
          type="button"
          aria-label=${text.inviteTakeBack(name)}
          title=${text.inviteTakeBack(name)}
          @click=${() => this.#end(invite)}
        >
          ${icon('trash')}
        </button>
      </div>
    `;
  }

  #renderRename({ label }: ShownInvite): TemplateResult {
    return html`<form class="rename" @submit=${this.#keepName} @keydown=${this.#typed}>
      <input
        class="field"
        type="text"
        dir="auto"
        maxlength="60"
        autocomplete="off"
        autocapitalize="words"
        spellcheck="false"
        aria-label=${pairingWords.inviteName}
        .value=${label}
      />
      <button class="button icon" type="submit" aria-label=${pairingWords.inviteKeepName}>
        ${icon('check')}
      </button>
    </form>`;
  }

  #facts({ sinceMs, given, friendId }: ShownInvite): string {
    const text = pairingWords;
    const minutes = Math.max(0, Math.floor((this.nowMs - sinceMs) / 60_000));
    return [
      friendId === null ? '' : text.inviteToMeet,
      given ? text.inviteGiven : text.inviteNotGiven,
      text.inviteOpenFor(minutes),
    ]
      .filter((fact) => fact !== '')
      .join(' · ');
  }

  /** Null for nobody in particular. */
  #nameOf({ label, friendId }: ShownInvite): string | null {
    const name = friendId === null ? label : this.friendName(friendId) || label;
    return name === '' ? null : name;
  }

  readonly #another = (): void => {
    this.dispatchEvent(new InviteActionEvent('another'));
  };

  #rename(id: InviteId): void {
    this.renaming = id;
    void this.updateComplete.then(() => this.field?.select());
  }

  readonly #keepName = (event: Event): void => {
    event.preventDefault();
    if (this.renaming === null || this.field === null) return;
    this.dispatchEvent(new InviteLabelEvent(this.renaming, this.field.value.trim()));
    this.#stopRenaming();
  };

  readonly #typed = ({ key }: KeyboardEvent): void => {
    if (key === 'Escape') this.#stopRenaming();
  };

  #stopRenaming(): void {
    const at = this.invites.findIndex(({ id }) => id === this.renaming);
    this.renaming = null;
    void this.updateComplete.then(() => {
      const row = this.renderRoot.querySelectorAll('li')[at];
      row?.querySelector<HTMLElement>('.name button')?.focus();
    });
  }

  /** What nobody has seen can go without a word. */
  #end(invite: ShownInvite): void {
    if (invite.given) this.ending = invite;
    else this.dispatchEvent(new InviteActionEvent('cancel', invite.id));
  }

  readonly #confirmed = (): void => {
    const { ending } = this;
    this.ending = null;
    if (ending !== null) this.dispatchEvent(new InviteActionEvent('cancel', ending.id));
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'connect-invites': ConnectInvites;
  }
  interface GlobalEventHandlersEventMap {
    'invite-action': InviteActionEvent;
  }
}
