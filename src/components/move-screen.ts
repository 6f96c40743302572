import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Messenger } from '../app/messenger.ts';
import type { MoveActions, MoveState, MoveStepName } from '../app/move-actions.ts';
import type { AppState } from '../app/state.ts';
import type { ErrorCode } from '../errors.ts';
import { backupProgress, percentOf } from './backup-progress.ts';
import { base } from './base.styles.ts';
import { nameOf, stringOf } from './friend-list.ts';
import { icon } from './icon.ts';
import { moveScreenStyles } from './move-screen.styles.ts';
import { moveSize } from './move-size.ts';
import { named } from './named.ts';
import { progressStyles } from './progress.styles.ts';
import { sectionStyles } from './section.styles.ts';
import { Select } from './select.ts';
import type { StringState } from './string-line.ts';
import { errorWords } from './words/error-words.ts';
import { movingWords } from './words/moving-words.ts';
import './can-string.ts';
import './confirm-dialog.ts';
import './notice-bar.ts';

/** A sentence in which the other device is named. */
type Naming = (name: string) => string;

/** A button and what it does. */
interface Choice {
  readonly label: string;
  readonly act: () => void;
  readonly primary?: boolean;
}

/** Everything goes to another device, or comes from one: nothing else is on the screen meanwhile. */
@customElement('move-screen')
export class MoveScreen extends LitElement {
  static override styles = [base, sectionStyles, progressStyles, moveScreenStyles];

  @property({ attribute: false }) app!: Messenger;
  /** Why the last thing that was asked for could not be done. */
  @state() private error: ErrorCode | null = null;
  @state() private asking = false;

  readonly #move = this.#select((now) => now.move);
  readonly #friends = this.#select((now) => now.friends);
  readonly #transfers = this.#select((now) => now.transfers);

  protected override render(): TemplateResult | typeof nothing {
    const move = this.#move.value;
    const text = movingWords;
    if (move === undefined) return nothing;
    return html`<can-string state=${this.#string(move)} size="large"></can-string>
      ${this.#words(move)} ${this.#line(move)} ${this.#progress(move)} ${this.#wrong(move)}
      <div class="choices">${this.#choices(move).map(button)}</div>
      <confirm-dialog
        ?open=${this.asking}
        heading=${text.finishHeading}
        text=${text.finishText}
        confirm-label=${text.finish}
        @confirmed=${this.#finish}
        @dismissed=${() => (this.asking = false)}
      ></confirm-dialog>`;
  }

  #words(move: MoveState): TemplateResult {
    const text = movingWords;
    const { step, size } = move;
    switch (step) {
      case 'choosing':
        return html`${this.#page(text.chooseHeading, text.chooseText)}${moveSize(size)}
          <div class="words">
            <p>${this.#named(text.chooseOwn)}</p>
            <p>${this.#named(move.unheard ? text.unheard : text.chooseAfter)}</p>
          </div>`;
      case 'considering':
      case 'asked':
        return html`${this.#page(text.considerHeading, text.considerOwn)}${moveSize(size)}
          <div class="words"><p>${this.#named(text.considerAfter)}</p></div>`;
      case 'asking':
        return this.#page(text.askingHeading, text.askingText);
      case 'refused':
        return this.#page(text.refusedHeading, text.refusedText);
      case 'not-new':
        return this.#page(text.notNewHeading, text.notNewText);
      case 'writing':
        return this.#page(text.writingHeading, text.keepOpen);
      case 'sending':
        return this.#page(text.sendingHeading, text.keepOpen);
      case 'there':
        return this.#page(text.thereHeading, text.thereText);
      case 'receiving':
        return this.#page(text.receivingHeading, text.keepOpen);
      case 'reading':
        return this.#page(text.readingHeading, text.keepOpen);
      case 'importing':
      case 'arrived':
        return this.#page(text.importingHeading, text.importingHint);
      case 'stopped':
        return this.#page(text.stoppedHeading, `${text.stoppedText} ${text.stoppedNext}`);
    }
  }

  #page(heading: string | Naming, lead: string | Naming): TemplateResult {
    return html`<div class="words">
      <h1>${this.#named(heading)}</h1>
      <p class="lead">${this.#named(lead)}</p>
    </div>`;
  }

  #named(sentence: string | Naming): TemplateResult | string {
    return typeof sentence === 'string'
      ? sentence
      : named((name) => sentence(name ?? ''), this.#name());
  }

  #name(): string | null {
    const friend = this.#friends.value.get(this.#move.value?.friendId ?? '');
    return friend === undefined ? null : nameOf(friend);
  }

  #choices(move: MoveState): Choice[] {
    const text = movingWords;
    const stop = this.#do(async (moving) => {
      await moving.stop();
      return null;
    });
    const ask = this.#do((moving) => {
      moving.ask();
      return Promise.resolve(null);
    });
    const finish = { label: text.finish, act: () => (this.asking = true) };
    switch (move.step) {
      case 'choosing':
        return [
          { label: text.ask, act: ask, primary: true },
          ...(move.unheard ? [finish] : []),
          { label: text.notNow, act: stop },
        ];
      case 'considering':
      case 'asked':
        return [
          { label: text.agree, act: this.#do((moving) => moving.agree()), primary: true },
          { label: text.decline, act: stop },
        ];
      case 'refused':
        return [
          { label: text.askAgain, act: ask, primary: true },
          { label: text.close, act: stop },
        ];
      case 'there':
        return [finish, { label: text.back, act: stop }];
      case 'not-new':
      case 'stopped':
        return [{ label: text.close, act: stop, primary: true }];
      case 'asking':
      case 'writing':
      case 'sending':
      case 'receiving':
        return [{ label: text.stop, act: stop }];
      case 'reading':
      case 'importing':
      case 'arrived':
        return [];
    }
  }

  /** That the line is gone, where something waits for it. */
  #line({ step, friendId }: MoveState): TemplateResult | typeof nothing {
    const text = movingWords;
    const line = this.#friends.value.get(friendId)?.line;
    if (!NEED_LINE.includes(step)) return nothing;
    if (line === 'looking') {
      return html`<notice-bar>${this.#named(text.looking)}</notice-bar>`;
    }
    if (line !== 'away') return nothing;
    return html`<notice-bar
      tone="alarm"
      action=${text.meet}
      @notice-action=${() => this.app.show({ name: 'connect', friendId })}
      >${this.#named(text.away)}</notice-bar
    >`;
  }

  #progress(move: MoveState): TemplateResult | typeof nothing {
    const part = PART[move.step];
    if (part === undefined) return nothing;
    const transfer = this.#transfers.value.get(move.fileId ?? '');
    const carried = transfer && transfer.doneBytes / Math.max(transfer.sizeBytes, 1);
    const isCarried = move.step === 'sending' || move.step === 'receiving';
    const done = isCarried ? (carried ?? 0) : move.done;
    const said = movingWords[part](percentOf(done));
    return html`<div class="progress">${backupProgress(done, said)}<span>${said}</span></div>`;
  }

  #wrong(move: MoveState): TemplateResult | typeof nothing {
    const code = this.error ?? move.error;
    if (code === null) return nothing;
    const { sentence, next } = errorWords(code);
    // What to do when it was stopped is said already.
    const said = move.step === 'stopped' ? sentence : `${sentence} ${next}`;
    return html`<p class="card fact wrong" role="alert">${icon('alert')}<span>${said}</span></p>`;
  }

  #string(move: MoveState): StringState {
    const friend = this.#friends.value.get(move.friendId);
    return friend === undefined ? 'slack' : stringOf(friend);
  }

  readonly #finish = (): void => {
    this.asking = false;
    this.#do((moving) => moving.finish())();
  };

  #do(act: (moving: MoveActions) => Promise<ErrorCode | null>): () => void {
    return () => {
      this.error = null;
      void this.app.moving().then(async (moving) => (this.error = await act(moving)));
    };
  }

  #select<T>(pick: (now: AppState) => T): Select<AppState, T> {
    return new Select(this, () => this.app.store, pick);
  }
}

/** Steps that wait for the other device. */
const NEED_LINE: readonly MoveStepName[] = [
  'asking',
  'sending',
  'there',
  'considering',
  'receiving',
];

/** What is said of steps that take long. */
const PART: Partial<Record<MoveStepName, PartWords>> = {
  writing: 'writingPart',
  sending: 'sendingPart',
  receiving: 'receivingPart',
  reading: 'readingPart',
  importing: 'importingPart',
};
type PartWords = 'writingPart' | 'sendingPart' | 'receivingPart' | 'readingPart' | 'importingPart';

function button({ label, act, primary }: Choice): TemplateResult {
  return html`<button class="button ${primary === true ? 'primary' : ''}" @click=${act}>
    ${label}
  </button>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'move-screen': MoveScreen;
  }
}
