/** Which network an address belongs to, as far as the address itself tells. */
import { parseAddress } from '../wire/address.ts';

/**
 * Whether two addresses are most likely on one network: the same 24 bits of IPv4 or 64 of IPv6. No
 * page learns the real prefix; these are what homes and phones use.
 */
export function areNeighbours(a: string, b: string): boolean {
  const [one, other] = [parseAddress(a), parseAddress(b)];
  if (one?.family !== other?.family || !one || !other || one.family === 'mdns') return false;
  const prefixBytes = one.family === 'ipv4' ? 3 : 8;
  return one.bytes.subarray(0, prefixBytes).every((byte, index) => byte === other.bytes[index]);
}

/**
 * Whether an address means nothing outside its own network: RFC 1918, RFC 6598 (a provider's own
 * NAT), link-local and loopback; unique local (RFC 4193) and link-local IPv6. Also for what is no address.
 */
export function isPrivate(address: string): boolean {
  const parsed = parseAddress(address);
  if (!parsed || parsed.family === 'mdns') return true;
  const [a = 0, b = 0] = parsed.bytes;
  if (parsed.family === 'ipv6') {
    const isUniqueLocal = (a & 0xfe) === 0xfc;
    const isLinkLocal = a === 0xfe && (b & 0xc0) === 0x80;
    return isUniqueLocal || isLinkLocal || address === '::1';
  }
  return (
    a === 10 ||
    a === 127 ||
    (a === 172 && b >= 16 && b < 32) ||
    (a === 192 && b === 168) ||
    (a === 100 && b >= 64 && b < 128) ||
    (a === 169 && b === 254)
  );
}
