import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { ConnectionReport, ServerReport } from '../app/network.ts';
import type { ServerRecord } from '../app/servers.ts';
import { base } from './base.styles.ts';
import { connectionFacts, type ConnectionFact } from './connection-facts.ts';
import { icon, type IconName } from './icon.ts';
import { sectionStyles } from './section.styles.ts';
import { settingsWords } from './words/settings-words.ts';

/** The mark of each kind; the colour comes with the class. */
const MARKS: Readonly<Record<ConnectionFact['kind'], readonly [IconName, string]>> = {
  good: ['check', ''],
  note: ['info', 'open'],
  wrong: ['alert', 'wrong'],
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
                ${facts.map((fact) => this.#fact(fact))}
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

  #fact({ kind, sentence }: ConnectionFact): TemplateResult {
    const [mark, look] = MARKS[kind];
    return html`<li class="fact ${look}" data-kind=${kind}>
      ${icon(mark)}
      <span class="sentence">
        <span class="visually-hidden">${settingsWords.checkKinds[kind]}</span> ${sentence}
      </span>
    </li>`;
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
