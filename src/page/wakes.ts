/** When a page, its person or its network comes back: lines are looked after at once. */

/** As the app takes it: `back` to the page, or `network`. */
type Why = 'back' | 'network';

/** The browser around the page, as far as it tells of that. */
export interface WakingBrowser {
  /** Fires `pageshow`, `online` and `focus`. */
  readonly window: EventTarget;
  /** Fires `visibilitychange`, and `resume` after a freeze (Page Lifecycle). */
  readonly document: EventTarget & Pick<Document, 'visibilityState'>;
  /** Fires `change` with another network; only some browsers have it. */
  readonly connection: EventTarget | undefined;
}

/** A dialog of the browser closes, a laptop wakes: several events tell of one thing. */
const ONCE_WITHIN_MS = 1_000;

/** Calls back at every return, from now on. */
export function listenForWakes(
  { window, document, connection }: WakingBrowser,
  woken: (why: Why) => void,
  nowMs: () => number,
): void {
  const lastMs: Record<Why, number> = { back: -Infinity, network: -Infinity };
  const wake = (why: Why): void => {
    const passedMs = Math.abs(nowMs() - lastMs[why]);
    if (passedMs < ONCE_WITHIN_MS) return;
    lastMs[why] = nowMs();
    woken(why);
  };
  for (const type of ['pageshow', 'focus']) window.addEventListener(type, () => wake('back'));
  document.addEventListener('resume', () => wake('back'));
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') wake('back');
  });
  window.addEventListener('online', () => wake('network'));
  connection?.addEventListener('change', () => wake('network'));
}
