import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { keyed } from 'lit/directives/keyed.js';
import type { BackupActions } from '../app/backup-actions.ts';
import type { LockActions } from '../app/lock-actions.ts';
import type { Messenger } from '../app/messenger.ts';
import { hasScreen } from '../app/move-actions.ts';
import type { AppState, Phase, Screen, Update } from '../app/state.ts';
import type { Store } from '../app/store.ts';
import { appShellStyles } from './app-shell.styles.ts';
import { base } from './base.styles.ts';
import { DropGuard } from './drop-guard.ts';
import { Fetching } from './fetching.ts';
import { askedBy, isOnLine, nameOf, totalUnread } from './friend-list.ts';
import {
  loadLockScreen,
  loadMoveScreen,
  loadScreen,
  lockScreenIsLoaded,
  moveScreenIsLoaded,
  screenIsLoaded,
} from './lazy-screens.ts';
import { MediaMatch } from './media-match.ts';
import { Select } from './select.ts';
import { Theme } from './theme.ts';
import { words } from './words/words.ts';
import './can-string.ts';
import './phase-screen.ts';
import './welcome-screen.ts';

/** From here on the list and a conversation stand side by side; the styles say the same. */
const WIDE = '(min-width: 900px)';

/** The frame: which screen stands where, and theme, title and focus in step with it. */
@customElement('app-shell')
export class AppShell extends LitElement {
  static override styles = [base, appShellStyles];

  @property({ attribute: false }) store!: Store<AppState>;
  /** Null until this tab may open storage; set before the phase is `welcome` or `ready`. */
  @property({ attribute: false }) app: Messenger | null = null;
  /** The lock, which is fetched when it is looked at. */
  @property({ attribute: false }) lock!: () => Promise<LockActions>;
  /** Backups, likewise. */
  @property({ attribute: false }) backup!: () => Promise<BackupActions>;
  /** Makes this tab the one that holds the lines. */
  @property({ attribute: false }) takeOver: () => void = () => undefined;
  /** A card stands in the address and waits for the first start. */
  @property({ attribute: false }) invited: () => boolean = () => false;
  /** Put away; another one is news again. */
  @state() private putOff: Update | null = null;
  @query('main') private readonly main!: HTMLElement;
  @query('.list') private readonly list!: HTMLElement | null;

  readonly #phase = this.#select((now) => now.phase);
  readonly #screen = this.#select((now) => now.screen);
  readonly #friends = this.#select((now) => now.friends);
  readonly #introductions = this.#select((now) => now.introductions);
  readonly #move = this.#select((now) => now.move);
  readonly #themeChoice = this.#select((now) => now.settings?.theme ?? 'system');
  readonly #newVersion = this.#select((now) => now.device.update);
  readonly #theme = new Theme(this);
  readonly #code = new Fetching(this);
  readonly #wide = new MediaMatch(this, WIDE);
  /** The place that has the focus; null until the first one is drawn, which takes none. */
  #place: string | null = null;

  constructor() {
    super();
    new DropGuard(this);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    window.addEventListener('hashchange', this.#onAddress);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener('hashchange', this.#onAddress);
  }

  protected override willUpdate(): void {
    this.#theme.choose(this.#themeChoice.value);
    // On wide screens the list of friends stands beside the others.
    for (const name of ['friends', this.#screen.value.name] as const) {
      if (!screenIsLoaded(name)) this.#code.fetch(name, () => loadScreen(name));
    }
    if (this.#phase.value.status === 'locked' && !lockScreenIsLoaded()) {
      this.#code.fetch('lock', loadLockScreen);
    }
    if (this.#isMoving && !moveScreenIsLoaded()) this.#code.fetch('move', loadMoveScreen);
  }

  protected override render(): TemplateResult {
    const { app } = this;
    const phase = this.#phase.value;
    if (app !== null && this.#isMoving) return this.#moving(app, phase);
    if (app !== null && phase.status === 'ready') return this.#ready(app, this.#screen.value);
    if (phase.status === 'locked' && lockScreenIsLoaded()) {
      return html`<main class="alone" tabindex="-1" aria-label=${words.shell.appName}>
        <lock-screen .lock=${this.lock}></lock-screen>
      </main>`;
    }
    return html`<main class="alone" tabindex="-1" aria-label=${words.shell.appName}>
      ${
        app !== null && phase.status === 'welcome'
          ? html`<welcome-screen
              .app=${app}
              .backup=${this.backup}
              ?invited=${phase.invited || this.invited()}
            ></welcome-screen>`
          : html`<phase-screen .phase=${phase} @take-over=${this.takeOver}></phase-screen>`
      }
    </main>`;
  }

  protected override updated(): void {
    const ready = this.#phase.value.status === 'ready';
    // A question that waits counts like a message: it is over in two minutes.
    const asked = askedBy(this.#introductions.value).size;
    const unread = ready ? totalUnread(this.#friends.value.values()) + asked : 0;
    document.title = words.shell.title(ready ? this.#titleOf(this.#screen.value) : null, unread);
    this.#moveFocus();
  }

  #ready(app: Messenger, screen: Screen): TemplateResult {
    const wide = this.#wide.matches;
    const besideList = screen.name === 'conversation' || screen.name === 'safety';
    const selectedId = besideList ? screen.friendId : null;
    const friends = screenIsLoaded('friends')
      ? html`<friends-screen .app=${app} .selectedId=${selectedId}></friends-screen>`
      : nothing;
    const title = this.#titleOf(screen) ?? words.friends.heading;
    return html`
      ${
        wide
          ? html`<aside class="list" tabindex="-1" aria-label=${words.friends.heading}>
              ${friends}
            </aside>`
          : nothing
      }
      <main tabindex="-1" aria-label=${title}>
        ${screen.name === 'friends' && !wide ? friends : this.#pane(app, screen, wide)}
      </main>
      ${this.#update(app)}
    `;
  }

  /** Everything goes to another device, or went there; meeting it again has a screen of its own. */
  get #isMoving(): boolean {
    const { status } = this.#phase.value;
    const isMeeting = this.#screen.value.name === 'connect';
    return status === 'moved' || (status === 'ready' && !isMeeting && hasScreen(this.#move.value));
  }

  #moving(app: Messenger, phase: Phase): TemplateResult {
    const screen =
      phase.status === 'moved'
        ? html`<moved-screen .app=${app} .lock=${this.lock} .atMs=${phase.atMs}></moved-screen>`
        : html`<move-screen .app=${app}></move-screen>`;
    return html`<main class="alone" tabindex="-1" aria-label=${words.shell.appName}>
      ${moveScreenIsLoaded() ? screen : nothing}
    </main>`;
  }

  #pane(app: Messenger, screen: Screen, beside: boolean): TemplateResult {
    // Mostly for a blink; the string is drawn only when it takes long enough to wonder.
    if (!screenIsLoaded(screen.name)) {
      return html`<div class="empty fetching">
        <can-string state="drawing" size="large"></can-string>
      </div>`;
    }
    switch (screen.name) {
      case 'friends':
        return this.#emptyPane();
      case 'settings':
        return html`<settings-screen
          .app=${app}
          .lock=${this.lock}
          .backup=${this.backup}
          .wanted=${screen.part ?? null}
          ?beside=${beside}
        ></settings-screen>`;
      case 'connect':
        return html`<connect-screen .app=${app} .friendId=${screen.friendId}></connect-screen>`;
      case 'safety':
        return html`<safety-screen .app=${app} .friendId=${screen.friendId}></safety-screen>`;
      case 'transfers':
        return html`<transfers-screen .app=${app} ?beside=${beside}></transfers-screen>`;
      case 'conversation':
        return html`${keyed(
          screen.friendId,
          html`<conversation-screen
            .app=${app}
            .friendId=${screen.friendId}
          ></conversation-screen>`,
        )}`;
    }
  }

  #emptyPane(): TemplateResult {
    const text = words.shell;
    const first = this.#friends.value.size === 0;
    return html`<div class="empty">
      <can-string state="slack" size="large"></can-string>
      <h2>${first ? text.emptyPaneFirstHeading : text.emptyPaneHeading}</h2>
      <p>${first ? text.emptyPaneFirstText : text.emptyPaneText}</p>
    </div>`;
  }

  #update(app: Messenger): TemplateResult | typeof nothing {
    const update = this.#newVersion.value;
    if (update === null || update === this.putOff) return nothing;
    if (customElements.get('update-notice') === undefined) {
      this.#code.fetch('update', () => import('./update-notice.ts'));
      return nothing;
    }
    const connected = [...this.#friends.value.values()].filter(isOnLine);
    return html`<update-notice
      .news=${update}
      .install=${(fingerprint: string) => app.installUpdate(fingerprint)}
      .connectedNames=${connected.map(nameOf)}
      @update-later=${() => (this.putOff = update)}
    ></update-notice>`;
  }

  #titleOf(screen: Screen): string | null {
    switch (screen.name) {
      case 'friends':
        return null;
      case 'settings':
        return words.shell.settingsTitle;
      case 'transfers':
        return words.shell.transfersTitle;
      case 'connect':
        return words.shell.connectTitle;
      case 'safety':
      case 'conversation': {
        const friend = this.#friends.value.get(screen.friendId);
        return friend === undefined ? null : nameOf(friend);
      }
    }
  }

  /** On a new screen the focus goes to it, unless something on it has taken it already. */
  #moveFocus(): void {
    const phase = this.#phase.value.status;
    const screen = this.#screen.value;
    const moving = this.#isMoving ? 'moving' : '';
    const place = [phase, screen.name, 'friendId' in screen ? screen.friendId : '', moving].join(
      ' ',
    );
    const before = this.#place;
    this.#place = place;
    if (before === null || before === place) return;
    const target =
      phase === 'ready' && moving === '' && screen.name === 'friends'
        ? (this.list ?? this.main)
        : this.main;
    const active = this.shadowRoot?.activeElement ?? null;
    if (!target.contains(active)) target.focus({ preventScroll: true });
  }

  /** A card may come in the address while somebody still thinks of a name. */
  readonly #onAddress = (): void => this.requestUpdate();

  #select<T>(pick: (now: AppState) => T): Select<AppState, T> {
    return new Select(this, () => this.store, pick);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'app-shell': AppShell;
  }
}
