import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Item } from '../app/state.ts';
import { base } from './base.styles.ts';
import { deliveryMark } from './delivery-mark.ts';
import { linkify } from './linkify.ts';
import { format } from './words/format.ts';
import { words } from './words/words.ts';

/** Longer texts are folded: one message must not push a whole conversation off the screen. */
const FOLD_CHARACTERS = 2_000;

/** A few emoji and nothing else are shown large. */
const FEW_EMOJI = /^(?:\p{Extended_Pictographic}[\u{1F3FB}-\u{1F3FF}\uFE0F\u200D]*\s*){1,4}$/u;

/** One message: text as text, never HTML; addresses become links. */
@customElement('text-bubble')
export class TextBubble extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        display: flex;
        max-width: 100%;
      }
      .bubble {
        position: relative;
        max-width: 100%;
        padding: var(--s2) var(--s3);
        border: 1px solid var(--edge);
        border-radius: var(--r-medium);
        background: var(--paper-raised);
        box-shadow: var(--shadow-low);
        overflow-wrap: anywhere;
      }
      :host([author='me']) .bubble {
        border-color: transparent;
        background: var(--label);
        color: var(--on-label);
      }
      :host([author='me']) a,
      :host([author='me']) .fold {
        color: inherit;
      }
      :host([last][author='me']) .bubble {
        border-end-end-radius: var(--s1);
      }
      :host([last][author='them']) .bubble {
        border-end-start-radius: var(--s1);
      }
      .text {
        white-space: pre-wrap;
      }
      .few {
        font-size: 2.25rem;
        line-height: 1.25;
      }
      .meta {
        display: flex;
        align-items: center;
        justify-content: flex-end;
        gap: var(--s1);
        margin-top: 0.125rem;
        color: var(--ink-soft);
        font-size: var(--t-small);
        line-height: 1.2;
      }
      :host([author='me']) .meta {
        color: inherit;
      }
      .fold {
        min-height: var(--touch);
        padding: 0;
        border: 0;
        background: none;
        color: var(--twine-ink);
        font-weight: 600;
        text-decoration: underline;
      }
      .newer {
        font-style: italic;
      }
    `,
  ];

  @property({ attribute: false }) item!: Exclude<Item, { kind: 'file' }>;
  @property({ reflect: true }) author: Item['author'] = 'them';
  /** The last of its run: its corner points to the author. */
  @property({ type: Boolean, reflect: true }) last = false;
  @state() private unfolded = false;

  protected override render(): TemplateResult {
    const { item } = this;
    return html`<div class="bubble">
      ${
        item.kind === 'text'
          ? this.#text(item.text)
          : html`<p class="newer">${words.chat.unknown}</p>`
      }
      <div class="meta">
        <time datetime=${new Date(item.atMs).toISOString()}>${format.timeOfDay(item.atMs)}</time>
        ${item.author === 'me' ? deliveryMark(item.delivery) : nothing}
      </div>
    </div>`;
  }

  #text(text: string): TemplateResult {
    const long = text.length > FOLD_CHARACTERS;
    const shown = long && !this.unfolded ? `${text.slice(0, FOLD_CHARACTERS)}…` : text;
    // The paragraph keeps white space, so nothing may stand between its tags and the text.
    return html`<p class="text ${FEW_EMOJI.test(text) ? 'few' : ''}" dir="auto">
        ${linkify(shown).map((part) =>
          part.kind === 'text'
            ? part.text
            : html`<a href=${part.href} target="_blank" rel="noopener noreferrer">${part.text}</a>`,
        )}
      </p>
      ${
        long
          ? html`<button class="fold" @click=${() => (this.unfolded = !this.unfolded)}>
              ${this.unfolded ? words.chat.showLess : words.chat.showMore}
            </button>`
          : nothing
      }`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'text-bubble': TextBubble;
  }
}
