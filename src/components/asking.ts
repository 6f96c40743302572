/** The one question that a screen asks before something that cannot be undone. */
import { html, type ReactiveController, type ReactiveControllerHost } from 'lit';
import type { TemplateResult } from 'lit';
import { words } from './words/words.ts';
import './confirm-dialog.ts';

export interface Question {
  readonly heading: string;
  readonly text: string;
  /** Names what will happen. */
  readonly confirm: string;
  readonly cancel?: string;
  /** What is done after a yes. */
  act(): void;
}

export class Asking implements ReactiveController {
  #question: Question | null = null;
  #open = false;

  constructor(private readonly host: ReactiveControllerHost) {
    host.addController(this);
  }

  hostDisconnected(): void {
    this.#open = false;
  }

  ask(question: Question): void {
    this.#question = question;
    this.#show(true);
  }

  dialog(): TemplateResult {
    const asked = this.#question;
    return html`<confirm-dialog
      heading=${asked?.heading ?? ''}
      text=${asked?.text ?? ''}
      confirm-label=${asked?.confirm ?? ''}
      cancel-label=${asked?.cancel ?? words.shell.cancel}
      ?open=${this.#open}
      @confirmed=${this.#confirmed}
      @dismissed=${() => this.#show(false)}
    ></confirm-dialog>`;
  }

  readonly #confirmed = (): void => {
    this.#show(false);
    this.#question?.act();
  };

  #show(open: boolean): void {
    this.#open = open;
    this.host.requestUpdate();
  }
}
