import {
  css,
  html,
  LitElement,
  nothing,
  svg,
  type PropertyValues,
  type SVGTemplateResult,
  type TemplateResult,
} from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { base } from './base.styles.ts';
import { StringMotion } from './string-motion.ts';
import { stringPath } from './string-path.ts';

/** `taut`: a line is open; `loose`: it is shaky; `slack`: the friend is away; `drawing`: waiting or connecting. */
export type StringState = 'taut' | 'loose' | 'slack' | 'drawing';

const HEIGHT_PX = { small: 28, large: 96 } as const;
const SAG_PX = { small: 9, large: 34 } as const;
/** How far it hangs, of all that it can: a loose one is told from both others at a glance. */
const HANGS = { taut: 0, loose: 0.5, slack: 1, drawing: 0 } as const;
const SWING_PX = { small: 4, large: 11 } as const;

/** The string alone, as wide as its box: the part of the motif that says how a line stands. Decoration. */
@customElement('string-line')
export class StringLine extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        display: grid;
      }
      svg {
        grid-area: 1 / 1;
        display: block;
        width: 100%;
        overflow: visible;
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
      .trace {
        stroke: var(--tin);
        stroke-width: 1.75px;
        stroke-dasharray: 1 6;
      }
      :host([size='large']) .twine {
        stroke-width: 4px;
      }
      :host([size='large']) .twist {
        stroke-width: 2.5px;
        stroke-dasharray: 2.5 8;
      }
      :host([state='slack']) .twine {
        stroke: var(--string-slack);
        stroke-width: 2px;
      }
      :host([state='slack'][size='large']) .twine {
        stroke-width: 3.25px;
      }
      :host([state='slack']) .twist {
        stroke: none;
      }
      :host([state='drawing']) .drawn {
        clip-path: inset(-100% -2% -100% 40%);
      }
      @media (prefers-reduced-motion: no-preference) {
        :host([state='drawing']) .drawn {
          /* Half a minute, then it rests: people wait for ten, and drawing without end takes up to
             half a core where no graphics card helps. */
          animation: draw 2.6s ease-in-out 12;
        }
      }
      @keyframes draw {
        from {
          clip-path: inset(-100% -2% -100% 100%);
        }
        65%,
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
  /** Counts of my messages and theirs: when one rises, a vibration runs from that side. */
  @property({ attribute: false }) mine = 0;
  @property({ attribute: false }) theirs = 0;

  readonly #motion = new StringMotion(this);

  /** Sends one vibration along the string, from the left (them) or the right (me). */
  pluck(from: 'me' | 'them'): void {
    this.#motion.pluck(from === 'them');
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    this.#motion.hang(HANGS[this.state] * SAG_PX[this.size]);
    if (!this.hasUpdated) return;
    if (changed.has('theirs') && this.theirs > (changed.get('theirs') ?? 0)) this.pluck('them');
    if (changed.has('mine') && this.mine > (changed.get('mine') ?? 0)) this.pluck('me');
  }

  protected override render(): TemplateResult {
    const height = HEIGHT_PX[this.size];
    const path = stringPath(height, this.#motion.shape(SWING_PX[this.size]));
    // Two pictures one over the other, because only a box, not a flat line, can be uncovered evenly.
    return html`${
      this.state === 'drawing' ? this.#layer('', svg`<path class="trace" d=${path} />`) : nothing
    }${this.#layer(
      'drawn',
      svg`<path class="twine" d=${path} /><path class="twist" d=${path} />`,
    )}`;
  }

  #layer(name: string, paths: SVGTemplateResult): TemplateResult {
    const height = HEIGHT_PX[this.size];
    return html`<svg
      class=${name}
      aria-hidden="true"
      viewBox="0 0 100 ${height}"
      height=${height}
      preserveAspectRatio="none"
    >
      ${paths}
    </svg>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'string-line': StringLine;
  }
}
