/** Deleting in a conversation, and messages that disappear: asks first, and says honestly what it does. */
import type { Messenger } from '../app/messenger.ts';
import type { Item, Friend } from '../app/state.ts';
import type { ErrorCode } from '../errors.ts';
import type { Asking, Question } from './asking.ts';
import { draftsOf } from './drafts.ts';
import { nameOf } from './friend-list.ts';
import type { MessageActionEvent } from './message-menu.ts';
import type { VanishAfterEvent } from './vanish-choice.ts';
import { forgettingWords } from './words/forgetting-words.ts';

export interface ForgettingPorts {
  app(): Messenger;
  /** Whose conversation it is. */
  friend(): Friend | undefined;
  readonly asking: Asking;
  /** Told how it failed; null when it did not. */
  failed(code: ErrorCode | null): void;
  /** What had the focus is gone. */
  done(): void;
}

export class ForgettingHere {
  constructor(private readonly ports: ForgettingPorts) {}

  readonly act = ({ item, action }: MessageActionEvent): void => {
    const friend = this.ports.friend();
    if (friend === undefined) return;
    if (action === 'copy') void this.#copy(item);
    else this.ports.asking.ask(this.#question(item, action, friend));
  };

  readonly clear = (): void => {
    const friend = this.ports.friend();
    if (friend === undefined) return;
    const { ports } = this;
    const text = forgettingWords;
    ports.asking.ask({
      heading: text.clearHeading(nameOf(friend)),
      text: text.clearText(nameOf(friend)),
      confirm: text.confirm,
      act: () => {
        draftsOf(ports.app()).delete(friend.id);
        void this.#do(async () => (await ports.app().forgetting()).clear(friend.id));
      },
    });
  };

  readonly vanishAfter = ({ seconds }: VanishAfterEvent): void => {
    const id = this.ports.friend()?.id;
    if (id === undefined) return;
    const { ports } = this;
    void this.#do(async () => (await ports.app().forgetting()).vanishAfter(id, seconds));
  };

  #question(item: Item, action: 'here' | 'both' | 'remove-file', friend: Friend): Question {
    const text = forgettingWords;
    const name = nameOf(friend);
    const forgetting = () => this.ports.app().forgetting();
    const { author, seq } = item;
    switch (action) {
      case 'both':
        return {
          ...{ heading: text.bothHeading, text: text.bothText(name), confirm: text.confirm },
          act: () => void this.#do(async () => (await forgetting()).deleteForBoth(friend.id, seq)),
        };
      case 'here':
        return {
          ...{ heading: text.hereHeading, text: whatGoes(item, name), confirm: text.confirm },
          ...(item.kind === 'deleted' ? HIDING : {}),
          act: () =>
            void this.#do(async () => (await forgetting()).deleteHere(friend.id, author, seq)),
        };
      case 'remove-file':
        return {
          ...{ heading: text.removeFileHeading, text: text.removeFileText(name) },
          confirm: text.confirmRemove,
          act: () => {
            if (item.kind !== 'file') return;
            void this.#do(async () => (await forgetting()).removeFile(item.fileId));
          },
        };
    }
  }

  async #copy(item: Item): Promise<void> {
    if (item.kind !== 'text') return;
    // Without the permission nothing happens, and the text can still be selected.
    await navigator.clipboard.writeText(item.text).catch(() => undefined);
  }

  async #do(work: () => Promise<ErrorCode | null>): Promise<void> {
    this.ports.failed(await work());
    this.ports.done();
  }
}

const HIDING = {
  heading: forgettingWords.hereNoteHeading,
  text: forgettingWords.hereNoteText,
  confirm: forgettingWords.confirmNote,
};

function whatGoes(item: Item, name: string): string {
  const text = forgettingWords;
  const goes = item.delivery === 'delivered' ? text.hereText(name) : text.hereUnsentText(name);
  return item.kind === 'file' && item.author === 'them' ? `${goes} ${text.withFile}` : goes;
}
