/** Makes what people carry (invites, codes, replies), each with its half of a line. */
import { makeIdentity, type KeyPair } from '../crypto/identity.ts';
import type { RandomBytes } from '../crypto/random.ts';
import type { Dialer } from '../peer/dialer.ts';
import type { Link } from '../peer/link.ts';
import type { FriendRecord } from '../storage/repositories.ts';
import type { InviteCard, ReplyCard } from '../wire/card.ts';
import { cardTag, encodeCard } from '../wire/card-codec.ts';
import { cardLink, qrSegments } from '../wire/card-link.ts';
import type { Codes } from './codes.ts';
import { inviteIdOf, type OpenInvite } from './open-cards.ts';
import type { Clock } from './ports.ts';
import { sealLink, type SealedLink } from './sealed-link.ts';
import type { ShownCard, ShownInvite } from './state.ts';

export interface CardMakerPorts {
  readonly dialer: Dialer;
  readonly codes: Codes;
  readonly random: RandomBytes;
  readonly clock: Clock;
  readonly pageUrl: string;
}

/** My answer to an invite. */
export interface MadeReply {
  readonly bytes: Uint8Array;
  readonly card: ShownCard;
  /** Opens when the inviter has taken the reply in. */
  readonly link: SealedLink;
}

/** Makes cards; each comes with what answers it or waits for an answer. */
export class CardMaker {
  constructor(private readonly ports: CardMakerPorts) {}

  /** A code for a friend, or null where only an invite can help. @throws MessengerError as `Codes.make` */
  async code(friend: FriendRecord): Promise<OpenInvite | null> {
    const made = await this.ports.codes.make(friend);
    if (made === null) return null;
    const { bytes, link } = made;
    const shown = this.#shownInvite('code', bytes, friend);
    return {
      shown,
      bytes,
      keys: friend,
      onlySeen: true,
      line: link,
      accept: null,
      cancel: () => link.close(),
    };
  }

  /** An invite for a friend, or for anyone under an identity of its own. @throws MessengerError as `Dialer.invite` */
  async invite(friend: FriendRecord | null): Promise<OpenInvite> {
    const pending = await this.ports.dialer.invite();
    const keys = friend ?? makeIdentity(this.ports.random);
    const bytes = encodeCard({ kind: 'invite', identityKey: keys.publicKey, ...pending.info });
    return {
      shown: this.#shownInvite('invite', bytes, friend),
      bytes,
      keys,
      onlySeen: true,
      line: null,
      accept: (replyBytes, reply) =>
        this.#seal(pending.accept(reply), keys, reply.identityKey, {
          ...{ initiator: true, inviteBytes: bytes, replyBytes },
        }),
      cancel: () => pending.cancel(),
    };
  }

  /** Answers an invite under these keys. @throws MessengerError as `Dialer.reply` */
  async reply(inviteBytes: Uint8Array, invite: InviteCard, keys: KeyPair): Promise<MadeReply> {
    const { info, link } = await this.ports.dialer.reply(invite);
    const inviteTag = cardTag(inviteBytes);
    const bytes = encodeCard({ kind: 'reply', inviteTag, identityKey: keys.publicKey, ...info });
    const role = { initiator: false, inviteBytes, replyBytes: bytes };
    return {
      bytes,
      card: this.#shownCard('reply', bytes),
      link: this.#seal(link, keys, invite.identityKey, role),
    };
  }

  #seal(
    link: Link,
    { publicKey, secretKey }: KeyPair,
    theirKey: ReplyCard['identityKey'],
    role: { initiator: boolean; inviteBytes: Uint8Array; replyBytes: Uint8Array },
  ): SealedLink {
    const { random } = this.ports;
    return sealLink(link, { ...role, myKeys: { publicKey, secretKey }, theirKey, random });
  }

  #shownInvite(
    kind: ShownCard['kind'],
    bytes: Uint8Array,
    friend: FriendRecord | null,
  ): ShownInvite {
    return {
      id: inviteIdOf(bytes),
      label: friend?.name ?? '',
      friendId: friend?.id ?? null,
      card: this.#shownCard(kind, bytes),
      sinceMs: this.ports.clock.nowMs(),
      given: false,
    };
  }

  #shownCard(kind: ShownCard['kind'], bytes: Uint8Array): ShownCard {
    const { pageUrl } = this.ports;
    return {
      kind,
      link: cardLink(pageUrl, bytes),
      qrSegments: qrSegments(pageUrl, bytes),
      sizeBytes: bytes.length,
    };
  }
}
