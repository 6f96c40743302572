/** A tin can, drawn once for the whole app: lying on its side, its open end to the left. */
import { svg, type SVGTemplateResult } from 'lit';

/** What a can looks like. Colours are CSS values. */
export interface Can {
  /** The colour of the label around it. */
  readonly label: string;
  /** A letter on the label; without one it carries a dot. */
  readonly initial?: string;
  /** Where the open end is; the string leaves from the other end. */
  readonly opens: 'left' | 'right' | 'up';
  /** Nobody holds it: only its outline is there. */
  readonly ghost?: boolean;
}

/** The box that a lying can fits in, with room for its outline. */
export const CAN_VIEW_BOX = '-37 -27 74 54';

/** The outline of everything between two places along the can, following its round wall. */
const band = (fromX: number, toX: number): string =>
  `M${fromX} -23H${toX}A8 23 0 0 1 ${toX} 23H${fromX}A8 23 0 0 0 ${fromX} -23Z`;
const hoop = (x: number): string => `M${x} -23A8 23 0 0 1 ${x} 23`;
const BODY = 'M-26 -23H25A8 23 0 0 1 25 23H-26A8 23 0 0 1 -26 -23Z';

const TURN = { left: '', right: 'scale(-1 1)', up: 'rotate(90)' } as const;

/** Where the middle of the label is, as its round wall shows it; the letter stays upright. */
const LETTER = { left: [9.5, 1], right: [-9.5, 1], up: [0, 10] } as const;

/** The can around (0, 0); about 68 by 46 units, or 46 by 68 upright. */
export function tinCan({ label, initial, opens, ghost = false }: Can): SVGTemplateResult {
  if (ghost) {
    return svg`<g transform=${TURN[opens]} fill="none" stroke="var(--tin)" stroke-width="2"
      stroke-linecap="round" stroke-dasharray="4 5">
      <path d="M-26 -23H25A8 23 0 0 1 25 23H-26" />
      <ellipse cx="-26" cy="0" rx="8" ry="23" />
    </g>`;
  }
  const letter = initial ?? '';
  const [letterX, letterY] = LETTER[opens];
  return svg`<g transform=${TURN[opens]}>
      <path d=${BODY} fill="var(--tin-light)" />
      <path d=${band(-11, 15)} fill=${label} />
      <path d="M-18 -15H27" stroke="#fff" stroke-opacity="0.3" stroke-width="4" stroke-linecap="round" />
      <path d="${hoop(-17.5)}${hoop(20)}" fill="none" stroke="var(--tin)" stroke-width="1.5" />
      <path d=${BODY} fill="none" stroke="var(--tin-dark)" stroke-width="2" stroke-linejoin="round" />
      <ellipse cx="-26" cy="0" rx="8" ry="23" fill="var(--tin-light)" stroke="var(--tin-dark)" stroke-width="2" />
      <ellipse cx="-25.4" cy="0" rx="5" ry="18.5" fill="var(--tin-dark)" />
      ${letter === '' ? svg`<circle cx="9" cy="0" r="6.5" fill="var(--on-can)" />` : ''}
    </g>
    ${
      letter === ''
        ? ''
        : svg`<text x=${letterX}
            y=${letterY} text-anchor="middle" dominant-baseline="central"
            font-size="20" font-weight="700" fill="var(--on-can)">${letter}</text>`
    }`;
}

/** How many label colours tokens.css has for friends. */
const LABEL_COUNT = 6;

/** A friend's label colour: always the same for the same identifier. */
export function labelOf(friendId: string): string {
  let sum = 0;
  for (const character of friendId) sum = (sum * 31 + (character.codePointAt(0) ?? 0)) % 65_521;
  return `var(--can-${(sum % LABEL_COUNT) + 1})`;
}

/** My own can. */
export const MY_LABEL = 'var(--label)';

/** The letter for a friend's label: the first that a person would read, or none. */
export function initialOf(name: string): string {
  for (const { segment } of new Intl.Segmenter('en').segment(name.trim())) {
    return segment.toLocaleUpperCase('en');
  }
  return '';
}
