/** Addresses of candidates between their text and their bytes. Pure; no name is ever looked up. */
import { fromHex, toHex } from './bytes.ts';
import type { Candidate } from './card.ts';

type Family = Candidate['family'];

export const ADDRESS_BYTES: Readonly<Record<Family, number>> = { ipv4: 4, ipv6: 16, mdns: 16 };

const UUID = /^([0-9a-f]{8})-([0-9a-f]{4})-([0-9a-f]{4})-([0-9a-f]{4})-([0-9a-f]{12})\.local$/i;

/**
 * Reads a dotted IPv4, an IPv6 in any spelling of RFC 4291 §2.2 (no zone), or `<uuid>.local`.
 * Null for anything else: other names, octal or short IPv4.
 */
export function parseAddress(text: string): { family: Family; bytes: Uint8Array } | null {
  const uuid = UUID.exec(text);
  if (uuid) return { family: 'mdns', bytes: fromHex(uuid.slice(1).join('')) };
  const ipv4 = parseIpv4(text);
  if (ipv4) return { family: 'ipv4', bytes: ipv4 };
  const ipv6 = parseIpv6(text);
  return ipv6 && { family: 'ipv6', bytes: ipv6 };
}

/** The one spelling of an address: dotted, RFC 5952 §4 (always hexadecimal), or lower-case uuid. */
export function formatAddress(family: Family, bytes: Uint8Array): string {
  switch (family) {
    case 'ipv4':
      return bytes.join('.');
    case 'ipv6':
      return formatIpv6(bytes);
    case 'mdns':
      return `${toHex(bytes).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')}.local`;
  }
}

function parseIpv4(text: string): Uint8Array | null {
  if (!/^(?:(?:0|[1-9]\d{0,2})\.){3}(?:0|[1-9]\d{0,2})$/.test(text)) return null;
  const parts = text.split('.').map(Number);
  return parts.every((part) => part <= 255) ? Uint8Array.from(parts) : null;
}

function parseIpv6(text: string): Uint8Array | null {
  // 45 characters: the longest spelling, with an IPv4 tail.
  if (text.length > 45) return null;
  const [head = '', tail, ...more] = text.split('::');
  if (more.length > 0) return null;
  const before = groups(head, tail === undefined);
  const after = groups(tail ?? '', true);
  if (!before || !after) return null;
  const missing = 16 - before.length - after.length;
  // "::" stands for at least one group of zeros.
  if (tail === undefined ? missing !== 0 : missing < 2) return null;
  return Uint8Array.from([...before, ...new Array<number>(missing).fill(0), ...after]);
}

/** Bytes of colon-separated groups; the last of an address may be a dotted IPv4. */
function groups(text: string, atEnd: boolean): number[] | null {
  if (text === '') return [];
  const bytes: number[] = [];
  const parts = text.split(':');
  for (const [i, part] of parts.entries()) {
    const ipv4 = atEnd && i === parts.length - 1 ? parseIpv4(part) : null;
    if (ipv4) bytes.push(...ipv4);
    else if (/^[0-9a-f]{1,4}$/i.test(part)) bytes.push(...fromHex(part.padStart(4, '0')));
    else return null;
  }
  return bytes;
}

function formatIpv6(bytes: Uint8Array): string {
  const parts = Array.from({ length: 8 }, (_, i) =>
    ((bytes[2 * i] ?? 0) * 256 + (bytes[2 * i + 1] ?? 0)).toString(16),
  );
  const full = parts.join(':');
  // The first of the longest runs of two zero groups or more becomes "::".
  const longest = [...full.matchAll(/\b0(?::0)+\b/g)].reduce<RegExpExecArray | null>(
    (best, run) => (best === null || run[0].length > best[0].length ? run : best),
    null,
  );
  if (!longest) return full;
  const before = full.slice(0, longest.index).replace(/:$/, '');
  const after = full.slice(longest.index + longest[0].length).replace(/^:/, '');
  return `${before}::${after}`;
}
