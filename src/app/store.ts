/** A value that can be read, replaced and watched. Watchers are told once per change, in order, synchronously. */
export class Store<T> {
  readonly #watchers = new Set<(value: T) => void>();
  #value: T;

  constructor(initial: T) {
    this.#value = initial;
  }

  get(): T {
    return this.#value;
  }

  /** Replaces the value by `change(value)`; nothing is told when it returns the same object. */
  update(change: (value: T) => T): void {
    const next = change(this.#value);
    if (next === this.#value) return;
    this.#value = next;
    for (const watch of [...this.#watchers]) watch(next);
  }

  /** Calls `watch` after every change. Returns what ends it. */
  subscribe(watch: (value: T) => void): () => void {
    this.#watchers.add(watch);
    return () => this.#watchers.delete(watch);
  }
}
