/** Re-renders a host only when its slice of the state changes by identity. */
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Store } from '../app/store.ts';

export class Select<S, T> implements ReactiveController {
  /** Set in hostConnected, which Lit calls before the first render. */
  #value!: T;
  #unsubscribe: (() => void) | undefined;

  constructor(
    private readonly host: ReactiveControllerHost,
    private readonly store: () => Store<S>,
    private readonly pick: (state: S) => T,
  ) {
    host.addController(this);
  }

  get value(): T {
    return this.#value;
  }

  hostConnected(): void {
    const store = this.store();
    this.#value = this.pick(store.get());
    this.#unsubscribe = store.subscribe((state) => {
      const next = this.pick(state);
      if (next === this.#value) return;
      this.#value = next;
      this.host.requestUpdate();
    });
  }

  hostDisconnected(): void {
    this.#unsubscribe?.();
  }
}
