/**
 * The mark that says how sure it is who a friend is. It stands beside the name, never inside of its
 * element, and names are cleaned of whatever looks like it (app/marks.ts): nobody can draw their own.
 */
import { css, html, svg, type SVGTemplateResult, type TemplateResult } from 'lit';
import type { Friend } from '../app/state.ts';

export type Sureness = 'in-person' | 'compared' | 'unverified';

/** How sure it is who a friend is. */
export function surenessOf({ trust }: Friend): Sureness {
  return trust?.verified ?? 'unverified';
}

const SHIELD = 'M12 3.5 19 6v5.5c0 4.3-2.9 7.5-7 9-4.1-1.5-7-4.7-7-9V6Z';
const CHECK = 'm9 12 2.2 2.2L15.2 10';

/** Full, in outline, and torn: told apart without colour. */
const DRAWINGS: Readonly<Record<Sureness, SVGTemplateResult>> = {
  'in-person': svg`<path d=${SHIELD} fill="currentColor" /><path class="cut" d=${CHECK} />`,
  compared: svg`<path d=${SHIELD} /><path d=${CHECK} />`,
  unverified: svg`<path d=${SHIELD} stroke-dasharray="2.6 3.4" />`,
};

/** The mark alone; the words stand beside it. */
export function trustMark(sureness: Sureness, sizePx = 16): TemplateResult {
  return html`<svg
    class="trust ${sureness}"
    aria-hidden="true"
    width=${sizePx}
    height=${sizePx}
    viewBox="3 2 18 20"
    fill="none"
    stroke="currentColor"
    stroke-width="2"
    stroke-linecap="round"
    stroke-linejoin="round"
  >
    ${DRAWINGS[sureness]}
  </svg>`;
}

export const trustMarkStyles = css`
  svg.trust {
    flex: none;
    color: var(--label-ink);
  }
  svg.trust.unverified {
    color: var(--ink-soft);
  }
  svg.trust .cut {
    stroke: var(--paper-raised);
    stroke-width: 2.4;
  }
`;
