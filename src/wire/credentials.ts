/** ICE user name fragment and password, packed as small as their browser's alphabet allows. PROTOCOL.md §2. */
import {
  fromBase64Url,
  fromHex,
  MalformedBytes,
  toBase64Url,
  toHex,
  utf8Decode,
  utf8Encode,
} from './bytes.ts';
import type { ByteReader, ByteWriter } from './bytes.ts';

export interface Credentials {
  readonly ufrag: string;
  readonly pwd: string;
}

/** How credentials are packed; the numbers are on the wire. */
const FORM = { base64: 0, hex: 1, text: 2 } as const;

/** RFC 8839 §5.4: ice-char, and at least 24 bits of fragment and 128 of password. The upper bound is a u8. */
const UFRAG = /^[A-Za-z0-9+/]{4,255}$/;
const PWD = /^[A-Za-z0-9+/]{22,255}$/;

/** Whether both are spelled as RFC 8839 §5.4 demands, so that they cannot break out of an SDP line. */
export function areCredentials({ ufrag, pwd }: Credentials): boolean {
  return UFRAG.test(ufrag) && PWD.test(pwd);
}

/** The form that takes the fewest bytes. */
export function credentialForm({ ufrag, pwd }: Credentials): number {
  if (ufrag.length === 4 && pwd.length === 24) return FORM.base64;
  if (/^[0-9a-f]{8}$/.test(ufrag) && /^[0-9a-f]{32}$/.test(pwd)) return FORM.hex;
  return FORM.text;
}

/** Bytes that credentials of this form take, as far as `bytes` (which begin with them) tell; null for an unknown form. */
export function credentialLength(form: number, bytes: Uint8Array): number | null {
  switch (form) {
    case FORM.base64:
      return 21;
    case FORM.hex:
      return 20;
    case FORM.text: {
      const ufragLength = bytes[0] ?? 0;
      return 1 + ufragLength + 1 + (bytes[1 + ufragLength] ?? 0);
    }
    default:
      return null;
  }
}

/** @throws RangeError when they are not spelled as ICE demands */
export function writeCredentials(writer: ByteWriter, credentials: Credentials): void {
  const { ufrag, pwd } = credentials;
  if (!areCredentials(credentials)) throw new RangeError('no ICE credentials');
  switch (credentialForm(credentials)) {
    case FORM.base64:
      writer.bytes(fromIceBase64(ufrag)).bytes(fromIceBase64(pwd));
      break;
    case FORM.hex:
      writer.bytes(fromHex(ufrag)).bytes(fromHex(pwd));
      break;
    default:
      writer.u8(ufrag.length).bytes(utf8Encode(ufrag)).u8(pwd.length).bytes(utf8Encode(pwd));
  }
}

/** @throws MalformedBytes also when another form would have been the right one */
export function readCredentials(reader: ByteReader, form: number): Credentials {
  const credentials = readForm(reader, form);
  if (!areCredentials(credentials) || credentialForm(credentials) !== form) {
    throw new MalformedBytes('no ICE credentials');
  }
  return credentials;
}

function readForm(reader: ByteReader, form: number): Credentials {
  switch (form) {
    case FORM.base64:
      return { ufrag: toIceBase64(reader.bytes(3)), pwd: toIceBase64(reader.bytes(18)) };
    case FORM.hex:
      return { ufrag: toHex(reader.bytes(4)), pwd: toHex(reader.bytes(16)) };
    case FORM.text:
      return {
        ufrag: utf8Decode(reader.bytes(reader.u8())),
        pwd: utf8Decode(reader.bytes(reader.u8())),
      };
    default:
      throw new MalformedBytes('unknown form of credentials');
  }
}

// Whole groups of three bytes, so that no padding is ever needed.

function toIceBase64(bytes: Uint8Array): string {
  return toBase64Url(bytes).replaceAll('-', '+').replaceAll('_', '/');
}

function fromIceBase64(text: string): Uint8Array {
  return fromBase64Url(text.replaceAll('+', '-').replaceAll('/', '_'));
}
