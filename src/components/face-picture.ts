/** Two devices held toward each other, each reading the other's code: what "face to face" looks like. */
import { svg, html, type SVGTemplateResult, type TemplateResult } from 'lit';

/** A code, small enough to be only a sign of one, on a screen of 28 by 28. */
const CODE: SVGTemplateResult = svg`<path fill="#2b231c" fill-rule="evenodd"
  d="M2 2h9v9H2zm3 3v3h3V5zM17 2h9v9h-9zm3 3v3h3V5zM2 17h9v9H2zm3 3v3h3v-3zM15 14h4v4h-4zm8 0h3v5h-3zm-8 8h5v4h-5zm8 1h3v3h-3z" />`;

/** A device with its screen and its camera's eye, seen a little from the side. */
const DEVICE: SVGTemplateResult = svg`
  <rect x="-22" y="-38" width="44" height="76" rx="7" fill="var(--tin-dark)" />
  <rect x="-19" y="-35" width="38" height="70" rx="4.5" fill="#fff" />
  <g transform="translate(-15.5 -30.5) scale(1.11)">${CODE}</g>
  <rect x="-15.5" y="4" width="31" height="26" rx="3" fill="var(--tin-light)" />
  <circle cx="0" cy="17" r="6" fill="none" stroke="var(--tin-dark)" stroke-width="2" />`;

/** The picture; decoration beside words that say the same. */
export function facePicture(): TemplateResult {
  return html`<svg class="face-picture" viewBox="0 0 220 92" width="220" aria-hidden="true">
    ${svg`
      <g transform="translate(44 46) skewY(-9)">${DEVICE}</g>
      <g transform="translate(176 46) skewY(9)">${DEVICE}</g>
      <g fill="none" stroke="var(--string)" stroke-width="2.5" stroke-linecap="round" stroke-linejoin="round">
        <path d="M76 31C98 25 120 25 142 31" />
        <path d="m136 24 7 7-9 4" />
        <path d="M144 61C122 67 100 67 78 61" />
        <path d="m84 54-7 7 9 4" />
      </g>`}
  </svg>`;
}
