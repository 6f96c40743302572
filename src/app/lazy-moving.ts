/** Moving to another device, fetched when somebody thinks of it: hardly anybody does, and nobody often. */
import type { FriendId } from '../storage/repositories.ts';
import type { MoveFrame } from '../wire/frame.ts';
import type { MoveActions } from './move-actions.ts';
import type { Moving } from './moving.ts';
import type { MovingApp } from './moving-ports.ts';

export class LazyMoving {
  #real: Promise<Moving> | null = null;

  constructor(private readonly app: MovingApp) {}

  /** Before anything else is read. @returns when everything went from here to another device; null: it did not */
  async awaySinceMs(): Promise<number | null> {
    if (!(await this.app.ports.settings.hasMove())) return null;
    const record = await (await this.#load()).record();
    if (record?.state !== 'away') return null;
    // What was packed is of no use any more, and may be large; a failure waits for the next start.
    void this.app.ports.files.dropPlainCopies().catch(() => undefined);
    return record.atMs;
  }

  /** Once everybody is known. */
  resume(): void {
    this.#soon((moving) => void moving.resume().catch(() => undefined));
  }

  actions(): Promise<MoveActions> {
    return this.#load();
  }

  onFrame(from: FriendId, frame: MoveFrame): void {
    void this.#load().catch(() => undefined);
    this.#soon((moving) => moving.onFrame(from, frame));
  }

  lineOpened(friendId: FriendId): void {
    this.#soon((moving) => moving.lineOpened(friendId));
  }

  /** In its turn once it is fetched; where it cannot be, the next line says everything again. */
  #soon(call: (moving: Moving) => void): void {
    void this.#real?.then(call, () => undefined);
  }

  #load(): Promise<Moving> {
    if (this.#real === null) {
      this.#real = this.#fetch();
      this.#real.catch(() => (this.#real = null));
    }
    return this.#real;
  }

  async #fetch(): Promise<Moving> {
    const [{ Moving }, storage] = await Promise.all([
      import('./moving.ts'),
      this.app.ports.moveStorage(),
    ]);
    return new Moving({ ...this.app, ...storage });
  }
}
