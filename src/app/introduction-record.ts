/** One introduction of mine by a friend, from the question to the line. */
import type { KeyPair } from '../crypto/identity.ts';
import type { IntroductionRole } from '../wire/frame.ts';
import type { Parties } from './introduction-box.ts';
import type { OpenInvite } from './open-cards.ts';
import type { SealedLink } from './sealed-link.ts';
import type { FriendId } from './state.ts';

export type IntroducedStatus = 'asked' | 'agreed' | 'connecting' | 'met' | 'ended';

export interface Introduction extends Parties {
  readonly id: Uint8Array;
  readonly via: FriendId;
  /** As the introducer calls them. */
  readonly name: string;
  status: IntroducedStatus;
  keys: KeyPair | null;
  role: IntroductionRole | null;
  theirKey: Uint8Array | null;
  /** Their card came: a second one is ignored. */
  passed: boolean;
  invite: OpenInvite | null;
  link: SealedLink | null;
  timer: ReturnType<typeof setTimeout> | undefined;
}
