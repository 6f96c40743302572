/** The in-process twin of dial-simple-peer.ts: dialers that find each other inside one process, for tests. */
import { equalBytes } from '../wire/bytes.ts';
import type { ConnectionInfo } from '../wire/card.ts';
import type { Credentials } from '../wire/credentials.ts';
import type {
  Dialer,
  LineCertificate,
  PendingCode,
  PendingInvite,
  PendingReply,
} from './dialer.ts';
import type { Link } from './link.ts';
import { MemoryLink, MemoryWire, type Schedule } from './memory-link.ts';

/** A reply that waits, and the invite that it answers. */
interface Waiting {
  readonly link: MemoryLink;
  readonly inviteUfrag: string;
}

/** What a code's answer must be. */
type ExpectedAnswer = Credentials & Pick<ConnectionInfo, 'fingerprint'>;

/** An offer that waits for its code to be answered. */
interface WaitingCode {
  readonly link: MemoryLink;
  readonly offer: ConnectionInfo;
  readonly expected: ExpectedAnswer;
  readonly behindNat: boolean;
}

/** What one dialer of a MemoryNetwork differs in from a browser on an open network. */
export interface MemoryDialerOptions {
  /** As a browser that lets nobody write into its own descriptions: it answers no codes. */
  readonly refusesDerivedCredentials?: boolean;
  /** Finds nobody any more whom it did not look for before, as after its device changed networks. */
  readonly finds?: () => boolean;
  /** Lets in only whom it has sent to. Two such dialers meet by invite and reply, not by one code. */
  readonly behindNat?: boolean;
  /** When certificates are made; default the real time. */
  readonly nowMs?: () => number;
}

/** As in browsers. */
const CERTIFICATE_LIFE_MS = 365 * 24 * 60 * 60 * 1_000;

/** A network of memory Links. Every dialer of one network reaches every other. */
export class MemoryNetwork {
  /** The lines that connected, oldest first; tests cut them. */
  readonly wires: MemoryWire[] = [];
  readonly #schedule: Schedule;
  readonly #replies = new Map<string, Waiting>();
  readonly #codes = new Map<string, WaitingCode>();
  /** What patient dialers do once the network is back; null while it is there. */
  #patient: (() => void)[] | null = null;
  #count = 0;

  /** @param schedule see MemoryWire */
  constructor(schedule: Schedule = queueMicrotask) {
    this.#schedule = schedule;
  }

  /** The network is gone for everybody: lines fall silent, nobody is told, and no new one opens. */
  cut(): void {
    this.#patient ??= [];
    for (const wire of this.wires) wire.hold();
  }

  /** The network is back. */
  mend(): void {
    const patient = this.#patient ?? [];
    this.#patient = null;
    for (const wire of this.wires) wire.release();
    for (const connect of patient) connect();
  }

  /** A dialer of its own for one person. */
  dialer({
    refusesDerivedCredentials = false,
    behindNat = false,
    finds = () => true,
    nowMs = () => Date.now(),
  }: MemoryDialerOptions = {}): Dialer {
    return {
      invite: () => Promise.resolve(this.#invite(finds)),
      reply: (invite) => Promise.resolve(this.#reply(invite)),
      makeCertificate: () => Promise.resolve(this.#makeCertificate(nowMs())),
      offerCode: (mine, expected) => Promise.resolve(this.#offerCode(mine, expected, behindNat)),
      answerCode: (mine, credentials, offer) =>
        Promise.resolve(
          refusesDerivedCredentials
            ? null
            : finds()
              ? this.#answerCode(mine, credentials, offer, behindNat)
              : this.#connect(null),
        ),
      canAnswerCodes: () => Promise.resolve(!refusesDerivedCredentials),
    };
  }

  #invite(finds: () => boolean): PendingInvite {
    const info = this.#nextInfo();
    let used = false;
    return {
      info,
      accept: (reply, isPatient = false) => {
        if (used) throw new TypeError('The invite was accepted or cancelled already');
        used = true;
        return finds() ? this.#accept(info.ufrag, reply, isPatient) : new MemoryLink();
      },
      cancel: () => {
        used = true;
      },
    };
  }

  #reply(invite: ConnectionInfo): PendingReply {
    const info = this.#nextInfo();
    const link = new MemoryLink();
    this.#replies.set(info.ufrag, { link, inviteUfrag: invite.ufrag });
    return { info, link };
  }

  #accept(inviteUfrag: string, reply: ConnectionInfo, isPatient: boolean): Link {
    const waiting = this.#replies.get(reply.ufrag);
    if (waiting?.inviteUfrag !== inviteUfrag) return this.#connect(null);
    if (this.#patient !== null && !isPatient) return this.#connect(null);
    this.#replies.delete(reply.ufrag);
    return this.#connect(waiting.link);
  }

  #makeCertificate(nowMs: number): LineCertificate {
    const { fingerprint } = this.#nextInfo();
    return {
      handle: fingerprint.slice(),
      fingerprint,
      expiresMs: nowMs + CERTIFICATE_LIFE_MS,
    };
  }

  #offerCode(mine: LineCertificate, expected: ExpectedAnswer, behindNat: boolean): PendingCode {
    const offer = { ...this.#nextInfo(), fingerprint: presented(mine) };
    const link = new MemoryLink();
    this.#codes.set(offer.ufrag, { link, offer, expected, behindNat });
    return { info: offer, link };
  }

  #answerCode(
    mine: LineCertificate,
    credentials: Credentials,
    offer: ConnectionInfo,
    behindNat: boolean,
  ): Link {
    const waiting = this.#codes.get(offer.ufrag);
    const isReached =
      this.#patient === null &&
      waiting?.offer.pwd === offer.pwd &&
      waiting.expected.ufrag === credentials.ufrag &&
      waiting.expected.pwd === credentials.pwd &&
      !(behindNat && waiting.behindNat);
    if (!isReached) return this.#connect(null);
    // The two browsers have reached each other, which happens once.
    this.#codes.delete(offer.ufrag);
    const areThemselves =
      equalBytes(waiting.expected.fingerprint, presented(mine)) &&
      equalBytes(waiting.offer.fingerprint, offer.fingerprint);
    if (areThemselves) return this.#connect(waiting.link);
    this.#schedule(() => waiting.link.end('line-not-connected'));
    return this.#connect(null);
  }

  /** A new end of a wire to one that waits; nothing comes of it when that one is gone. */
  #connect(waiting: MemoryLink | null): Link {
    const link = new MemoryLink();
    const connect = (): void => {
      if (waiting?.state === 'connecting' && link.state === 'connecting') {
        const wire = new MemoryWire(this.#schedule);
        this.wires.push(wire);
        wire.join(link, waiting);
      } else {
        this.#schedule(() => link.end('line-not-connected'));
      }
    };
    if (this.#patient === null || waiting === null) connect();
    else this.#patient.push(connect);
    return link;
  }

  /** Values of the shape that a browser would give, each used once, so that cards can be made of them. */
  #nextInfo(): ConnectionInfo {
    this.#count += 1;
    const digits = String(this.#count).padStart(4, '0');
    return {
      ufrag: digits,
      pwd: digits.repeat(6),
      fingerprint: new Uint8Array(32).fill(this.#count),
      candidates: [{ type: 'host', family: 'ipv4', address: '192.0.2.1', port: this.#count }],
    };
  }
}

/** The fingerprint that the other side would see, whatever the record beside the handle says. */
function presented({ handle }: LineCertificate): Uint8Array {
  if (!(handle instanceof Uint8Array)) throw new TypeError('not a certificate of this network');
  return handle;
}
