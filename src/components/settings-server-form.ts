import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { isStun, readServer, readServerUrl } from '../app/servers.ts';
import type { ServerProblem, ServerRecord } from '../app/servers.ts';
import { base } from './base.styles.ts';
import { sectionStyles } from './section.styles.ts';
import { settingsWords } from './words/settings-words.ts';

/** A server was entered as it should be. */
export class ServerSaveEvent extends Event {
  static readonly type = 'server-save';
  constructor(readonly server: ServerRecord) {
    super(ServerSaveEvent.type, { bubbles: true, composed: true });
  }
}

/** Nothing is to be changed after all. */
export class ServerCancelEvent extends Event {
  static readonly type = 'server-cancel';
  constructor() {
    super(ServerCancelEvent.type, { bubbles: true, composed: true });
  }
}

const EMPTY: ServerRecord = { url: '', username: '', credential: '' };

/** Which field a problem is about. */
const FIELDS: Readonly<Record<ServerProblem, keyof ServerRecord>> = {
  scheme: 'url',
  host: 'url',
  port: 'url',
  transport: 'url',
  known: 'url',
  'too-many': 'url',
  username: 'username',
  credential: 'credential',
};

/**
 * Enters or changes one server; name and password are asked for once the address is a relay's.
 * @fires server-save - with what was entered
 * @fires server-cancel - nothing is to be changed
 */
@customElement('settings-server-form')
export class SettingsServerForm extends LitElement {
  static override styles = [
    base,
    sectionStyles,
    css`
      form {
        display: grid;
        gap: var(--s3);
      }
      label {
        display: grid;
        gap: var(--s1);
        font-weight: 600;
      }
      .field,
      .hint {
        font-weight: 400;
      }
      .problem {
        color: var(--alarm-ink);
        font-size: var(--t-small);
        font-weight: 600;
      }
      .actions {
        display: flex;
        flex-wrap: wrap;
        gap: var(--s2);
      }
    `,
  ];

  /** What stands there at first; null for a new one. */
  @property({ attribute: false }) server: ServerRecord | null = null;
  /** The servers beside it. */
  @property({ attribute: false }) others: readonly ServerRecord[] = [];
  @state() private typed: ServerRecord = EMPTY;
  @state() private problem: ServerProblem | null = null;
  @query('#url') private readonly urlField!: HTMLInputElement;

  protected override willUpdate(): void {
    if (!this.hasUpdated) this.typed = this.server ?? EMPTY;
  }

  protected override firstUpdated(): void {
    this.urlField.focus();
  }

  protected override render(): TemplateResult {
    const text = settingsWords;
    const address = readServerUrl(this.typed.url.trim());
    const isRelay =
      typeof address === 'string'
        ? /^turns?:/i.test(this.typed.url.trim())
        : !isStun(address.scheme);
    return html`<form novalidate @submit=${this.#submit}>
      ${this.#field('url', text.serverUrl, 'url', text.serverUrlHint)}
      ${
        isRelay
          ? html`${this.#field('username', text.serverUsername, 'text', '')}
            ${this.#field('credential', text.serverCredential, 'password', text.serverKept)}`
          : nothing
      }
      <div class="actions">
        <button class="button">${text.serverSave}</button>
        <button
          type="button"
          class="button plain"
          @click=${() => this.dispatchEvent(new ServerCancelEvent())}
        >
          ${text.serverCancel}
        </button>
      </div>
    </form>`;
  }

  #field(
    name: keyof ServerRecord,
    label: string,
    type: 'url' | 'text' | 'password',
    hint: string,
  ): TemplateResult {
    const isWrong = this.problem !== null && FIELDS[this.problem] === name;
    return html`<label>
      ${label}
      <input
        id=${name}
        class="field"
        type=${type === 'url' ? 'text' : type}
        inputmode=${type === 'url' ? 'url' : 'text'}
        dir="ltr"
        autocomplete="off"
        autocapitalize="off"
        spellcheck="false"
        aria-describedby="${name}-hint"
        aria-invalid=${isWrong ? 'true' : 'false'}
        .value=${this.typed[name]}
        @input=${(event: Event) => this.#type(name, event)}
      />
      <span id="${name}-hint" class=${isWrong ? 'problem' : 'hint'} aria-live="polite"
        >${isWrong && this.problem !== null ? settingsWords.serverProblems[this.problem] : hint}</span
      >
    </label>`;
  }

  #type(name: keyof ServerRecord, event: Event): void {
    const { value } = event.currentTarget as HTMLInputElement;
    this.typed = { ...this.typed, [name]: value };
    this.problem = null;
  }

  readonly #submit = (event: Event): void => {
    event.preventDefault();
    const server = readServer(this.typed, this.others);
    if (typeof server !== 'string') {
      this.dispatchEvent(new ServerSaveEvent(server));
      return;
    }
    this.problem = server;
    this.renderRoot.querySelector<HTMLInputElement>(`#${FIELDS[server]}`)?.focus();
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'settings-server-form': SettingsServerForm;
  }
  interface HTMLElementEventMap {
    'server-save': ServerSaveEvent;
    'server-cancel': ServerCancelEvent;
  }
}
