/** Code that is fetched when something is to be drawn with it. */
import type { ReactiveControllerHost } from 'lit';

/** A network that hiccups is back by then, and a person has hardly noticed. */
const AGAIN_AFTER_MS = 1_000;

export class Fetching {
  /** What is on its way, or waits to be asked for again. */
  readonly #under = new Set<string>();

  constructor(private readonly host: Pick<ReactiveControllerHost, 'requestUpdate'>) {}

  /**
   * Has the host drawn once the code has come; whatever did not come it is to ask for again when it is
   * drawn. Asked for once more meanwhile, nothing happens.
   */
  fetch(name: string, load: () => Promise<unknown>): void {
    if (this.#under.has(name)) return;
    this.#under.add(name);
    const end = (): void => {
      this.#under.delete(name);
      this.host.requestUpdate();
    };
    // No network, or a page that is just being left.
    load().then(end, () => setTimeout(end, AGAIN_AFTER_MS));
  }
}
