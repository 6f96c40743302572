import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { Messenger } from '../app/messenger.ts';
import type { Transfer } from '../app/state.ts';
import type { ErrorCode } from '../errors.ts';
import { base } from './base.styles.ts';
import { FileHandling } from './file-handling.ts';
import { nameOf } from './friend-list.ts';
import { icon } from './icon.ts';
import { screenStyles } from './screen.styles.ts';
import { sectionStyles } from './section.styles.ts';
import { Select } from './select.ts';
import { groupsOf, isBehind, isConnected, type TransferGroup } from './transfer-groups.ts';
import type { TransferOpenEvent } from './transfer-row.ts';
import { errorWords } from './words/error-words.ts';
import { transferWords } from './words/transfer-words.ts';
import { words } from './words/words.ts';
import './notice-bar.ts';
import './transfer-row.ts';

/** Everything that is sent and received, with everybody. */
@customElement('transfers-screen')
export class TransfersScreen extends LitElement {
  static override styles = [
    base,
    screenStyles,
    sectionStyles,
    css`
      .column {
        max-width: 40rem;
      }
      .heading {
        display: flex;
        align-items: center;
        justify-content: space-between;
        gap: var(--s3);
      }
      .heading .button {
        min-height: 2.5rem;
      }
      li + li {
        padding-block-start: var(--s3);
        border-block-start: 1px solid var(--edge);
      }
      .nothing {
        color: var(--ink-soft);
        text-align: center;
      }
    `,
  ];

  @property({ attribute: false }) app!: Messenger;
  /** The list of friends stands beside this screen, so there is nothing to go back to. */
  @property({ type: Boolean }) beside = false;
  /** Why the last thing that was asked for could not be done. */
  @state() private error: ErrorCode | null = null;

  readonly #transfers = new Select(
    this,
    () => this.app.store,
    (now) => now.transfers,
  );
  readonly #friends = new Select(
    this,
    () => this.app.store,
    (now) => now.friends,
  );
  readonly #files = new FileHandling(this, {
    app: () => this.app,
    friendId: () => {
      throw new TypeError('nothing is offered here');
    },
    failed: (error) => (this.error = error),
  });

  protected override render(): TemplateResult {
    const groups = groupsOf(this.#transfers.value.values(), this.#friends.value);
    return html`
      <header>
        <button
          class="button plain icon"
          aria-label=${this.beside ? words.shell.close : words.shell.back}
          @click=${() => this.app.back()}
        >
          ${icon(this.beside ? 'close' : 'back')}
        </button>
        <h1>${words.shell.transfersTitle}</h1>
      </header>
      <div class="body" @file-action=${this.#files.act} @transfer-open=${this.#open}>
        <div class="column">
          ${this.#wrong()} ${groups.map(([group, members]) => this.#section(group, members))}
          ${groups.length === 0 ? html`<p class="nothing">${transferWords.nothing}</p>` : nothing}
        </div>
      </div>
      ${this.#files.field()}${this.#files.viewer()}
    `;
  }

  #section(group: TransferGroup, members: readonly Transfer[]): TemplateResult {
    return html`<section aria-labelledby=${group}>
      <div class="heading">
        <h2 id=${group}>${transferWords.groups[group]}</h2>
        ${group === 'ended' ? this.#clear() : nothing}
      </div>
      <ul class="card">
        ${repeat(
          members,
          ({ fileId }) => fileId,
          (transfer) =>
            html`<li>
              ${this.#row(transfer, group === 'moving' && isBehind(transfer, members))}
            </li>`,
        )}
      </ul>
    </section>`;
  }

  #row(transfer: Transfer, behind: boolean): TemplateResult {
    const friend = this.#friends.value.get(transfer.friendId);
    return html`<transfer-row
      .transfer=${transfer}
      name=${friend === undefined ? '' : nameOf(friend)}
      ?connected=${isConnected(friend)}
      ?behind=${behind}
      .saveError=${this.#files.saveErrors.get(transfer.fileId) ?? null}
    ></transfer-row>`;
  }

  #clear(): TemplateResult {
    return html`<button class="button plain" @click=${() => this.app.files.clearEnded()}>
      ${transferWords.clear}
    </button>`;
  }

  #wrong(): TemplateResult | typeof nothing {
    if (this.error === null) return nothing;
    const { sentence, next } = errorWords(this.error);
    return html`<notice-bar tone="alarm" text="${sentence} ${next}"></notice-bar>`;
  }

  readonly #open = ({ friendId }: TransferOpenEvent): void => {
    this.app.show({ name: 'conversation', friendId });
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'transfers-screen': TransfersScreen;
  }
}
