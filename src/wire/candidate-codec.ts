/** Candidates as bytes, in cards and codes alike. PROTOCOL.md §2. */
import { ADDRESS_BYTES, formatAddress, parseAddress } from './address.ts';
import { MalformedBytes } from './bytes.ts';
import type { ByteReader, ByteWriter } from './bytes.ts';
import type { Candidate } from './card.ts';

const PORT_BYTES = 2;

/** Positions are the numbers on the wire. */
const FAMILIES = ['ipv4', 'ipv6', 'mdns'] as const;
const TYPES = ['host', 'srflx', 'relay'] as const;

/** How many bytes the candidate takes whose form is this byte; null for a form that is none. */
export function candidateLength(form: number): number | null {
  const family = FAMILIES[form & 3];
  return family === undefined ? null : sizeOf(family);
}

/** How many bytes a candidate of this family takes. */
export function sizeOf(family: Candidate['family']): number {
  return 1 + ADDRESS_BYTES[family] + PORT_BYTES;
}

/** @throws RangeError for an address of another family, port 0 or one past 65,535 */
export function writeCandidate(writer: ByteWriter, candidate: Candidate): void {
  const address = parseAddress(candidate.address);
  if (address?.family !== candidate.family || candidate.port === 0) {
    throw new RangeError(`no candidate: ${candidate.address} ${candidate.port}`);
  }
  writer.u8(FAMILIES.indexOf(candidate.family) | (TYPES.indexOf(candidate.type) << 2));
  writer.bytes(address.bytes).u16(candidate.port);
}

/** @throws MalformedBytes */
export function readCandidate(reader: ByteReader): Candidate {
  const form = reader.u8();
  const family = FAMILIES[form & 3];
  const type = TYPES[form >> 2];
  if (!family || !type) throw new MalformedBytes('unknown form of candidate');
  const address = formatAddress(family, reader.bytes(ADDRESS_BYTES[family]));
  const port = reader.u16();
  if (port === 0) throw new MalformedBytes('port 0');
  return { type, family, address, port };
}
