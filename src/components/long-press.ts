/** A long press of a finger, which opens what a mouse finds beside a message. */
const PRESS_MS = 500;
/** A finger that rests moves less. */
const SLOP_PX = 10;

export class LongPress {
  #press: { readonly x: number; readonly y: number; held: boolean } | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** @param held shows that it was long enough */
  constructor(private readonly held: (target: HTMLElement | null) => void) {}

  begin(event: PointerEvent): void {
    this.end();
    if (event.pointerType !== 'touch' || !(event.currentTarget instanceof HTMLElement)) return;
    const target = event.currentTarget;
    const press = { x: event.clientX, y: event.clientY, held: false };
    this.#press = press;
    this.#timer = setTimeout(() => {
      press.held = true;
      this.held(target);
    }, PRESS_MS);
  }

  move({ clientX, clientY }: PointerEvent): void {
    const press = this.#press;
    if (press !== null && Math.hypot(clientX - press.x, clientY - press.y) > SLOP_PX) this.end();
  }

  /** The finger is up, or does something else. @returns whether it had been long enough */
  end(): boolean {
    clearTimeout(this.#timer);
    const held = this.#press?.held === true;
    this.#press = null;
    if (held) this.held(null);
    return held;
  }
}
