import { LitElement, css, html, svg, type SVGTemplateResult, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { base } from './base.styles.ts';
import { icon } from './icon.ts';
import { MY_LABEL, tinCan } from './tin-can.ts';
import { pairingWords } from './words/pairing-words.ts';

/** Which way a code goes in a step's picture: my can is on the right. */
type Way = 'out' | 'in';

interface Step {
  readonly way: Way;
  readonly text: string;
}

type Texts = typeof pairingWords.stepsFace;

function stepsOf(who: 'inviter' | 'replier', once: boolean, texts: Texts): readonly Step[] {
  if (once) return [{ way: 'out', text: texts.codeOut }];
  return who === 'inviter'
    ? [
        { way: 'out', text: texts.mineOut },
        { way: 'in', text: texts.theirsBack },
      ]
    : [
        { way: 'in', text: texts.theirsIn },
        { way: 'out', text: texts.mineBack },
      ];
}

/** The halves of connecting as small pictures: a code goes one way, then one comes back. */
@customElement('connect-steps')
export class ConnectSteps extends LitElement {
  static override readonly styles = [
    base,
    css`
      ol {
        display: grid;
        grid-auto-columns: minmax(0, 1fr);
        grid-auto-flow: column;
        gap: var(--s2);
      }
      li {
        display: grid;
        justify-items: center;
        gap: var(--s1);
        padding: var(--s2) var(--s2) var(--s3);
        border: 1.5px solid transparent;
        border-radius: var(--r-medium);
        color: var(--ink-soft);
        font-size: var(--t-small);
        line-height: 1.3;
        text-align: center;
      }
      li[aria-current] {
        border-color: var(--edge);
        background: var(--paper-raised);
        color: var(--ink);
        font-weight: 650;
      }
      .art {
        width: 100%;
        max-width: 11rem;
        overflow: visible;
      }
      .done .art {
        opacity: 0.6;
      }
      /* From right to left the friend is where reading begins there, too. */
      :host(:dir(rtl)) .art {
        scale: -1 1;
      }
      :host(:dir(rtl)) :is(text, .readable) {
        scale: -1 1;
        transform-box: fill-box;
        transform-origin: center;
      }
      .string {
        stroke: var(--string-slack);
        stroke-width: 2;
        stroke-linecap: round;
      }
      text {
        fill: currentColor;
        font-size: 12.5px;
        font-weight: 600;
        text-anchor: middle;
      }
      .sheet {
        fill: #fff;
        stroke: var(--tin-dark);
        stroke-width: 1.5;
      }
      .module {
        fill: #2b231c;
      }
      .arrow {
        fill: none;
        stroke: var(--twine);
        stroke-width: 3;
        stroke-linecap: round;
        stroke-linejoin: round;
      }
      /* On a low screen the code itself needs the room. */
      @media (max-height: 43rem) {
        .art {
          display: none;
        }
        li {
          padding: var(--s2);
        }
      }
      /* The code of the step that is under way travels from can to can. */
      @media (prefers-reduced-motion: no-preference) {
        li[aria-current] .moving {
          /* Then it rests, as the string does. */
          animation: travel 3.6s ease-in-out 8;
        }
        li[aria-current] .in .moving {
          --to: 40px;
        }
        li[aria-current] .out .moving {
          --to: -40px;
        }
      }
      @keyframes travel {
        from {
          opacity: 0;
        }
        15%,
        25% {
          opacity: 1;
          transform: none;
        }
        75% {
          opacity: 1;
        }
        90%,
        to {
          opacity: 0;
          transform: translateX(var(--to));
        }
      }
      .caption {
        display: flex;
        align-items: center;
        gap: var(--s2);
        text-align: start;
      }
      .number {
        display: grid;
        flex: none;
        place-items: center;
        width: 1.375rem;
        height: 1.375rem;
        border-radius: var(--r-round);
        background: var(--paper-sunken);
        color: var(--ink);
        font-weight: 700;
      }
      li[aria-current] .number {
        background: var(--twine);
        color: var(--on-twine);
      }
      .done .number {
        background: var(--label-wash);
        color: var(--label-ink);
      }
    `,
  ];

  /** Who I am in this: `inviter` shows first, `replier` reads first. */
  @property() who: 'inviter' | 'replier' = 'inviter';
  /** How the codes travel. */
  @property() way: 'face' | 'far' = 'face';
  /** One code, one way: a friend is met again. */
  @property({ type: Boolean }) once = false;
  /** The step that is under way: 1 or 2; 3 when both are done, 0 when none has begun. */
  @property({ type: Number }) at = 1;

  protected override render(): TemplateResult {
    const texts = this.way === 'face' ? pairingWords.stepsFace : pairingWords.stepsFar;
    const steps = stepsOf(this.who, this.once, texts);
    return html`<ol aria-label=${pairingWords.stepsLabel}>
      ${steps.map((step, index) => this.#step(step, index + 1))}
    </ol>`;
  }

  #step({ way, text }: Step, number: number): TemplateResult {
    const done = number < this.at;
    const content = html`
      ${picture(way)}
      <span class="caption">
        <span class="number" aria-hidden="true">${done ? icon('check', 16) : number}</span>
        <span>${text}</span>
        ${done ? html`<span class="visually-hidden">(${pairingWords.stepDone})</span>` : ''}
      </span>
    `;
    return number === this.at
      ? html`<li aria-current="step">${content}</li>`
      : html`<li class=${done ? 'done' : ''}>${content}</li>`;
  }
}

/** Which way is forward in the picture, where my can is on the right. */
const FORWARD = { out: -1, in: 1 } as const;

/** A code on its way: it stands by whoever gives it, and the arrow ends at whoever gets it. */
function picture(way: Way): TemplateResult {
  const forward = FORWARD[way];
  const tip = 88 + forward * 40;
  return html`<svg class="art ${way}" viewBox="0 0 176 60" aria-hidden="true">
    ${svg`<path class="string" d="M38 22H138" />
      <path class="arrow"
        d="M${88 + forward * 4} 22H${tip}m${-forward * 8} -7 ${forward * 8} 7 ${-forward * 8} 7" />
      <g class="moving"><g transform="translate(${88 - forward * 20} 22)">${SHEET}</g></g>
      <g transform="translate(22 22) scale(0.55)">
        ${tinCan({ label: 'var(--twine)', opens: 'left' })}
      </g>
      <g transform="translate(154 22) scale(0.55)">
        ${tinCan({ label: MY_LABEL, opens: 'right' })}
      </g>
      <text x="22" y="55">${pairingWords.stepsThem}</text>
      <text x="154" y="55">${pairingWords.stepsMe}</text>`}
  </svg>`;
}

/** A sheet with three finder squares: a code, small enough to be only a sign of one. */
const SHEET: SVGTemplateResult = svg`<g class="readable">
  <rect class="sheet" x="-18" y="-18" width="36" height="36" rx="5" />
  <path class="module" fill-rule="evenodd"
    d="M-13 -13h10v10h-10zm3 3v4h4v-4zM3 -13h10v10H3zm3 3v4h4v-4zM-13 3h10v10h-10zm3 3v4h4V6zM3 3h4v4H3zm6 0h4v4H9zM3 9h4v4H3zm6 0h4v4H9z" />
</g>`;

declare global {
  interface HTMLElementTagNameMap {
    'connect-steps': ConnectSteps;
  }
}
