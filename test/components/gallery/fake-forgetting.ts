import type { ForgettingActions } from '../../../src/app/forgetting.ts';
import type { AppState } from '../../../src/app/state.ts';
import type { Store } from '../../../src/app/store.ts';

/** Nothing is deleted, but what is chosen shows. */
export function fakeForgetting(store: Store<AppState>): ForgettingActions {
  const done = (): Promise<null> => Promise.resolve(null);
  return {
    ...{ deleteHere: done, deleteForBoth: done, removeFile: done, clear: done },
    vanishAfter: (id, seconds) => {
      store.update((state) => {
        const friend = state.friends.get(id);
        if (friend === undefined) return state;
        const rule = { round: 1, seconds };
        const changed = { ...friend, vanish: { mine: rule, inForce: rule } };
        return { ...state, friends: new Map(state.friends).set(id, changed) };
      });
      return done();
    },
  };
}
