/** What the screen of a conversation does with files: passes on what was pressed, chosen or dropped. */
import {
  html,
  nothing,
  type ReactiveController,
  type ReactiveControllerHost,
  type TemplateResult,
} from 'lit';
import { createRef, ref } from 'lit/directives/ref.js';
import type { Look } from '../app/file-look.ts';
import type { Messenger } from '../app/messenger.ts';
import type { FileId, FriendId } from '../app/state.ts';
import type { ErrorCode } from '../errors.ts';
import type { FilesChosenEvent } from './drop-zone.ts';
import type { FileActionEvent } from './file-card.ts';
import type { TakeUpToEvent } from './file-allowance.ts';
import { chosenFolder } from './folder-entries.ts';

/** By then the tab that was opened has read it; a reload of that tab would need it longer. */
const DOCUMENT_READ_MS = 600_000;

export interface FileHandlingPorts {
  app(): Messenger;
  friendId(): FriendId;
  /** Shows why something could not be done; null when it could. */
  failed(error: ErrorCode | null): void;
}

export class FileHandling implements ReactiveController {
  /** Why saving failed, by file, until it is tried again. */
  saveErrors: ReadonlyMap<FileId, ErrorCode> = new Map();
  #looking: { readonly look: Look; readonly name: string } | null = null;
  /** The file that is being chosen again. */
  #choosing: FileId | null = null;
  readonly #input = createRef<HTMLInputElement>();
  readonly #folder = createRef<HTMLInputElement>();

  constructor(
    private readonly host: ReactiveControllerHost,
    private readonly ports: FileHandlingPorts,
  ) {
    host.addController(this);
  }

  hostConnected(): void {
    this.#choosing = null;
  }

  hostDisconnected(): void {
    this.#endLook();
  }

  /** Lets files be chosen by the browser's own picker, whose files can be opened again after a reload. */
  readonly pick = async (): Promise<void> => {
    const { files } = this.ports.app();
    const picked = await files.pick();
    const handles = new Map(picked.map(({ file, handle }) => [file, handle]));
    const chosen = picked.map(({ file }) => file);
    this.ports.failed(await files.offer(this.ports.friendId(), chosen, handles));
  };

  /** The window in which a file is played or read, while there is one. */
  viewer(): TemplateResult | typeof nothing {
    if (this.#looking === null) return nothing;
    const { look, name } = this.#looking;
    return html`<file-viewer
      .look=${look}
      name=${name}
      @look-end=${() => this.#endLook()}
    ></file-viewer>`;
  }

  /** Where a file or a folder is chosen again; not seen. */
  field(): TemplateResult {
    return html`<input
        type="file"
        class="again"
        hidden
        aria-hidden="true"
        ${ref(this.#input)}
        @change=${this.#chosenAgain}
      />
      <input
        type="file"
        class="again"
        webkitdirectory
        hidden
        aria-hidden="true"
        ${ref(this.#folder)}
        @change=${this.#folderChosenAgain}
      />`;
  }

  readonly offer = async ({ files, folders, handles }: FilesChosenEvent): Promise<void> => {
    const actions = this.ports.app().files;
    const friendId = this.ports.friendId();
    try {
      let error = await actions.offer(friendId, files, await handles);
      for (const folder of await folders) error ??= await actions.offerFolder(friendId, folder);
      this.ports.failed(error);
    } catch (error) {
      // A folder with something in it that may not be read.
      if (!(error instanceof DOMException)) throw error;
      this.ports.failed('file-unreadable');
    }
  };

  readonly act = async ({ fileId, action }: FileActionEvent): Promise<void> => {
    if (action === 'save') await this.#save(fileId);
    else if (action === 'choose') await this.#choose(fileId);
    else if (action === 'look') await this.#look(fileId);
    else this.ports.failed(await this.ports.app().files[action](fileId));
  };

  readonly takeUpTo = async ({ upToBytes }: TakeUpToEvent): Promise<void> => {
    this.ports.failed(await this.ports.app().files.takeUpTo(this.ports.friendId(), upToBytes));
  };

  readonly preview = (fileId: FileId): Promise<Blob | null> =>
    this.ports.app().files.preview(fileId);

  async #choose(fileId: FileId): Promise<void> {
    const { files, store } = this.ports.app();
    this.#choosing = fileId;
    const isFolder = (store.get().transfers.get(fileId)?.folderFiles ?? null) !== null;
    if (isFolder || !files.canPick) {
      (isFolder ? this.#folder : this.#input).value?.click();
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

  readonly #folderChosenAgain = async (): Promise<void> => {
    const input = this.#folder.value;
    const folder = chosenFolder([...(input?.files ?? [])]);
    const fileId = this.#choosing;
    if (input !== undefined) input.value = '';
    if (folder === null || fileId === null) return;
    this.ports.failed(await this.ports.app().files.provideFolder(fileId, folder));
  };

  async #look(fileId: FileId): Promise<void> {
    const { files, store } = this.ports.app();
    const [look] = await Promise.all([files.look(fileId), import('./file-viewer.ts')]);
    this.#endLook();
    if (look === null) this.ports.failed('file-not-shown');
    else if (look.kind === 'document' && window.open(look.url) !== null) closeLater(look);
    else this.#looking = { look, name: store.get().transfers.get(fileId)?.name ?? '' };
    this.host.requestUpdate();
  }

  #endLook(): void {
    const look = this.#looking?.look;
    if (look !== undefined && 'close' in look) look.close();
    this.#looking = null;
    this.host.requestUpdate();
  }

  async #save(fileId: FileId): Promise<void> {
    const error = await this.ports.app().saveFile(fileId);
    const saveErrors = new Map(this.saveErrors);
    if (error === null) saveErrors.delete(fileId);
    else saveErrors.set(fileId, error);
    this.saveErrors = saveErrors;
    this.host.requestUpdate();
  }
}

function closeLater(look: { close(): void }): void {
  setTimeout(() => look.close(), DOCUMENT_READ_MS);
}
