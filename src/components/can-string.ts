import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { base } from './base.styles.ts';
import type { StringLine, StringState } from './string-line.ts';
import { CAN_VIEW_BOX, MY_LABEL, tinCan } from './tin-can.ts';
import './string-line.ts';

/**
 * Two cans and the string between them: the friend's where lines of text begin, mine where they end.
 * What it shows is said by `label`; without one it is decoration.
 */
@customElement('can-string')
export class CanString extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        display: flex;
        direction: ltr;
        align-items: center;
        --can-width: 2.25rem;
      }
      /* The whole picture turns with the writing, its letters stay as they are read. */
      :host(:dir(rtl)) {
        scale: -1 1;
      }
      :host(:dir(rtl)) text {
        scale: -1 1;
        transform-box: fill-box;
        transform-origin: center;
      }
      :host([size='large']) {
        max-width: 26rem;
        --can-width: clamp(4rem, 24%, 5.5rem);
      }
      .can {
        position: relative;
        z-index: 1;
        display: block;
        flex: none;
        width: var(--can-width);
        overflow: visible;
        font-family: var(--font-display);
        transition: transform var(--slow) var(--spring);
      }
      string-line {
        flex: 1;
        min-width: 1.25rem;
        margin: 0 -0.2rem;
      }
      :host([size='large']) string-line {
        margin: 0 -0.5rem;
      }
      :host([state='slack']) .theirs {
        transform: translateY(6%) rotate(9deg);
      }
    `,
  ];

  @property({ reflect: true }) state: StringState = 'slack';
  @property({ reflect: true }) size: 'small' | 'large' = 'small';
  /** What assistive technology reads. */
  @property() label = '';
  /** The colour of the friend's label (`labelOf`), and the letter on it (`initialOf`). */
  @property({ attribute: false }) friendLabel = 'var(--can-1)';
  @property({ attribute: false }) initial = '';
  /** Counts of my messages and theirs: when one rises, a vibration runs from that side. */
  @property({ attribute: false }) mine = 0;
  @property({ attribute: false }) theirs = 0;

  @query('string-line') private readonly line!: StringLine;

  /** Sends one vibration along the string. */
  pluck(from: 'me' | 'them'): void {
    this.line.pluck(from);
  }

  protected override render(): TemplateResult {
    const named = this.label !== '';
    return html`
      <svg
        class="can theirs"
        viewBox=${CAN_VIEW_BOX}
        role=${named ? 'img' : nothing}
        aria-label=${named ? this.label : nothing}
        aria-hidden=${named ? nothing : 'true'}
      >
        ${tinCan({
          label: this.friendLabel,
          initial: this.initial,
          opens: 'left',
          ghost: this.state === 'drawing',
        })}
      </svg>
      <string-line
        .state=${this.state}
        .size=${this.size}
        .mine=${this.mine}
        .theirs=${this.theirs}
      ></string-line>
      <svg class="can mine" viewBox=${CAN_VIEW_BOX} aria-hidden="true">
        ${tinCan({ label: MY_LABEL, opens: 'right' })}
      </svg>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'can-string': CanString;
  }
}
