import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { BubbleItem, Item } from '../app/state.ts';
import { base } from './base.styles.ts';
import { foldText, isFewEmoji } from './bubble-text.ts';
import { deliveryMark } from './delivery-mark.ts';
import { linkify, type TextPart } from './linkify.ts';
import { chatWords } from './words/chat-words.ts';
import { format } from './words/format.ts';

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
      /* A short text and its time share a line; below a longer one the time has its own. */
      .bubble {
        display: flex;
        flex-wrap: wrap;
        align-items: flex-end;
        justify-content: flex-end;
        gap: 0 var(--s3);
        max-width: 100%;
        padding: 0.4375rem var(--s3);
        border: 1px solid var(--edge);
        border-radius: var(--r-medium);
        background: var(--paper-raised);
        box-shadow: var(--shadow-low);
        overflow-wrap: anywhere;
      }
      p {
        min-width: 0;
        margin-inline-end: auto;
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
        flex: none;
        align-items: center;
        gap: var(--s1);
        margin-block: 0.125rem;
        color: var(--ink-soft);
        font-size: var(--t-small);
        line-height: 1.2;
        white-space: nowrap;
      }
      :host([author='me']) .meta {
        color: inherit;
      }
      .fold {
        flex: 1 0 auto;
        min-height: var(--touch);
        padding: 0;
        border: 0;
        background: none;
        color: var(--twine-ink);
        font-weight: 600;
        text-align: start;
        text-decoration: underline;
      }
      .newer {
        font-style: italic;
      }
      :host([gone]) .bubble {
        border: 1px dashed var(--edge-strong);
        background: none;
        color: var(--ink-soft);
        box-shadow: none;
      }
    `,
  ];

  @property({ attribute: false }) item!: BubbleItem;
  /** What the friend is called. */
  @property({ attribute: 'friend-name' }) friendName = '';
  @property({ reflect: true }) author: Item['author'] = 'them';
  /** The last of its run: its corner points to the author. */
  @property({ type: Boolean, reflect: true }) last = false;
  @state() private unfolded = false;

  protected override willUpdate(): void {
    this.toggleAttribute('gone', this.item.kind === 'deleted');
  }

  protected override render(): TemplateResult {
    const { item } = this;
    return html`<div class="bubble">
      ${item.kind === 'text' ? this.#text(item.text) : html`<p class="newer">${this.#note(item)}</p>`}
      <div class="meta">
        <time datetime=${new Date(item.atMs).toISOString()}>${format.timeOfDay(item.atMs)}</time>
        ${item.author === 'me' ? deliveryMark(item.delivery) : nothing}
      </div>
    </div>`;
  }

  /** What stands there instead of a text. */
  #note(item: Exclude<BubbleItem, { kind: 'text' }>): string {
    if (item.kind === 'deleted') {
      return item.author === 'me' ? chatWords.deletedByMe : chatWords.deletedBy(this.friendName);
    }
    return item.missing === undefined ? chatWords.unknown : chatWords.missing(item.missing);
  }

  #text(text: string): TemplateResult {
    const folded = foldText(text);
    const shown = folded === null || this.unfolded ? text : `${folded}…`;
    // The span keeps white space, so nothing may stand between its tags and the text.
    return html`<p class=${isFewEmoji(text) ? 'few' : ''} dir="auto">
        <span class="text">${linkify(shown).map(part)}</span>
      </p>
      ${
        folded === null
          ? nothing
          : html`<button
              class="fold"
              aria-expanded=${this.unfolded}
              @click=${() => (this.unfolded = !this.unfolded)}
            >
              ${this.unfolded ? chatWords.showLess : chatWords.showMore}
            </button>`
      }`;
  }
}

function part(each: TextPart): string | TemplateResult {
  if (each.kind === 'text') return each.text;
  return html`<a href=${each.href} target="_blank" rel="noopener noreferrer">${each.text}</a>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'text-bubble': TextBubble;
  }
}
