/** Screens in the browser's history. The address stays the same: no path of ours exists on the host. */

/** A screen as plain data; the history stores it as it is. */
interface Entry<S> {
  readonly screen: S;
}

export class HistoryNavigation<S> {
  /** Called when the user went back or forward. */
  onScreen: ((screen: S) => void) | null = null;

  /**
   * @param home shown for history entries that are not ours
   * @param isScreen tells our entries from those of an older version
   */
  constructor(
    private readonly home: S,
    private readonly isScreen: (value: unknown) => value is S,
  ) {
    window.addEventListener('popstate', (event) => this.onScreen?.(this.#screenOf(event.state)));
  }

  /** The screen that this page showed before it was reloaded. */
  current(): S {
    return this.#screenOf(history.state);
  }

  push(screen: S): void {
    history.pushState({ screen } satisfies Entry<S>, '');
  }

  replace(screen: S): void {
    history.replaceState({ screen } satisfies Entry<S>, '', location.pathname + location.search);
  }

  back(): void {
    history.back();
  }

  #screenOf(state: unknown): S {
    const screen =
      typeof state === 'object' && state !== null && 'screen' in state ? state.screen : null;
    return this.isScreen(screen) ? screen : this.home;
  }
}
