/** How far an item of mine got: a picture for the eye, a word for assistive technology. */
import { html, type TemplateResult } from 'lit';
import type { Delivery } from '../app/state.ts';
import { icon, type IconName } from './icon.ts';
import { chatWords } from './words/chat-words.ts';

const ICONS: Record<Delivery, IconName> = {
  sending: 'clock',
  sent: 'check',
  delivered: 'double-check',
};

export function deliveryMark(delivery: Delivery): TemplateResult {
  const label = chatWords[delivery];
  return html`<span title=${label} data-delivery=${delivery}
    >${icon(ICONS[delivery], 16)}<span class="visually-hidden">${label}</span></span
  >`;
}
