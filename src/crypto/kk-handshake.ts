/**
 * Noise_KK_25519_ChaChaPoly_SHA512 (Noise revision 34, §7.5), pure: bytes in, bytes out.
 *
 *     initiator                          responder
 *     knows s, rs                        knows s, rs
 *        | --- e, es, ss, payload ----------> |
 *        | <-- e, ee, se, payload ----------- |
 *     split()                            split()
 */
import nacl from 'tweetnacl';
import { MessengerError } from '../errors.ts';
import { concat } from '../wire/bytes.ts';
import { KEY_BYTES, sharedSecret, type KeyPair } from './identity.ts';
import { SymmetricState } from './noise.ts';
import type { RandomBytes } from './random.ts';

const PROTOCOL_NAME = 'Noise_KK_25519_ChaChaPoly_SHA512';

/** A Diffie-Hellman (§7.1): first which key of the initiator, then which of the responder. */
type Token = readonly [initiators: 'e' | 's', responders: 'e' | 's'];
const ES: Token = ['e', 's'];
const SS: Token = ['s', 's'];
const EE: Token = ['e', 'e'];
const SE: Token = ['s', 'e'];
const MESSAGES: readonly (readonly Token[])[] = [
  [ES, SS],
  [EE, SE],
];

/** What one side brings to a handshake. Keys are X25519, 32 bytes. */
export interface HandshakeSetup {
  readonly initiator: boolean;
  /** Bytes that both sides must hold alike. */
  readonly prologue: Uint8Array;
  readonly myKeys: KeyPair;
  readonly theirKey: Uint8Array;
  readonly random: RandomBytes;
}

/** The keys of one line, 32 bytes each, as this side sees them. */
export interface SessionKeys {
  readonly send: Uint8Array;
  readonly receive: Uint8Array;
  /** Known to both sides; other keys of this line are derived from it. */
  readonly exportKey: Uint8Array;
}

/** One side of a handshake: the initiator writes, then reads; the responder reads, then writes. */
export class KkHandshake {
  readonly #symmetric = new SymmetricState(PROTOCOL_NAME);
  readonly #initiator: boolean;
  readonly #mine: { readonly e: KeyPair; readonly s: KeyPair };
  readonly #theirs: { e: Uint8Array | null; readonly s: Uint8Array };
  /** Messages written or read so far. */
  #step = 0;

  /** @throws RangeError for a key that is not 32 bytes long */
  constructor({ initiator, prologue, myKeys, theirKey, random }: HandshakeSetup) {
    if (theirKey.length !== KEY_BYTES) throw new RangeError('an X25519 key has 32 bytes');
    this.#initiator = initiator;
    this.#mine = { e: nacl.box.keyPair.fromSecretKey(random(KEY_BYTES)), s: myKeys };
    this.#theirs = { e: null, s: theirKey };
    this.#symmetric.mixHash(prologue);
    this.#symmetric.mixHash(initiator ? myKeys.publicKey : theirKey);
    this.#symmetric.mixHash(initiator ? theirKey : myKeys.publicKey);
  }

  /** Both messages have passed. */
  get complete(): boolean {
    return this.#step === MESSAGES.length;
  }

  /** The transcript's hash (64 bytes), the same on both sides once complete. */
  get handshakeHash(): Uint8Array {
    return this.#symmetric.handshakeHash;
  }

  /**
   * Makes our message: 32 bytes of ephemeral key, then the sealed payload (16 bytes longer).
   * @throws MessengerError 'line-handshake-failed' when the other side's key is of low order
   * @throws TypeError when it is not our turn
   */
  write(payload: Uint8Array): Uint8Array {
    const tokens = this.#takeTurn('write');
    const { publicKey } = this.#mine.e;
    this.#symmetric.mixHash(publicKey);
    this.#mixKeys(tokens);
    return concat(publicKey, this.#symmetric.encryptAndHash(payload));
  }

  /**
   * Takes their message and gives its payload. After a failure the handshake is of no more use.
   * @throws MessengerError 'line-handshake-failed' for anything but the genuine message
   * @throws TypeError when it is not their turn
   */
  read(message: Uint8Array): Uint8Array {
    const tokens = this.#takeTurn('read');
    if (message.length < KEY_BYTES) throw new MessengerError('line-handshake-failed');
    const ephemeral = message.slice(0, KEY_BYTES);
    this.#theirs.e = ephemeral;
    this.#symmetric.mixHash(ephemeral);
    this.#mixKeys(tokens);
    return this.#symmetric.decryptAndHash(message.subarray(KEY_BYTES));
  }

  /** @throws TypeError before both messages have passed */
  split(): SessionKeys {
    if (!this.complete) throw new TypeError('the handshake is not complete');
    const { initiatorToResponder, responderToInitiator, exportKey } = this.#symmetric.split();
    return this.#initiator
      ? { send: initiatorToResponder, receive: responderToInitiator, exportKey }
      : { send: responderToInitiator, receive: initiatorToResponder, exportKey };
  }

  /** The initiator writes the first message and reads the second; the responder the other way round. */
  #takeTurn(action: 'write' | 'read'): readonly Token[] {
    const tokens = MESSAGES[this.#step];
    const writes = this.#initiator === (this.#step === 0);
    if (tokens === undefined || writes !== (action === 'write')) {
      throw new TypeError(`it is not the turn to ${action}`);
    }
    this.#step += 1;
    return tokens;
  }

  #mixKeys(tokens: readonly Token[]): void {
    for (const [initiators, responders] of tokens) {
      const mine = this.#mine[this.#initiator ? initiators : responders];
      const theirs = this.#theirs[this.#initiator ? responders : initiators];
      if (theirs === null) throw new TypeError('a token came before the key that it needs');
      this.#symmetric.mixKey(sharedSecret(mine.secretKey, theirs));
    }
  }
}
