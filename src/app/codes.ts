/**
 * Codes: one friend shows, the other opens, and the line stands (PROTOCOL.md §6).
 *
 *   A make() ─ code ─► B open()      A's offer waits for the one answer that both can derive
 */
import { MessengerError } from '../errors.ts';
import { codeKeys, openCode, sealCode, type CodeKeys } from '../crypto/meeting-keys.ts';
import { codeReplyBytes } from '../crypto/prologue.ts';
import type { RandomBytes } from '../crypto/random.ts';
import type { Dialer } from '../peer/dialer.ts';
import type { Link } from '../peer/link.ts';
import {
  MAX_USED_SALTS,
  type FriendId,
  type FriendRecord,
  type MeetingRecord,
  type MeetingRepository,
  type NumberedCertificate,
  type NumberedFingerprint,
} from '../storage/repositories.ts';
import { equalBytes } from '../wire/bytes.ts';
import {
  CODE_SALT_BYTES,
  decodeCodeBody,
  encodeCodeBody,
  haveCodeForm,
  joinCode,
  splitCode,
  type CodeBody,
} from '../wire/code.ts';
import type { MeetingSecrets } from './meeting-secrets.ts';
import type { Clock } from './ports.ts';
import { sealLink, type SealedLink } from './sealed-link.ts';

export interface CodePorts {
  readonly dialer: Dialer;
  readonly meetings: MeetingRepository;
  readonly secrets: MeetingSecrets;
  readonly random: RandomBytes;
  readonly clock: Clock;
}

/** A code that waits to be opened. */
export interface MadeCode {
  readonly bytes: Uint8Array;
  /** Opens when the friend has opened the code. */
  readonly link: SealedLink;
}

/** What came of opening a friend's code. */
export type OpenedCode =
  | { readonly status: 'answered'; readonly friend: FriendRecord; readonly link: SealedLink }
  /** It cannot be answered from here; `canAnswer`: the friend could answer a code of mine. */
  | { readonly status: 'refused'; readonly friend: FriendRecord; readonly canAnswer: boolean };

/** The certificates that a line from a code stands on. */
interface Pair {
  readonly mine: NumberedCertificate;
  readonly theirs: NumberedFingerprint;
}

/** Makes and opens codes between friends. */
export class Codes {
  constructor(private readonly ports: CodePorts) {}

  /**
   * Makes a code for a friend and waits for them to open it. Null where that cannot work: no
   * certificates were exchanged yet, or this browser's credentials do not fit.
   * @throws MessengerError as `Dialer.offerCode`, and 'storage-*'
   */
  async make(friend: FriendRecord): Promise<MadeCode | null> {
    const record = await this.ports.meetings.get(friend.id);
    const pair = record && this.#newestPair(record);
    if (!pair) return null;
    const { dialer, random } = this.ports;
    const salt = random(CODE_SALT_BYTES);
    const { key, ufrag, pwd } = this.#keysOf(friend, salt, friend.publicKey);
    const { mine, theirs } = pair;
    const canAnswer = await dialer.canAnswerCodes();
    const { fingerprint } = theirs;
    const { info, link } = await dialer.offerCode(mine, { ufrag, pwd, fingerprint });
    if (!haveCodeForm(info)) {
      link.close();
      return null;
    }
    const body = encodeCodeBody({
      ...{ credentials: info, candidates: info.candidates, canAnswer },
      ...{ myCertificate: parity(mine.number), yourCertificate: parity(theirs.number) },
    });
    const bytes = joinCode(salt, sealCode(key, body));
    const replyBytes = codeReplyBytes(mine.fingerprint, theirs.fingerprint);
    return { bytes, link: this.#seal(link, friend, { initiator: true, bytes, replyBytes }) };
  }

  /**
   * Opens a code of one of these friends. Each counts once, whatever comes of it.
   * @throws MessengerError 'code-not-for-me' | 'code-own' | 'code-used' | 'card-altered', as
   *   `Dialer.answerCode`, and 'storage-*'
   */
  async open(bytes: Uint8Array, friends: readonly FriendRecord[]): Promise<OpenedCode> {
    const { salt, box } = splitCode(bytes);
    const { friend, keys, body } = this.#recognize(salt, box, friends);
    const record = await this.#use(friend.id, salt);
    const mine = record.mine.findLast(({ number }) => parity(number) === body.yourCertificate);
    const theirs = record.theirs.findLast(({ number }) => parity(number) === body.myCertificate);
    const { canAnswer } = body;
    if (mine === undefined || theirs === undefined) return { status: 'refused', friend, canAnswer };
    const { fingerprint } = theirs;
    const offer = { ...body.credentials, candidates: body.candidates, fingerprint };
    const link = await this.ports.dialer.answerCode(mine, keys, offer);
    if (link === null) return { status: 'refused', friend, canAnswer };
    const replyBytes = codeReplyBytes(theirs.fingerprint, mine.fingerprint);
    const sealed = this.#seal(link, friend, { initiator: false, bytes, replyBytes });
    return { status: 'answered', friend, link: sealed };
  }

  /** Whose code it is; null when it is of none of these friends. */
  senderOf(bytes: Uint8Array, friends: readonly FriendRecord[]): FriendRecord | null {
    const { salt, box } = splitCode(bytes);
    return this.#opened(salt, box, friends)?.friend ?? null;
  }

  /** Only a key that both friends derive opens it. */
  #opened(
    salt: Uint8Array,
    box: Uint8Array,
    friends: readonly FriendRecord[],
  ): { friend: FriendRecord; keys: CodeKeys; body: Uint8Array } | null {
    for (const friend of friends) {
      const keys = this.#keysOf(friend, salt, friend.theirKey);
      const body = openCode(keys.key, box);
      if (body !== null) return { friend, keys, body };
    }
    return null;
  }

  /** Whose code it is, and what it says. @throws MessengerError 'code-own' | 'code-not-for-me' */
  #recognize(
    salt: Uint8Array,
    box: Uint8Array,
    friends: readonly FriendRecord[],
  ): { friend: FriendRecord; keys: CodeKeys; body: CodeBody } {
    const opened = this.#opened(salt, box, friends);
    if (opened !== null) return { ...opened, body: decodeCodeBody(opened.body) };
    const isMine = friends.some(
      (friend) => openCode(this.#keysOf(friend, salt, friend.publicKey).key, box) !== null,
    );
    throw new MessengerError(isMine ? 'code-own' : 'code-not-for-me');
  }

  /** Notes durably, before anything is sent, that this code was opened. @throws MessengerError 'code-used' */
  async #use(friendId: FriendId, salt: Uint8Array): Promise<MeetingRecord> {
    return this.ports.meetings.update(friendId, (record) => {
      // Thrown inside, it undoes the transaction: of two that open one code at once, one goes on.
      if (record.usedSalts.some((used) => equalBytes(used, salt))) {
        throw new MessengerError('code-used');
      }
      return { ...record, usedSalts: [...record.usedSalts, salt].slice(-MAX_USED_SALTS) };
    });
  }

  /** My newest certificate that the friend confirmed, and theirs; null when there are none or mine has expired. */
  #newestPair({ mine, theirs }: MeetingRecord): Pair | null {
    const nowMs = this.ports.clock.nowMs();
    const [my, their] = [mine.findLast(({ acked }) => acked), theirs.at(-1)];
    if (my === undefined || their === undefined || my.expiresMs <= nowMs) return null;
    return { mine: my, theirs: their };
  }

  #keysOf(friend: FriendRecord, salt: Uint8Array, senderKey: Uint8Array): CodeKeys {
    return codeKeys(this.ports.secrets.of(friend), salt, senderKey);
  }

  #seal(
    link: Link,
    friend: FriendRecord,
    role: { initiator: boolean; bytes: Uint8Array; replyBytes: Uint8Array },
  ): SealedLink {
    const { initiator, bytes: inviteBytes, replyBytes } = role;
    const { random } = this.ports;
    const myKeys = { publicKey: friend.publicKey, secretKey: friend.secretKey };
    const { theirKey } = friend;
    return sealLink(link, { initiator, myKeys, theirKey, inviteBytes, replyBytes, random });
  }
}

/** What a code says of a certificate: the lowest bit of its number tells two apart. */
function parity(number: number): 0 | 1 {
  return number % 2 === 1 ? 1 : 0;
}
