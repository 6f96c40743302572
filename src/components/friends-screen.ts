import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { isReminderDue } from '../app/backup-reminder.ts';
import type { Messenger } from '../app/messenger.ts';
import type { FriendId } from '../app/state.ts';
import { base } from './base.styles.ts';
import { askedBy, sortFriends, transfersToSee } from './friend-list.ts';
import type { FriendOpenEvent } from './friend-row.ts';
import { friendsStyles } from './friends-screen.styles.ts';
import { icon } from './icon.ts';
import { Select } from './select.ts';
import { backupWords } from './words/backup-words.ts';
import { words } from './words/words.ts';
import './can-string.ts';
import './friend-row.ts';
import './logo-mark.ts';
import './notice-bar.ts';

/** Everyone I am tied to, newest first, and the way to tie the next string. */
@customElement('friends-screen')
export class FriendsScreen extends LitElement {
  static override styles = [base, friendsStyles];

  @property({ attribute: false }) app!: Messenger;
  /** The friend whose conversation stands beside the list. */
  @property({ attribute: false }) selectedId: FriendId | null = null;
  @state() private installPutOff = false;

  readonly #friends = new Select(
    this,
    () => this.app.store,
    (now) => now.friends,
  );
  readonly #invites = new Select(
    this,
    () => this.app.store,
    (now) => now.invites,
  );
  readonly #introductions = new Select(
    this,
    () => this.app.store,
    (now) => now.introductions,
  );
  /** How many files are on their way; null when there is nothing to see of them. */
  readonly #transfers = new Select(
    this,
    () => this.app.store,
    (now) => transfersToSee(now.transfers.values()),
  );
  readonly #canInstall = new Select(
    this,
    () => this.app.store,
    (now) => now.device.canInstall,
  );

  readonly #settings = new Select(
    this,
    () => this.app.store,
    (now) => now.settings,
  );
  readonly #clearsUnused = new Select(
    this,
    () => this.app.store,
    (now) => now.device.clearsUnused === true,
  );

  override connectedCallback(): void {
    super.connectedCallback();
    document.addEventListener('visibilitychange', this.#onVisible);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener('visibilitychange', this.#onVisible);
  }

  protected override render(): TemplateResult {
    const text = words.friends;
    const friends = sortFriends(this.#friends.value.values());
    return html`
      <header>
        <logo-mark></logo-mark>
        <h1>${words.shell.appName}</h1>
        <button
          class="button plain icon"
          aria-label=${text.openSettings}
          title=${text.openSettings}
          @click=${() => this.app.show({ name: 'settings' })}
        >
          ${icon('settings')}
        </button>
      </header>
      <div class="body">${friends.length === 0 ? this.#empty() : this.#list(friends)}</div>
      <footer>
        ${this.#reminder() ?? this.#install(friends.length)} ${this.#transfersLink()}
        ${this.#waiting()}
        <button
          class="button primary connect"
          @click=${() => this.app.show({ name: 'connect', friendId: null })}
        >
          ${icon('plus')}${text.connect}
        </button>
      </footer>
    `;
  }

  #list(friends: ReturnType<typeof sortFriends>): TemplateResult {
    const nowMs = Date.now();
    const asked = askedBy(this.#introductions.value);
    return html`<ul aria-label=${words.friends.heading} @friend-open=${this.#onOpen}>
      ${friends.map(
        (friend) =>
          html`<li>
            <friend-row
              .friend=${friend}
              .nowMs=${nowMs}
              .introduces=${asked.get(friend.id) ?? null}
              ?selected=${friend.id === this.selectedId}
            ></friend-row>
          </li>`,
      )}
    </ul>`;
  }

  #empty(): TemplateResult {
    const text = words.friends;
    return html`<section class="empty" aria-labelledby="empty">
      <can-string state="drawing" size="large"></can-string>
      <h2 id="empty">${text.emptyHeading}</h2>
      <p>${text.emptyText}</p>
      <ol>
        ${text.emptySteps.map((step) => html`<li>${step}</li>`)}
      </ol>
    </section>`;
  }

  /** Invites that went out and wait for their replies. */
  #waiting(): TemplateResult | typeof nothing {
    const count = this.#invites.value.filter(({ given }) => given).length;
    if (count === 0) return nothing;
    return html`<button
      class="button plain waiting"
      @click=${() => this.app.show({ name: 'connect', friendId: null })}
    >
      ${icon('clock', 20)} ${words.friends.invitesWaiting(count)}
    </button>`;
  }

  #transfersLink(): TemplateResult | typeof nothing {
    const open = this.#transfers.value;
    if (open === null) return nothing;
    return html`<button
      class="button plain waiting"
      @click=${() => this.app.show({ name: 'transfers' })}
    >
      ${icon('transfer', 20)} ${words.friends.transfers(open)}
    </button>`;
  }

  /** One thing at a time: null when there is nothing to say of backups. */
  #reminder(): TemplateResult | null {
    const friends = this.#friends.value.values();
    if (!isReminderDue(this.#settings.value, friends, Date.now())) return null;
    const text = backupWords;
    return html`<notice-bar
      icon="shield"
      text=${this.#clearsUnused.value ? text.remindClearing : text.remind}
      action=${text.make}
      dismiss-label=${text.remindLater}
      @notice-action=${() => this.app.show({ name: 'settings', part: 'backup' })}
      @notice-dismiss=${() => void this.app.updateSettings({ remindedAtMs: Date.now() })}
    ></notice-bar>`;
  }

  /** Only who has a friend here has a reason to install. */
  #install(friendCount: number): TemplateResult | typeof nothing {
    if (!this.#canInstall.value || this.installPutOff || friendCount === 0) return nothing;
    const text = words.friends;
    return html`<notice-bar
      icon="download"
      text=${text.installText}
      action=${text.installAction}
      dismiss-label=${text.installLater}
      @notice-action=${() => void this.app.install()}
      @notice-dismiss=${() => (this.installPutOff = true)}
    ></notice-bar>`;
  }

  readonly #onOpen = (event: FriendOpenEvent): void => {
    this.app.show({ name: 'conversation', friendId: event.friendId });
  };

  /** "Today" may have become "Yesterday" while nobody looked. */
  readonly #onVisible = (): void => this.requestUpdate();
}

declare global {
  interface HTMLElementTagNameMap {
    'friends-screen': FriendsScreen;
  }
}
