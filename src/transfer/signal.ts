/** Something that happens once, and that others wait for. */
export class Signal {
  #isGiven = false;
  readonly #waiting: (() => void)[] = [];

  get isGiven(): boolean {
    return this.#isGiven;
  }

  /** It has happened. Safe to call twice. */
  give(): void {
    this.#isGiven = true;
    for (const resolve of this.#waiting.splice(0)) resolve();
  }

  /** Resolves when it has happened, or after so long at the latest. */
  async within(limitMs: number): Promise<void> {
    if (this.#isGiven) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    await new Promise<void>((resolve) => {
      this.#waiting.push(resolve);
      timer = setTimeout(resolve, limitMs);
    });
    clearTimeout(timer);
  }
}
