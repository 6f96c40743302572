/** Moving to another device, fetched when somebody thinks of it: hardly anybody does, and nobody often. */
import type { FriendId } from '../storage/repositories.ts';
import type { MoveFrame } from '../wire/frame.ts';
import type { Messenger } from './messenger.ts';
import type { MoveActions } from './move-actions.ts';
import type { Moving } from './moving.ts';
import type { MovingApp } from './moving-ports.ts';
import type { Ports } from './ports.ts';
import type { AppState } from './state.ts';
import type { Store } from './store.ts';
import type { Talk } from './talk.ts';

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

/** @param app what ends friendships, and lines */
export function lazyMoving(
  store: Store<AppState>,
  ports: Ports,
  talk: Talk,
  app: Pick<Messenger, 'removeFriend'> & Pick<MovingApp, 'leave'>,
): LazyMoving {
  const { friends, files } = talk;
  return new LazyMoving({
    ...{ store, ports },
    tell: (id, move, step) => friends.tell(id, { type: 'move', move, step }),
    fail: (id) => friends.session(id).fail('line-malformed-frame'),
    hangUpOthers: (id) => talk.leave(id),
    offer: (id, file) => files.offer(id, [file]),
    accept: (id) => files.accept(id),
    end: (id) => files.cancel(id),
    remove: (id) => app.removeFriend(id),
    leave: () => app.leave(),
  });
}
