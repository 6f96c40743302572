import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { AppVersion, Update } from '../app/state.ts';
import { base } from './base.styles.ts';
import { listFiles } from './file-names.ts';
import { updateWords } from './words/update-words.ts';
import { words } from './words/words.ts';
import './app-fingerprint.ts';
import './confirm-dialog.ts';
import './notice-bar.ts';

/** The user does not want to be reminded. */
export class UpdateLaterEvent extends Event {
  static readonly type = 'update-later';
  constructor() {
    super(UpdateLaterEvent.type, { bubbles: true, composed: true });
  }
}

/**
 * Says that the host has another version, and installs it on a yes to its fingerprint; or says what of
 * it was refused.
 * @fires update-later - put away
 */
@customElement('update-notice')
export class UpdateNotice extends LitElement {
  static override styles = [
    base,
    css`
      .version {
        display: block;
        margin-block: var(--s4) var(--s1);
        color: var(--ink);
        font-weight: 600;
        overflow-wrap: anywhere;
      }
      .warning {
        display: block;
        margin-block-start: var(--s4);
      }
    `,
  ];

  @property({ attribute: false }) news!: Update;
  /** Friends whose lines a restart would cut. */
  @property({ attribute: false }) connectedNames: readonly string[] = [];
  /** @returns false when the host does not answer */
  @property({ attribute: false }) install!: (fingerprint: string) => Promise<boolean>;
  @state() private asking = false;
  @state() private status: 'waits' | 'installing' | 'failed' = 'waits';

  protected override willUpdate(changed: PropertyValues<this>): void {
    // What was on its way has come to nothing.
    if (changed.has('news')) this.status = 'waits';
  }

  protected override render(): TemplateResult {
    const { news } = this;
    const text = updateWords;
    if (news.status === 'refused') {
      const say = news.why === 'altered' ? text.altered : text.sameVersion;
      return html`<notice-bar
        tone="alarm"
        text=${say(news.version, listFiles(news.files))}
        dismiss-label=${words.shell.close}
        @notice-dismiss=${this.#later}
      ></notice-bar>`;
    }
    const sentence = { waits: text.offered, installing: text.installing, failed: text.failed };
    return html`
      <notice-bar
        text=${sentence[this.status]}
        action=${this.status === 'installing' ? '' : text.look}
        dismiss-label=${text.later}
        @notice-action=${() => (this.asking = true)}
        @notice-dismiss=${this.#later}
      ></notice-bar>
      <confirm-dialog
        ?open=${this.asking}
        heading=${text.heading}
        text=${text.text}
        confirm-label=${text.install}
        cancel-label=${text.later}
        @confirmed=${() => void this.#install(news.offered.fingerprint)}
        @dismissed=${() => (this.asking = false)}
      >
        ${this.#version(text.now(news.kept.version), news.kept)}
        ${this.#version(text.next(news.offered.version), news.offered)}
        ${
          this.connectedNames.length === 0
            ? nothing
            : html`<span class="warning">${text.connected(this.connectedNames)}</span>`
        }
      </confirm-dialog>
    `;
  }

  #version(name: string, { fingerprint }: AppVersion): TemplateResult {
    return html`<span class="version">${name}</span>
      <app-fingerprint value=${fingerprint}></app-fingerprint>`;
  }

  async #install(fingerprint: string): Promise<void> {
    this.asking = false;
    this.status = 'installing';
    // Where it works the page is loaded anew; where it was refused, another notice says so.
    if (!(await this.install(fingerprint))) this.status = 'failed';
  }

  readonly #later = (): void => {
    this.dispatchEvent(new UpdateLaterEvent());
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'update-notice': UpdateNotice;
  }
  interface HTMLElementEventMap {
    'update-later': UpdateLaterEvent;
  }
}
