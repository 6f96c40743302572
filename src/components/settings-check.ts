import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { ConnectionReport, ServerReport } from '../app/network.ts';
import type { ServerRecord } from '../app/servers.ts';
import { base } from './base.styles.ts';
import { connectionFacts, type ConnectionFact } from './connection-facts.ts';
import { icon, type IconName } from './icon.ts';
import { sectionStyles } from './section.styles.ts';
import { settingsWords } from './words/settings-words.ts';

const ICONS: Readonly<Record<ConnectionFact['kind'], IconName>> = {
  good: 'check',
  note: 'shield',
  wrong: 'alert',
};

/** Whether lines can open here, found out by one person alone. */
@customElement('settings-check')
export class SettingsCheck extends LitElement {
  static override styles = [
    base,
    sectionStyles,
    css`
      .button {
        justify-self: start;
      }
      ul {
        display: grid;
        gap: var(--s3);
      }
      .sentence {
        overflow-wrap: anywhere;
      }
    `,
  ];

  @property({ attribute: false }) servers: readonly ServerRecord[] = [];
  @property({ attribute: false }) check!: () => Promise<ConnectionReport>;
  /** Asks one server. */
  @property({ attribute: false }) test!: (server: ServerRecord) => Promise<ServerReport>;
  @state() private running = false;
  @state() private facts: readonly ConnectionFact[] | null = null;

  protected override render(): TemplateResult {
    const text = settingsWords;
    const { running, facts } = this;
    return html`<section aria-labelledby="check">
      <h2 id="check">${text.checkHeading}</h2>
      <div class="card">
        <p class="hint">${text.checkText}</p>
        ${
          facts === null
            ? nothing
            : html`<ul data-testid="facts">
                ${facts.map(
                  ({ kind, sentence }) =>
                    html`<li class="fact ${kind === 'good' ? '' : 'open'}" data-kind=${kind}>
                      ${icon(ICONS[kind])}<span class="sentence">${sentence}</span>
                    </li>`,
                )}
              </ul>`
        }
        <button class="button" ?disabled=${running} @click=${() => void this.#run()}>
          ${running ? text.checkRunning : facts === null ? text.checkAction : text.checkAgain}
        </button>
        <p class="visually-hidden" role="status">
          ${running ? text.checkRunning : facts === null ? '' : text.checkDone}
        </p>
      </div>
    </section>`;
  }

  async #run(): Promise<void> {
    this.running = true;
    const [report, servers] = await Promise.all([
      this.check(),
      Promise.all(
        this.servers.map(async (server) => [server.url, await this.test(server)] as const),
      ),
    ]);
    this.facts = connectionFacts(report, servers);
    this.running = false;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'settings-check': SettingsCheck;
  }
}
