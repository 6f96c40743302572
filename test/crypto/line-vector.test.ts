/** PROTOCOL.md §3.3, §3.4 and §5.4 on fixed numbers: the vector that other implementations can run. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { makeIdentity } from '../../src/crypto/identity.ts';
import { KkHandshake } from '../../src/crypto/kk-handshake.ts';
import { linePrologue } from '../../src/crypto/prologue.ts';
import { SecureChannel } from '../../src/crypto/secure-channel.ts';
import { fileStreamKey } from '../../src/crypto/stream-key.ts';
import { concat, fromHex, toHex } from '../../src/wire/bytes.ts';

/** Everything in hexadecimal. The messages are whole, with their first byte. */
interface LineVector {
  readonly a: { readonly identitySecret: string; readonly ephemeralSecret: string };
  readonly b: { readonly identitySecret: string; readonly ephemeralSecret: string };
  readonly invite: string;
  readonly reply: string;
  readonly handshake: readonly [string, string];
  readonly keys: { readonly aToB: string; readonly bToA: string; readonly export: string };
  /** In the order of their counters. */
  readonly framesAToB: readonly { readonly frame: string; readonly message: string }[];
  readonly framesBToA: readonly { readonly frame: string; readonly message: string }[];
  readonly stream: { readonly file: string; readonly stream: string; readonly key: string };
}

const vector = JSON.parse(
  readFileSync(new URL('../vectors/line.json', import.meta.url), 'utf8'),
) as LineVector;

test('a line goes as in test/vectors/line.json, in both directions', () => {
  const [aKeys, bKeys] = [vector.a, vector.b].map(({ identitySecret }) =>
    makeIdentity(() => fromHex(identitySecret)),
  );
  if (!aKeys || !bKeys) throw new Error('two sides');
  const prologue = linePrologue(fromHex(vector.invite), fromHex(vector.reply));
  const a = new KkHandshake({
    initiator: true,
    prologue,
    myKeys: aKeys,
    theirKey: bKeys.publicKey,
    random: () => fromHex(vector.a.ephemeralSecret),
  });
  const b = new KkHandshake({
    initiator: false,
    prologue,
    myKeys: bKeys,
    theirKey: aKeys.publicKey,
    random: () => fromHex(vector.b.ephemeralSecret),
  });
  const none = new Uint8Array(0);
  const type = Uint8Array.of(0x01);
  expect(toHex(concat(type, a.write(none)))).toBe(vector.handshake[0]);
  b.read(fromHex(vector.handshake[0]).subarray(1));
  expect(toHex(concat(type, b.write(none)))).toBe(vector.handshake[1]);
  a.read(fromHex(vector.handshake[1]).subarray(1));

  const [atA, atB] = [a.split(), b.split()];
  expect({
    aToB: toHex(atA.send),
    bToA: toHex(atA.receive),
    export: toHex(atB.exportKey),
  }).toEqual(vector.keys);
  const [channelA, channelB] = [new SecureChannel(atA), new SecureChannel(atB)];
  for (const { frame, message } of vector.framesAToB) {
    expect(toHex(channelA.seal(fromHex(frame)))).toBe(message);
    expect(toHex(channelB.open(fromHex(message)))).toBe(frame);
  }
  for (const { frame, message } of vector.framesBToA) {
    expect(toHex(channelB.seal(fromHex(frame)))).toBe(message);
    expect(toHex(channelA.open(fromHex(message)))).toBe(frame);
  }
  const { file, stream, key } = vector.stream;
  expect(toHex(fileStreamKey(atA.exportKey, fromHex(file), fromHex(stream)))).toBe(key);
});
