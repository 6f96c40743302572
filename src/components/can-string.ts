import { css, html, LitElement, nothing, svg, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { base } from './base.styles.ts';
import { StringMotion } from './string-motion.ts';
import { stringPath } from './string-path.ts';
import { CAN_VIEW_BOX, MY_LABEL, tinCan } from './tin-can.ts';

/** `taut`: a line is open; `slack`: the friend is away; `drawing`: waiting or connecting. */
export type StringState = 'taut' | 'slack' | 'drawing';

const HEIGHT_PX = { small: 28, large: 96 } as const;
const SAG_PX = { small: 9, large: 34 } as const;
const SWING_PX = { small: 4, large: 11 } as const;

/**
 * Two cans and the string between them: the friend's on the left, mine on the right.
 * What it shows is said by `label`; without one it is decoration.
 */
@customElement('can-string')
export class CanString extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        display: flex;
        align-items: center;
        --can-width: 2.25rem;
      }
      :host([size='large']) {
        max-width: 26rem;
        --can-width: 5.5rem;
      }
      svg {
        display: block;
        overflow: visible;
        flex: none;
      }
      .can {
        position: relative;
        z-index: 1;
        width: var(--can-width);
        font-family: var(--font-display);
        transition: transform var(--slow) var(--spring);
      }
      .string {
        flex: 1;
        min-width: 1.25rem;
        width: 0;
        margin: 0 calc(var(--can-width) * -0.08);
        fill: none;
        stroke-linecap: round;
        stroke-linejoin: round;
      }
      path {
        vector-effect: non-scaling-stroke;
      }
      .twine {
        stroke: var(--string);
        stroke-width: 2.5px;
        transition: stroke var(--calm) var(--ease);
      }
      .twist {
        stroke: var(--string-twist);
        stroke-width: 1.25px;
        stroke-dasharray: 2 6;
      }
      :host([size='large']) .twine {
        stroke-width: 4px;
      }
      :host([size='large']) .twist {
        stroke-width: 2.5px;
        stroke-dasharray: 2.5 8;
      }
      .trace {
        stroke: var(--tin);
        stroke-width: 1.75px;
        stroke-dasharray: 1 6;
      }
      :host([state='slack']) .twine {
        stroke: var(--tin);
      }
      :host([state='slack']) .twist {
        stroke: var(--tin-light);
      }
      :host([state='slack']) .can.theirs {
        transform: translateY(6%) rotate(-9deg);
      }
      :host([state='drawing']) .drawn {
        clip-path: inset(-100% -2% -100% 40%);
      }
      @media (prefers-reduced-motion: no-preference) {
        :host([state='drawing']) .drawn {
          animation: draw 2.6s var(--ease) infinite;
        }
      }
      @keyframes draw {
        from {
          clip-path: inset(-100% -2% -100% 100%);
          opacity: 1;
        }
        70% {
          clip-path: inset(-100% -2% -100% -2%);
          opacity: 1;
        }
        85% {
          clip-path: inset(-100% -2% -100% -2%);
          opacity: 1;
        }
        to {
          clip-path: inset(-100% -2% -100% -2%);
          opacity: 0;
        }
      }
    `,
  ];

  @property({ reflect: true }) state: StringState = 'slack';
  @property({ reflect: true }) size: 'small' | 'large' = 'small';
  /** What assistive technology reads. */
  @property() label = '';
  /** The colour of the friend's label (`labelOf`), and the letter on it (`initialOf`). */
  @property({ attribute: false }) friendLabel = 'var(--twine)';
  @property({ attribute: false }) initial = '';
  /** Counts my messages and theirs: when a number rises, a vibration runs from that side. */
  @property({ attribute: false }) mine = 0;
  @property({ attribute: false }) theirs = 0;

  readonly #motion = new StringMotion(this);

  /** Sends one vibration along the string. */
  pluck(from: 'me' | 'them'): void {
    this.#motion.pluck(from === 'them');
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    this.#motion.hang(this.state === 'slack' ? SAG_PX[this.size] : 0);
    if (!this.hasUpdated) return;
    if (changed.has('theirs') && this.theirs > (changed.get('theirs') ?? 0)) this.pluck('them');
    if (changed.has('mine') && this.mine > (changed.get('mine') ?? 0)) this.pluck('me');
  }

  protected override render(): TemplateResult {
    const named = this.label !== '';
    const height = HEIGHT_PX[this.size];
    const path = stringPath(height, this.#motion.shape(SWING_PX[this.size]));
    return html`
      ${this.#can('left', named)}
      <svg
        class="string"
        aria-hidden="true"
        viewBox="0 0 100 ${height}"
        height=${height}
        preserveAspectRatio="none"
      >
        ${this.state === 'drawing' ? svg`<path class="trace" d=${path} />` : nothing}
        <g class="drawn">
          <path class="twine" d=${path} />
          <path class="twist" d=${path} />
        </g>
      </svg>
      ${this.#can('right', false)}
    `;
  }

  #can(side: 'left' | 'right', named: boolean): TemplateResult {
    const theirs = side === 'left';
    return html`<svg
      class="can ${theirs ? 'theirs' : 'mine'}"
      viewBox=${CAN_VIEW_BOX}
      role=${named ? 'img' : nothing}
      aria-label=${named ? this.label : nothing}
      aria-hidden=${named ? nothing : 'true'}
    >
      ${tinCan({
        label: theirs ? this.friendLabel : MY_LABEL,
        initial: theirs ? this.initial : '',
        opens: side,
        ghost: theirs && this.state === 'drawing',
      })}
    </svg>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'can-string': CanString;
  }
}
