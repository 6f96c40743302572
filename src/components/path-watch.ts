/** How the open line of a conversation runs, asked when it opens and once it has settled. */
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { LinkPath } from '../app/network.ts';

/** A browser may turn to a better pair of addresses in the first moments of a line. */
const SETTLES_MS = 2_000;

export class PathWatch implements ReactiveController {
  /** Null while there is no line, and when the browser does not say. */
  value: LinkPath | null = null;
  #line: string | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /**
   * @param line names the line that is open now; null without one
   * @param ask how it runs
   */
  constructor(
    private readonly host: ReactiveControllerHost,
    private readonly line: () => string | null,
    private readonly ask: () => Promise<LinkPath | null>,
  ) {
    host.addController(this);
  }

  hostUpdate(): void {
    const line = this.line();
    if (line === this.#line) return;
    this.hostDisconnected();
    this.#line = line;
    if (line === null) return;
    void this.#look(line);
    this.#timer = setTimeout(() => void this.#look(line), SETTLES_MS);
  }

  hostDisconnected(): void {
    clearTimeout(this.#timer);
    this.#line = null;
    this.value = null;
  }

  async #look(line: string): Promise<void> {
    const path = await this.ask();
    if (line !== this.#line) return;
    this.value = path;
    this.host.requestUpdate();
  }
}
