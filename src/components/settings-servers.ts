import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { ServerReport } from '../app/network.ts';
import { hasRoom, type ServerRecord } from '../app/servers.ts';
import type { SettingsRecord } from '../app/state.ts';
import { base } from './base.styles.ts';
import { icon, type IconName } from './icon.ts';
import { sectionStyles } from './section.styles.ts';
import { serverSentence } from './server-result.ts';
import type { ServerSaveEvent } from './settings-server-form.ts';
import { switchStyles } from './switch.styles.ts';
import { settingsWords } from './words/settings-words.ts';
import './settings-server-form.ts';

/** Servers or how they are used were changed. */
export class ServersChangeEvent extends Event {
  static readonly type = 'servers-change';
  constructor(readonly change: Partial<Pick<SettingsRecord, 'servers' | 'relayOnly'>>) {
    super(ServersChangeEvent.type, { bubbles: true, composed: true });
  }
}

/**
 * STUN and TURN servers of the user's own: closed at first, since nearly nobody needs them.
 * @fires servers-change - with what is to be kept
 */
@customElement('settings-servers')
export class SettingsServers extends LitElement {
  static override styles = [
    base,
    sectionStyles,
    switchStyles,
    css`
      :host {
        scroll-margin-block-start: var(--s3);
      }
      details.card {
        display: block;
        padding: 0;
      }
      summary {
        display: flex;
        align-items: center;
        gap: var(--s3);
        min-height: calc(var(--touch) + var(--s4));
        padding: var(--s3) var(--s4);
        border-radius: var(--r-large);
        cursor: pointer;
        list-style: none;
      }
      summary::-webkit-details-marker {
        display: none;
      }
      summary:hover {
        background: var(--paper-sunken);
      }
      summary > span {
        flex: 1;
      }
      summary .icon {
        color: var(--ink-soft);
        transition: rotate var(--quick) var(--ease);
      }
      details[open] summary .icon {
        rotate: 180deg;
      }
      .inside {
        padding: var(--s2) var(--s4) var(--s4);
      }
      h2 {
        padding: 0;
        color: var(--ink);
        font-size: var(--t-body);
      }
      .inside,
      li {
        display: grid;
        gap: var(--s3);
      }
      li {
        padding-block-start: var(--s3);
        border-block-start: 1px solid var(--edge);
      }
      ul {
        display: grid;
        gap: var(--s4);
      }
      /* A live region must be there before it speaks, and take no room until then. */
      .fact:not(:has(svg)) {
        height: 0;
        margin-block-end: calc(-1 * var(--s3));
      }
      .url {
        font-weight: 600;
        overflow-wrap: anywhere;
      }
      .actions {
        display: flex;
        flex-wrap: wrap;
        gap: var(--s2);
      }
      .add {
        justify-self: start;
      }
    `,
  ];

  @property({ attribute: false }) servers: readonly ServerRecord[] = [];
  @property({ type: Boolean }) relayOnly = false;
  /** Somebody came for this: open from the start, and in sight. */
  @property({ type: Boolean }) opened = false;
  /** Asks one server. */
  @property({ attribute: false }) test!: (server: ServerRecord) => Promise<ServerReport>;
  @query('summary') private readonly summary!: HTMLElement;
  /** The server that is being changed; `new` one. */
  @state() private editing: ServerRecord | 'new' | null = null;
  /** By address; null while it is asked. */
  @state() private results: ReadonlyMap<string, ServerReport | null> = new Map();

  protected override firstUpdated(): void {
    if (!this.opened) return;
    // A frame later, when what stands above it has its size.
    requestAnimationFrame(() => {
      this.scrollIntoView({ block: 'start' });
      this.summary.focus();
    });
  }

  protected override render(): TemplateResult {
    const text = settingsWords;
    const { length } = this.servers;
    const now = length === 0 ? text.serversNone : text.serversCount(length);
    return html`<details class="card" ?open=${this.opened}>
      <summary>
        <span>
          <h2>${text.serversHeading}</h2>
          <span class="hint">${now}${this.relayOnly ? ` · ${text.serversRelayOnly}` : ''}</span>
        </span>
        ${icon('chevron')}
      </summary>
      <div class="inside">
        <p class="hint">${text.serversText}</p>
        <p class="hint">${text.serversLearn}</p>
        <ul @server-save=${this.#save} @server-cancel=${this.#close}>
          ${repeat(
            this.servers,
            ({ url }) => url,
            (server) => html`<li>${this.#server(server)}</li>`,
          )}
          ${this.editing === 'new' ? html`<li>${this.#form(null)}</li>` : nothing}
        </ul>
        ${
          this.editing === null && hasRoom(this.servers)
            ? html`<button class="button add" @click=${() => (this.editing = 'new')}>
                ${icon('plus')}${text.serverAdd}
              </button>`
            : nothing
        }
        <hr />
        ${this.#relayOnly()}
      </div>
    </details>`;
  }

  #server(server: ServerRecord): TemplateResult {
    if (server === this.editing) return this.#form(server);
    const text = settingsWords;
    const { url } = server;
    const result = this.results.get(url);
    return html`<p class="url" dir="ltr">${url}</p>
      <p class="fact ${markOf(result)[1]}" role="status" data-testid="result">
        ${
          result === undefined
            ? nothing
            : html`${icon(markOf(result)[0])}
              ${result === null ? text.serverTesting : serverSentence(result)}`
        }
      </p>
      <div class="actions">
        <button
          class="button"
          aria-label=${text.serverTestLabel(url)}
          ?disabled=${result === null}
          @click=${() => void this.#ask(server)}
        >
          ${text.serverTest}
        </button>
        <button
          class="button plain"
          aria-label=${text.serverEditLabel(url)}
          @click=${() => (this.editing = server)}
        >
          ${text.serverEdit}
        </button>
        <button
          class="button plain"
          aria-label=${text.serverRemoveLabel(url)}
          @click=${() => this.#keep(this.servers.filter((other) => other !== server))}
        >
          ${text.serverRemove}
        </button>
      </div>`;
  }

  #form(server: ServerRecord | null): TemplateResult {
    return html`<settings-server-form
      .server=${server}
      .others=${this.servers.filter((other) => other !== server)}
    ></settings-server-form>`;
  }

  #relayOnly(): TemplateResult {
    const text = settingsWords;
    const hasRelay = this.servers.some(({ url }) => /^turns?:/i.test(url));
    return html`<label class="switch">
        <span>${text.relayOnlyLabel}</span>
        <input
          type="checkbox"
          role="switch"
          aria-describedby="relay-hint"
          aria-checked=${this.relayOnly ? 'true' : 'false'}
          ?disabled=${!hasRelay && !this.relayOnly}
          .checked=${this.relayOnly}
          @change=${this.#onRelayOnly}
        />
        <span class="track" aria-hidden="true"></span>
      </label>
      <p id="relay-hint" class="hint">
        ${text.relayOnlyHint}${hasRelay ? '' : ` ${text.relayOnlyNeeds}`}
      </p>`;
  }

  async #ask(server: ServerRecord): Promise<void> {
    this.results = new Map(this.results).set(server.url, null);
    const report = await this.test(server);
    this.results = new Map(this.results).set(server.url, report);
  }

  #keep(servers: readonly ServerRecord[]): void {
    this.dispatchEvent(new ServersChangeEvent({ servers }));
  }

  readonly #save = ({ server }: ServerSaveEvent): void => {
    const { editing } = this;
    this.#close();
    const results = new Map(this.results);
    results.delete(server.url);
    this.results = results;
    this.#keep(
      editing === 'new'
        ? [...this.servers, server]
        : this.servers.map((other) => (other === editing ? server : other)),
    );
  };

  readonly #close = (): void => {
    this.editing = null;
  };

  readonly #onRelayOnly = (event: Event): void => {
    const { checked } = event.currentTarget as HTMLInputElement;
    this.dispatchEvent(new ServersChangeEvent({ relayOnly: checked }));
  };
}

/** The mark of what came of asking, and its look. */
function markOf(result: ServerReport | null | undefined): readonly [IconName, string] {
  if (!result) return ['clock', 'open'];
  return result.failure === null ? ['check', ''] : ['alert', 'wrong'];
}

declare global {
  interface HTMLElementTagNameMap {
    'settings-servers': SettingsServers;
  }
  interface HTMLElementEventMap {
    'servers-change': ServersChangeEvent;
  }
}
