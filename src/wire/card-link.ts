/** Cards and codes as people carry them: a link, a QR code. PROTOCOL.md §2.1. */
import { toBase41 } from './base41.ts';
import { toBase64Url } from './bytes.ts';

/** A piece of a QR code in one mode (ISO/IEC 18004 §7.4). */
export interface QrSegment {
  readonly mode: 'alphanumeric' | 'byte';
  readonly text: string;
}

/**
 * The page's own address with the card (or code) in its fragment, which never reaches the page's host.
 * @param pageUrl empty for a page that nobody else can open: then the card stands alone
 */
export function cardLink(pageUrl: string, card: Uint8Array): string {
  if (pageUrl === '') return toBase64Url(card);
  const { protocol, host, pathname } = new URL(pageUrl);
  return `${protocol}//${host}${pathname}#${toBase64Url(card)}`;
}

/**
 * The same as the fewest QR bits: scheme and host, whose case is free, in upper case as
 * alphanumeric characters (5.5 bits), then the rest of the address with `#` as bytes, then the card
 * in base 41, alphanumeric again. A mode change costs 13 bits, so six characters are worth one;
 * `HTTP://` has seven.
 */
export function qrSegments(pageUrl: string, card: Uint8Array): readonly QrSegment[] {
  if (pageUrl === '') return [{ mode: 'alphanumeric', text: toBase41(card) }];
  const { protocol, host, pathname } = new URL(pageUrl);
  const address = `${protocol}//${host}`.toUpperCase() + pathname;
  const lead = /^[0-9A-Z $%*+\-./:]*/.exec(address)?.[0] ?? '';
  return [
    { mode: 'alphanumeric', text: lead },
    { mode: 'byte', text: `${address.slice(lead.length)}#` },
    { mode: 'alphanumeric', text: toBase41(card) },
  ];
}
