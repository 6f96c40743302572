/**
 * The certificates that two friends keep for each other, so that one code is enough to meet again
 * (PROTOCOL.md §6.4). On every line both sides say their newest and confirm what they stored:
 *
 *   A certificate n ──►  B stores it durably
 *   A knows that B knows  ◄── certificate-ack n B
 */
import { MessengerError } from '../errors.ts';
import type { Dialer } from '../peer/dialer.ts';
import {
  MAX_KEPT_CERTIFICATES,
  type FriendId,
  type MeetingRecord,
  type MeetingRepository,
  type NumberedCertificate,
} from '../storage/repositories.ts';
import { equalBytes } from '../wire/bytes.ts';
import type { Frame } from '../wire/frame.ts';
import type { Clock } from './ports.ts';

type CertificateFrame = Extract<Frame, { type: 'certificate' | 'certificate-ack' }>;

/** A certificate lives for a year; friends who are seldom online get two months to hear of the next. */
const RENEW_BEFORE_MS = 60 * 24 * 60 * 60 * 1000;

/** A renewal now and then; more on one line is a flood. */
const MAX_FRAMES = 16;

export interface CertificatePorts {
  readonly meetings: MeetingRepository;
  readonly dialer: Pick<Dialer, 'makeCertificate'>;
  readonly clock: Clock;
}

/** The certificates of one friendship. */
export class Certificates {
  /** One thing after another: two that are made at once would overwrite each other. Never rejects. */
  #work: Promise<void> = Promise.resolve();
  #frames = 0;

  constructor(
    private readonly friendId: FriendId,
    private readonly ports: CertificatePorts,
  ) {}

  /** A line opened: says my newest certificate, which is made when there is none or it will expire. */
  greet(send: (frame: CertificateFrame) => void): void {
    this.#frames = 0;
    this.#inTurn(async () => {
      const newest = await this.#newest();
      if (newest !== undefined) {
        send({ type: 'certificate', number: newest.number, fingerprint: newest.fingerprint });
      }
    });
  }

  /** @throws MessengerError 'line-malformed-frame' for a flood */
  onFrame(frame: CertificateFrame, send: (frame: CertificateFrame) => void): void {
    this.#frames += 1;
    if (this.#frames > MAX_FRAMES) throw new MessengerError('line-malformed-frame');
    this.#inTurn(async () => {
      const change = frame.type === 'certificate' ? withTheirs(frame) : withAck(frame.number);
      await this.ports.meetings.update(this.friendId, change);
      if (frame.type === 'certificate') send({ type: 'certificate-ack', number: frame.number });
    });
  }

  async #newest(): Promise<NumberedCertificate | undefined> {
    const record = await this.ports.meetings.get(this.friendId);
    const newest = record?.mine.at(-1);
    const renewAtMs = this.ports.clock.nowMs() + RENEW_BEFORE_MS;
    if (newest !== undefined && newest.expiresMs > renewAtMs) return newest;
    const made = await this.ports.dialer.makeCertificate();
    const next = { ...made, number: (newest?.number ?? 0) + 1, acked: false };
    const { mine } = await this.ports.meetings.update(this.friendId, (now) => ({
      ...now,
      mine: [...now.mine, next].slice(-MAX_KEPT_CERTIFICATES),
    }));
    return mine.at(-1);
  }

  /** Meeting again is a comfort: without it (an old browser, a full disk) everything else goes on. */
  #inTurn(work: () => Promise<void>): void {
    this.#work = this.#work.then(work).catch((error: unknown) => {
      if (!(error instanceof MessengerError)) throw error;
    });
  }
}

/** One they said before is no news. A number that goes back: they began anew, as after losing their data. */
function withTheirs({ number, fingerprint }: Extract<CertificateFrame, { type: 'certificate' }>) {
  return (record: MeetingRecord): MeetingRecord => {
    const newest = record.theirs.at(-1);
    if (newest?.number === number && equalBytes(newest.fingerprint, fingerprint)) return record;
    const before = newest !== undefined && newest.number < number ? record.theirs : [];
    return {
      ...record,
      theirs: [...before, { number, fingerprint }].slice(-MAX_KEPT_CERTIFICATES),
    };
  };
}

function withAck(number: number) {
  return (record: MeetingRecord): MeetingRecord => ({
    ...record,
    mine: record.mine.map((one) => (one.number === number ? { ...one, acked: true } : one)),
  });
}
