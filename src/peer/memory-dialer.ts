/** The in-process twin of dial-simple-peer.ts: dialers that find each other inside one process, for tests. */
import type { ConnectionInfo } from '../wire/card.ts';
import type { Dialer, PendingInvite, PendingReply } from './dialer.ts';
import type { Link } from './link.ts';
import { MemoryLink, MemoryWire, type Schedule } from './memory-link.ts';

/** A reply that waits, and the invite that it answers. */
interface Waiting {
  readonly link: MemoryLink;
  readonly inviteUfrag: string;
}

/** A network of memory Links. Every dialer of one network reaches every other. */
export class MemoryNetwork {
  /** The lines that connected, oldest first; tests cut them. */
  readonly wires: MemoryWire[] = [];
  readonly #schedule: Schedule;
  readonly #replies = new Map<string, Waiting>();
  #count = 0;

  /** @param schedule see MemoryWire */
  constructor(schedule: Schedule = queueMicrotask) {
    this.#schedule = schedule;
  }

  dialer(): Dialer {
    return {
      invite: () => Promise.resolve(this.#invite()),
      reply: (invite) => Promise.resolve(this.#reply(invite)),
    };
  }

  #invite(): PendingInvite {
    const info = this.#nextInfo();
    let used = false;
    return {
      info,
      accept: (reply) => {
        if (used) throw new TypeError('The invite was accepted or cancelled already');
        used = true;
        return this.#accept(info.ufrag, reply);
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

  #accept(inviteUfrag: string, reply: ConnectionInfo): Link {
    const link = new MemoryLink();
    const waiting = this.#replies.get(reply.ufrag);
    if (waiting?.inviteUfrag === inviteUfrag && waiting.link.state === 'connecting') {
      this.#replies.delete(reply.ufrag);
      const wire = new MemoryWire(this.#schedule);
      this.wires.push(wire);
      wire.join(link, waiting.link);
    } else {
      this.#schedule(() => link.end('line-not-connected'));
    }
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
