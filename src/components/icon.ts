/** The icons: one hand, a 24-unit grid, one stroke width, round ends. They carry no meaning alone. */
import { html, svg, type SVGTemplateResult, type TemplateResult } from 'lit';

const ICONS = {
  alert: svg`<path d="M12 4.5 21 19.5H3Z"/><path d="M12 10v4.5"/><path d="M12 17.2v.1"/>`,
  back: svg`<path d="M14.5 5.5 8 12l6.5 6.5"/>`,
  bell: svg`<path d="M6 16.5c1.2-1.2 1.5-2.6 1.5-5.5a4.5 4.5 0 0 1 9 0c0 2.9.3 4.3 1.5 5.5Z"/><path d="M10.3 19.3a2 2 0 0 0 3.4 0"/>`,
  'bell-off': svg`<path d="M6 16.5c1.2-1.2 1.5-2.6 1.5-5.5a4.5 4.5 0 0 1 9 0c0 2.9.3 4.3 1.5 5.5Z"/><path d="M10.3 19.3a2 2 0 0 0 3.4 0"/><path d="m4.5 4.5 15 15"/>`,
  block: svg`<circle cx="12" cy="12" r="8"/><path d="m6.5 6.5 11 11"/>`,
  camera: svg`<path d="M4 8.5A1.5 1.5 0 0 1 5.5 7H8l1.4-2h5.2L16 7h2.5A1.5 1.5 0 0 1 20 8.5v9a1.5 1.5 0 0 1-1.5 1.5h-13A1.5 1.5 0 0 1 4 17.5Z"/><circle cx="12" cy="12.8" r="3.4"/>`,
  check: svg`<path d="m5 12.5 4.5 4.5L19 7.5"/>`,
  chevron: svg`<path d="m6 9.5 6 6 6-6"/>`,
  clock: svg`<circle cx="12" cy="12" r="8"/><path d="M12 7.5V12l3 2"/>`,
  close: svg`<path d="m6.5 6.5 11 11M17.5 6.5l-11 11"/>`,
  contrast: svg`<circle cx="12" cy="12" r="8"/><path d="M12 4v16a8 8 0 0 0 0-16Z" fill="currentColor"/>`,
  copy: svg`<rect x="9" y="9" width="11" height="11" rx="2"/><path d="M15 9V6a2 2 0 0 0-2-2H6a2 2 0 0 0-2 2v7a2 2 0 0 0 2 2h3"/>`,
  'double-check': svg`<path d="m2.5 12.5 4.5 4.5 8.5-9.5"/><path d="m12 16.5.5.5L21.5 7.5"/>`,
  download: svg`<path d="M12 4v11"/><path d="m7.5 10.5 4.5 4.5 4.5-4.5"/><path d="M5 19.5h14"/>`,
  file: svg`<path d="M7 3.5h6.5L18.5 8.5v10a2 2 0 0 1-2 2H7a2 2 0 0 1-2-2v-13a2 2 0 0 1 2-2Z"/><path d="M13.5 3.5v5h5"/>`,
  flip: svg`<path d="M4.5 11a7.5 7.5 0 0 1 13-4.6L19.5 8.5"/><path d="M19.5 4v4.5H15"/><path d="M19.5 13a7.5 7.5 0 0 1-13 4.6L4.5 15.5"/><path d="M4.5 20v-4.5H9"/>`,
  folder: svg`<path d="M3.5 7a2 2 0 0 1 2-2h4l2 2.5h7a2 2 0 0 1 2 2V17a2 2 0 0 1-2 2h-13a2 2 0 0 1-2-2Z"/>`,
  image: svg`<rect x="3.5" y="4.5" width="17" height="15" rx="2"/><circle cx="8.5" cy="9.5" r="1.6"/><path d="m4 17.5 5-4.5 3.5 3 3.5-4 4.5 4.5"/>`,
  info: svg`<circle cx="12" cy="12" r="8"/><path d="M12 11.5v4.5"/><path d="M12 8.2v.1"/>`,
  introduce: svg`<circle cx="6" cy="8" r="2.75"/><circle cx="18" cy="8" r="2.75"/><path d="M2 19c0-3 1.7-4.8 4-4.8s4 1.8 4 4.8M14 19c0-3 1.7-4.8 4-4.8s4 1.8 4 4.8"/><path d="M10.5 8c1 .8 2 .8 3 0"/>`,
  link: svg`<path d="M10.5 13.5a4 4 0 0 0 5.7 0l2.6-2.6a4 4 0 0 0-5.7-5.7l-1.3 1.3"/><path d="M13.5 10.5a4 4 0 0 0-5.7 0l-2.6 2.6a4 4 0 0 0 5.7 5.7l1.3-1.3"/>`,
  mail: svg`<rect x="3.5" y="5.5" width="17" height="13" rx="2"/><path d="m4.5 7.5 7.5 6 7.5-6"/>`,
  moon: svg`<path d="M19.5 14.3A8 8 0 0 1 9.7 4.5a8 8 0 1 0 9.8 9.8Z"/>`,
  more: svg`<path d="M5.5 12v.1M12 12v.1M18.5 12v.1" stroke-width="2.6"/>`,
  paperclip: svg`<path d="m19.5 11.5-7.8 7.8a4.7 4.7 0 0 1-6.6-6.6l8.2-8.2a3.1 3.1 0 0 1 4.4 4.4l-8.1 8.1a1.55 1.55 0 0 1-2.2-2.2l7.4-7.4"/>`,
  pencil: svg`<path d="m5 19 .8-3.8L15.9 5.1a1.6 1.6 0 0 1 2.3 0l.7.7a1.6 1.6 0 0 1 0 2.3L8.8 18.2Z"/><path d="m13.8 7.2 3 3"/>`,
  'phone-off': svg`<path d="M7.4 13.5c1.5-.9 3-1.3 4.6-1.3s3.1.4 4.6 1.3l.2 2.7 3.7.8c.5-1.7.3-3.4-1-4.6C17.5 10.5 14.9 9.5 12 9.5s-5.5 1-7.5 2.9c-1.3 1.2-1.5 2.9-1 4.6l3.7-.8Z"/>`,
  plus: svg`<path d="M12 5v14M5 12h14"/>`,
  print: svg`<path d="M7.5 8.5V4.5h9v4"/><rect x="4" y="8.5" width="16" height="8" rx="2"/><rect x="7.5" y="13.5" width="9" height="6" rx="1"/>`,
  qr: svg`<rect x="4" y="4" width="6" height="6" rx="1"/><rect x="14" y="4" width="6" height="6" rx="1"/><rect x="4" y="14" width="6" height="6" rx="1"/><path d="M14 14.2h2.5v2.5M20 14v2.5M14 20h2.5M20 20v-.1"/>`,
  send: svg`<path d="M4.5 5 20 12 4.5 19l2-7Z"/><path d="M6.5 12H13"/>`,
  settings: svg`<path d="M4 7.5h8.5M17.5 7.5H20M4 16.5h2.5M11.5 16.5H20"/><circle cx="15" cy="7.5" r="2.5"/><circle cx="9" cy="16.5" r="2.5"/>`,
  share: svg`<path d="M12 14.5V3.5"/><path d="m8 7 4-3.5L16 7"/><path d="M7.5 11H6a1.5 1.5 0 0 0-1.5 1.5V19A1.5 1.5 0 0 0 6 20.5h12a1.5 1.5 0 0 0 1.5-1.5v-6.5A1.5 1.5 0 0 0 18 11h-1.5"/>`,
  shield: svg`<path d="M12 3.5 19 6v5.5c0 4.3-2.9 7.5-7 9-4.1-1.5-7-4.7-7-9V6Z"/><path d="m9 12 2.2 2.2L15.2 10"/>`,
  shuffle: svg`<path d="M4 7h3c4.5 0 5.5 10 10 10h3"/><path d="M4 17h3c1.6 0 2.8-1.3 3.8-3M13.2 10c1-1.7 2.2-3 3.8-3h3"/><path d="m17.5 4.5 2.5 2.5-2.5 2.5M17.5 14.5 20 17l-2.5 2.5"/>`,
  sun: svg`<circle cx="12" cy="12" r="4"/><path d="M12 3v1.8M12 19.2V21M3 12h1.8M19.2 12H21M5.6 5.6l1.3 1.3M17.1 17.1l1.3 1.3M5.6 18.4l1.3-1.3M17.1 6.9l1.3-1.3"/>`,
  torch: svg`<path d="M13 3.5 6 13.5h5l-1 7 7-10h-5Z"/>`,
  transfer: svg`<path d="M8 19V5.5"/><path d="m4.5 9 3.5-3.5L11.5 9"/><path d="M16 5v13.5"/><path d="m12.5 15 3.5 3.5 3.5-3.5"/>`,
  trash: svg`<path d="M4.5 6.5h15"/><path d="M9 6.5V4.5h6v2"/><path d="m6.5 6.5.8 12a1.5 1.5 0 0 0 1.5 1.5h6.4a1.5 1.5 0 0 0 1.5-1.5l.8-12"/><path d="M10 10.5v5.5M14 10.5v5.5"/>`,
} satisfies Record<string, SVGTemplateResult>;

export type IconName = keyof typeof ICONS;

/** Every icon there is, for the gallery. */
export const ICON_NAMES = Object.keys(ICONS) as IconName[];

/** An icon in the colour of the text around it; the button or sentence beside it names it. */
export function icon(name: IconName, sizePx = 24): TemplateResult {
  return html`<svg
    class="icon ${name}"
    aria-hidden="true"
    width=${sizePx}
    height=${sizePx}
    viewBox="0 0 24 24"
    fill="none"
    stroke="currentColor"
    stroke-width="1.75"
    stroke-linecap="round"
    stroke-linejoin="round"
  >
    ${ICONS[name]}
  </svg>`;
}
