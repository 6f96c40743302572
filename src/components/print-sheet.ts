/** What comes out of the printer while a card is on screen, whether by our button or the browser's menu. */
import { css, type ReactiveController, type ReactiveControllerHost } from 'lit';
import type { ShownCard } from '../app/state.ts';
import './card-sheet.ts';

/** In print nothing else stands in the page; the shell's own styles cannot know. */
const ALONE = css`
  @media print {
    html,
    body {
      height: auto !important;
      background: #fff !important;
    }
    body > :not(card-sheet) {
      display: none !important;
    }
  }
`;

/** What a sheet says. */
export interface Printout {
  readonly card: ShownCard;
  /** Whom it is for; empty for nobody in particular. */
  readonly label: string;
  /** Whose card it is, by their own name. */
  readonly sender: string;
  /** Milliseconds since 1970. */
  readonly madeAtMs: number;
}

/** Keeps a sheet with the card of its host in the page, out of sight, ready for the printer. */
export class PrintSheet implements ReactiveController {
  readonly #sheet = document.createElement('card-sheet');

  /** @param printed is called when a sheet goes to the printer */
  constructor(
    host: ReactiveControllerHost,
    private readonly printed: () => void,
  ) {
    host.addController(this);
  }

  /** What would be printed; null for nothing of ours: then the page prints as it is. */
  show(printout: Printout | null): void {
    if (printout === null) {
      this.#remove();
      return;
    }
    this.#sheet.printout = printout;
    if (this.#sheet.isConnected) return;
    document.body.append(this.#sheet);
    const { styleSheet } = ALONE;
    if (styleSheet !== undefined) document.adoptedStyleSheets.push(styleSheet);
  }

  hostConnected(): void {
    window.addEventListener('beforeprint', this.#onPrint);
  }

  hostDisconnected(): void {
    window.removeEventListener('beforeprint', this.#onPrint);
    this.#remove();
  }

  #remove(): void {
    this.#sheet.remove();
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter(
      (sheet) => sheet !== ALONE.styleSheet,
    );
  }

  readonly #onPrint = (): void => {
    if (this.#sheet.isConnected) this.printed();
  };
}
