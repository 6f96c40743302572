/** How sure I am of a friend, as the last fields of their record. */
import { MalformedBytes, type ByteReader, type ByteWriter } from '../wire/bytes.ts';
import { MAX_APART, type FriendRecord, type TrustRecord } from './repositories.ts';

/** Order is format: new values go to the end. */
const VERIFIED = [null, 'in-person', 'compared'] as const;
/** Far above an identifier; a bound only so that the reader has one. */
const MAX_ID_BYTES = 255;

/** @throws RangeError for more than MAX_APART friends */
export function writeTrust(writer: ByteWriter, trust: TrustRecord | undefined): ByteWriter {
  const { verified = null, claims = null, apartFrom = [], movedTo = null } = trust ?? {};
  if (apartFrom.length > MAX_APART) throw new RangeError(`${apartFrom.length} namesakes`);
  writer.u8(VERIFIED.indexOf(verified));
  for (const id of [claims, movedTo]) writer.text(id ?? '', 0, MAX_ID_BYTES);
  writer.u8(apartFrom.length);
  for (const id of apartFrom) writer.text(id, 0, MAX_ID_BYTES);
  return writer;
}

/** Nothing where there is nothing to say. @throws MalformedBytes */
export function readTrust(reader: ByteReader): Pick<FriendRecord, 'trust'> {
  const verified = VERIFIED[reader.u8()];
  if (verified === undefined) throw new MalformedBytes('no such choice');
  const id = (): string => reader.text(0, MAX_ID_BYTES);
  // No identifier is empty.
  const [claims, movedTo] = [id() || null, id() || null];
  const count = reader.u8();
  if (count > MAX_APART) throw new MalformedBytes('too many namesakes');
  const apartFrom = Array.from({ length: count }, id);
  const isSilent = verified === null && claims === null && movedTo === null && count === 0;
  return isSilent ? {} : { trust: { verified, claims, movedTo, apartFrom } };
}
