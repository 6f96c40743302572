/** A dialer that is fetched when the first card is made: WebRTC's wrapper is 31 kB (gzip). */
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

/** A Dialer that loads the real one at its first call; a call rejects when loading does. */
export class LazyDialer implements Dialer {
  #dialer: Promise<Dialer> | null = null;

  /** @param load fetches the code and makes the dialer; tried again after a failure */
  constructor(private readonly load: () => Promise<Dialer>) {}

  async invite(): Promise<PendingInvite> {
    return (await this.#get()).invite();
  }

  async reply(invite: ConnectionInfo): Promise<PendingReply> {
    return (await this.#get()).reply(invite);
  }

  async makeCertificate(): Promise<LineCertificate> {
    return (await this.#get()).makeCertificate();
  }

  async offerCode(
    mine: LineCertificate,
    answer: Credentials & Pick<ConnectionInfo, 'fingerprint'>,
  ): Promise<PendingCode> {
    return (await this.#get()).offerCode(mine, answer);
  }

  async answerCode(
    mine: LineCertificate,
    credentials: Credentials,
    offer: ConnectionInfo,
  ): Promise<Link | null> {
    return (await this.#get()).answerCode(mine, credentials, offer);
  }

  async canAnswerCodes(): Promise<boolean> {
    return (await this.#get()).canAnswerCodes();
  }

  /** Fetches the code before it is needed. */
  async warm(): Promise<void> {
    await this.#get();
  }

  async #get(): Promise<Dialer> {
    this.#dialer ??= this.load();
    try {
      return await this.#dialer;
    } catch (error) {
      this.#dialer = null;
      throw error;
    }
  }
}
