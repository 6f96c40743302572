/** A card that is dropped anywhere on its host goes to the part that reads cards. */
import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** What takes a card in. */
export interface DropReader {
  /** @returns false when nothing in it can be read */
  take(data: DataTransfer): boolean;
}

export class CardDrop implements ReactiveController {
  /** @param reader who reads now; null while nobody does */
  constructor(
    private readonly host: ReactiveControllerHost & HTMLElement,
    private readonly reader: () => DropReader | null,
  ) {
    host.addController(this);
  }

  hostConnected(): void {
    this.host.addEventListener('dragover', this.#over);
    this.host.addEventListener('drop', this.#dropped);
  }

  hostDisconnected(): void {
    this.host.removeEventListener('dragover', this.#over);
    this.host.removeEventListener('drop', this.#dropped);
  }

  readonly #over = (event: DragEvent): void => {
    if (this.reader() !== null) event.preventDefault();
  };

  readonly #dropped = (event: DragEvent): void => {
    if (event.dataTransfer !== null && this.reader()?.take(event.dataTransfer) === true) {
      event.preventDefault();
    }
  };
}
