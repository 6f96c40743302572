/** Whether friends may find each other through common friends: both must allow it before it is needed. */
import { MessengerError, type ErrorCode } from '../errors.ts';
import type { MeetingRecord, MeetingRepository } from '../storage/repositories.ts';
import type { Frame } from '../wire/frame.ts';
import { meetingOf } from './meeting-of.ts';
import { outcomeOf } from './outcome.ts';
import type { FriendId } from './state.ts';

type MayFind = Extract<Frame, { type: 'may-find' }>;

/** People change their mind now and then; more on one line is a flood. */
const MAX_FRAMES = 16;

export interface FindPermissionsPorts {
  readonly meetings: MeetingRepository;
  /** @returns whether there is a line */
  tell(friendId: FriendId, frame: MayFind): boolean;
  /** Told what holds now, whoever changed it. */
  changed(
    friendId: FriendId,
    permissions: Pick<MeetingRecord, 'iAllowFinding' | 'theyAllowFinding'>,
  ): void;
}

/** Who may find whom. */
export class FindPermissions {
  /** On the present line: theirs, and mine. */
  readonly #frames = new Map<FriendId, number>();
  readonly #said = new Map<FriendId, number>();

  constructor(private readonly ports: FindPermissionsPorts) {}

  /** I allow it or not. @returns null, or why that could not be kept */
  async allow(friendId: FriendId, iAllowFinding: boolean): Promise<ErrorCode | null> {
    const error = await outcomeOf(this.#update(friendId, { iAllowFinding }));
    if (error === null) this.#say(friendId, iAllowFinding);
    return error;
  }

  /** Says on every line what holds, since they remember what was said last. */
  async lineOpened(friendId: FriendId): Promise<void> {
    this.#frames.set(friendId, 0);
    this.#said.set(friendId, 0);
    const record = await meetingOf(this.ports.meetings, friendId);
    if (record !== null) this.ports.changed(friendId, record);
    this.#say(friendId, record?.iAllowFinding ?? false);
  }

  /** The friend ends a line on too many; what holds is said on the next line anyway. */
  #say(friendId: FriendId, allowed: boolean): void {
    const said = this.#said.get(friendId) ?? 0;
    if (said >= MAX_FRAMES) return;
    this.#said.set(friendId, said + 1);
    this.ports.tell(friendId, { type: 'may-find', allowed });
  }

  /** @throws MessengerError 'line-malformed-frame' for a flood */
  onFrame(friendId: FriendId, { allowed }: MayFind): void {
    const frames = (this.#frames.get(friendId) ?? 0) + 1;
    this.#frames.set(friendId, frames);
    if (frames > MAX_FRAMES) throw new MessengerError('line-malformed-frame');
    // Not kept, it is asked again on the next line.
    void outcomeOf(this.#update(friendId, { theyAllowFinding: allowed }));
  }

  /** What holds for everybody, at the start. */
  async load(friendIds: readonly FriendId[]): Promise<void> {
    for (const friendId of friendIds) {
      const record = await meetingOf(this.ports.meetings, friendId);
      if (record?.iAllowFinding || record?.theyAllowFinding) this.ports.changed(friendId, record);
    }
  }

  async #update(friendId: FriendId, change: Partial<MeetingRecord>): Promise<void> {
    const record = await this.ports.meetings.update(friendId, (now) => ({ ...now, ...change }));
    this.ports.changed(friendId, record);
  }
}
