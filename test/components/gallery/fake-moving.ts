/** Moving without another device: every step shows the next. */
import type { MoveActions, MoveStepName } from '../../../src/app/move-actions.ts';
import type { AppState } from '../../../src/app/state.ts';
import type { Store } from '../../../src/app/store.ts';

export function fakeMoving(store: Store<AppState>): MoveActions {
  const step = (name: MoveStepName): void =>
    store.update((state) =>
      state.move === undefined ? state : { ...state, move: { ...state.move, step: name } },
    );
  return {
    choose: () => Promise.resolve(null),
    ask: () => step('asking'),
    finish: () => {
      store.update((state) => ({ ...state, phase: { status: 'moved', atMs: Date.now() } }));
      return Promise.resolve(null);
    },
    look: () => step('considering'),
    agree: () => {
      step('receiving');
      return Promise.resolve(null);
    },
    stop: () => {
      store.update(({ move: _, ...state }) => state);
      return Promise.resolve();
    },
    useHere: () => {
      store.update((state) => ({ ...state, phase: { status: 'ready' } }));
      return Promise.resolve(null);
    },
  };
}
