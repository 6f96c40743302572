/** Keeps a scroller at its bottom while it is there, and otherwise what is on screen in its place. */
import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Nearer to the bottom than this counts as being there. */
const AT_BOTTOM_PX = 80;

export interface ScrollParts {
  readonly scroller: HTMLElement;
  /** What grows inside the scroller. */
  readonly content: HTMLElement;
  /** The rows, in order from top to bottom. */
  readonly rows: () => ArrayLike<Element>;
}

/** The host calls `scrolled` when the scroller did; `parts` is null until it has rendered. */
export class ScrollKeeper implements ReactiveController {
  #atBottom = true;
  #lastTop = 0;
  /** A row on screen and how far down it stood before the host rendered. */
  #place: { readonly row: Element; readonly topPx: number } | null = null;
  #observed = false;
  readonly #sizes = new ResizeObserver(() => {
    if (this.#atBottom) this.toBottom();
    this.resized();
  });

  constructor(
    host: ReactiveControllerHost,
    private readonly parts: () => ScrollParts | null,
    /** Called when the scroller or its content has another size. */
    private readonly resized: () => void,
  ) {
    host.addController(this);
  }

  get atBottom(): boolean {
    return this.#atBottom;
  }

  hostDisconnected(): void {
    this.#sizes.disconnect();
    this.#observed = false;
  }

  hostUpdate(): void {
    const parts = this.parts();
    this.#place = parts === null || this.#atBottom ? null : placeIn(parts);
  }

  hostUpdated(): void {
    const parts = this.parts();
    if (parts === null) return;
    if (!this.#observed) {
      this.#observed = true;
      this.#sizes.observe(parts.scroller);
      this.#sizes.observe(parts.content);
    }
    if (this.#atBottom) this.toBottom();
    else this.#keepPlace(parts.scroller);
  }

  scrolled(): void {
    const scroller = this.parts()?.scroller;
    if (scroller === undefined) return;
    const { scrollTop, scrollHeight, clientHeight } = scroller;
    // Content that grew below has not been left: only going up leaves the bottom.
    if (scrollHeight - clientHeight - scrollTop < AT_BOTTOM_PX) this.#atBottom = true;
    else if (scrollTop < this.#lastTop) this.#atBottom = false;
    this.#lastTop = scrollTop;
  }

  toBottom(): void {
    const scroller = this.parts()?.scroller;
    if (scroller === undefined) return;
    this.#atBottom = true;
    scroller.scrollTop = scroller.scrollHeight;
    this.#lastTop = scroller.scrollTop;
  }

  /** Browsers that anchor by themselves leave nothing to do, but none does so at the very top. */
  #keepPlace(scroller: HTMLElement): void {
    if (this.#place?.row.isConnected !== true) return;
    const movedPx = this.#place.row.getBoundingClientRect().top - this.#place.topPx;
    if (Math.abs(movedPx) >= 1) scroller.scrollTop += movedPx;
    this.#lastTop = scroller.scrollTop;
  }
}

/** The first row that reaches into the scroller, found by halving: there may be thousands. */
function placeIn({ scroller, rows }: ScrollParts): { row: Element; topPx: number } | null {
  const all = rows();
  const edgePx = scroller.getBoundingClientRect().top;
  let low = 0;
  let high = all.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((all[middle]?.getBoundingClientRect().bottom ?? 0) <= edgePx) low = middle + 1;
    else high = middle;
  }
  const row = all[low];
  return row === undefined ? null : { row, topPx: row.getBoundingClientRect().top };
}
