/** What the screen of a conversation does with files: passes on what was pressed, chosen or dropped. */
import {
  html,
  type ReactiveController,
  type ReactiveControllerHost,
  type TemplateResult,
} from 'lit';
import { createRef, ref } from 'lit/directives/ref.js';
import type { Messenger } from '../app/messenger.ts';
import type { FileId, FriendId } from '../app/state.ts';
import type { ErrorCode } from '../errors.ts';
import type { FilesChosenEvent } from './drop-zone.ts';
import type { FileActionEvent } from './file-card.ts';
import type { TakeUpToEvent } from './file-allowance.ts';

export interface FileHandlingPorts {
  app(): Messenger;
  friendId(): FriendId;
  /** Shows why something could not be done; null when it could. */
  failed(error: ErrorCode | null): void;
}

export class FileHandling implements ReactiveController {
  /** Why saving failed, by file, until it is tried again. */
  saveErrors: ReadonlyMap<FileId, ErrorCode> = new Map();
  /** The file that is being chosen again. */
  #choosing: FileId | null = null;
  readonly #input = createRef<HTMLInputElement>();

  constructor(
    private readonly host: ReactiveControllerHost,
    private readonly ports: FileHandlingPorts,
  ) {
    host.addController(this);
  }

  hostConnected(): void {
    this.#choosing = null;
  }

  /** Lets files be chosen by the browser's own picker, whose files can be opened again after a reload. */
  readonly pick = async (): Promise<void> => {
    const { files } = this.ports.app();
    const picked = await files.pick();
    const handles = new Map(picked.map(({ file, handle }) => [file, handle]));
    const chosen = picked.map(({ file }) => file);
    this.ports.failed(await files.offer(this.ports.friendId(), chosen, handles));
  };

  /** Where a file is chosen again; not seen. */
  field(): TemplateResult {
    return html`<input
      type="file"
      class="again"
      hidden
      aria-hidden="true"
      ${ref(this.#input)}
      @change=${this.#chosenAgain}
    />`;
  }

  readonly offer = async ({ files, handles }: FilesChosenEvent): Promise<void> => {
    const found = await handles;
    this.ports.failed(await this.ports.app().files.offer(this.ports.friendId(), files, found));
  };

  readonly act = async ({ fileId, action }: FileActionEvent): Promise<void> => {
    if (action === 'save') await this.#save(fileId);
    else if (action === 'choose') await this.#choose(fileId);
    else this.ports.failed(await this.ports.app().files[action](fileId));
  };

  readonly takeUpTo = async ({ upToBytes }: TakeUpToEvent): Promise<void> => {
    this.ports.failed(await this.ports.app().files.takeUpTo(this.ports.friendId(), upToBytes));
  };

  readonly preview = (fileId: FileId): Promise<Blob | null> =>
    this.ports.app().files.preview(fileId);

  async #choose(fileId: FileId): Promise<void> {
    const { files } = this.ports.app();
    this.#choosing = fileId;
    if (!files.canPick) {
      this.#input.value?.click();
      return;
    }
    const [picked] = await files.pick();
    if (picked !== undefined) this.ports.failed(await files.provide(fileId, picked));
  }

  readonly #chosenAgain = async (): Promise<void> => {
    const input = this.#input.value;
    const file = input?.files?.[0];
    const fileId = this.#choosing;
    if (input !== undefined) input.value = '';
    if (file === undefined || fileId === null) return;
    this.ports.failed(await this.ports.app().files.provide(fileId, { file, handle: null }));
  };

  async #save(fileId: FileId): Promise<void> {
    const error = await this.ports.app().saveFile(fileId);
    const saveErrors = new Map(this.saveErrors);
    if (error === null) saveErrors.delete(fileId);
    else saveErrors.set(fileId, error);
    this.saveErrors = saveErrors;
    this.host.requestUpdate();
  }
}
