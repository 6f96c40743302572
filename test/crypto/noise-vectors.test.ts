/** The public Noise vectors, as far as they are KK. They live beside the repository. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { KkHandshake } from '../../src/crypto/kk-handshake.ts';
import { makeIdentity } from '../../src/crypto/identity.ts';
import { CipherState } from '../../src/crypto/noise.ts';
import { fromHex, toHex } from '../../src/wire/bytes.ts';

interface Vector {
  readonly protocol_name: string;
  readonly init_prologue: string;
  readonly init_static: string;
  readonly init_ephemeral: string;
  readonly init_remote_static: string;
  readonly resp_prologue: string;
  readonly resp_static: string;
  readonly resp_ephemeral: string;
  readonly resp_remote_static: string;
  readonly handshake_hash: string;
  readonly messages: readonly { readonly payload: string; readonly ciphertext: string }[];
}

const FILE = path.resolve(
  import.meta.dirname,
  '../../../shared/vectors/noise-25519-chachapoly-sha512.json',
);
const NO_DATA = new Uint8Array(0);

function kkVectors(): Vector[] {
  if (!existsSync(FILE)) {
    console.warn('skipped: the public Noise vectors are not beside this repository');
    return [];
  }
  const { vectors } = JSON.parse(readFileSync(FILE, 'utf8')) as { vectors: Vector[] };
  return vectors.filter(({ protocol_name: name }) => name === 'Noise_KK_25519_ChaChaPoly_SHA512');
}

function sideOf(vector: Vector, side: 'init' | 'resp'): KkHandshake {
  return new KkHandshake({
    initiator: side === 'init',
    prologue: fromHex(vector[`${side}_prologue`]),
    myKeys: makeIdentity(() => fromHex(vector[`${side}_static`])),
    theirKey: fromHex(vector[`${side}_remote_static`]),
    random: () => fromHex(vector[`${side}_ephemeral`]),
  });
}

const vectors = kkVectors();

describe.skipIf(vectors.length === 0)('Noise KK', () => {
  test.each(vectors)('$protocol_name: every message and the hash as published', (vector) => {
    const [initiator, responder] = [sideOf(vector, 'init'), sideOf(vector, 'resp')];
    const [first, second, ...transport] = vector.messages;
    if (first === undefined || second === undefined) throw new Error('a vector without handshake');
    expect(transport.length).toBeGreaterThan(0);

    const hello = initiator.write(fromHex(first.payload));
    expect(toHex(hello)).toBe(first.ciphertext);
    expect(toHex(responder.read(hello))).toBe(first.payload);
    const answer = responder.write(fromHex(second.payload));
    expect(toHex(answer)).toBe(second.ciphertext);
    expect(toHex(initiator.read(answer))).toBe(second.payload);

    expect(toHex(initiator.handshakeHash)).toBe(vector.handshake_hash);
    expect(toHex(responder.handshakeHash)).toBe(vector.handshake_hash);
    const [atInitiator, atResponder] = [initiator.split(), responder.split()];
    expect(atResponder).toEqual({
      send: atInitiator.receive,
      receive: atInitiator.send,
      exportKey: atInitiator.exportKey,
    });

    // Transport messages take turns and the initiator begins.
    const directions = [atInitiator.send, atResponder.send].map((key) => ({
      seal: new CipherState(key),
      open: new CipherState(key),
    }));
    transport.forEach(({ payload, ciphertext }, index) => {
      const direction = directions[index % 2];
      expect(toHex(direction?.seal.encrypt(NO_DATA, fromHex(payload)) ?? NO_DATA)).toBe(ciphertext);
      expect(toHex(direction?.open.decrypt(NO_DATA, fromHex(ciphertext)) ?? NO_DATA)).toBe(payload);
    });
  });
});
