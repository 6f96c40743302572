/** What a user can do about who a friend is, fetched when somebody asks. */
import type { FriendBook } from './friends.ts';
import type { TrustActions } from './trust.ts';

/** Gives the one Trust over these friends. */
export function lazyTrust(friends: () => FriendBook): () => Promise<TrustActions> {
  let trust: Promise<TrustActions> | null = null;
  const load = async (): Promise<TrustActions> => {
    const { Trust } = await import('./trust.ts');
    return new Trust({
      record: (id) => friends().record(id),
      setTrust: (id, change) => friends().setTrust(id, change),
      hangUp: (id) => friends().session(id).hangUp(),
    });
  };
  return () => (trust ??= load());
}
