/** Calls of invite and reply, whose cards travel through the line: spares, and lanes for data. */
import type { Dialer } from '../peer/dialer.ts';
import type { Link } from '../peer/link.ts';
import type { CallKind } from '../wire/keeping-frame.ts';
import type { Answerer, SideCall, SideCalls } from './side-calls.ts';

/** A call that the other side has answered, and that waits on this side. */
export interface AnsweredCall {
  readonly call: SideCall;
  /** Opens the connection, once. As `PendingInvite.accept`. */
  connect(isPatient: boolean): Link;
  /** Frees what `connect` would have used. */
  cancel(): void;
}

/** Offers a direct call. @returns null when nothing came of it @throws MessengerError as `Dialer.invite` */
export async function offerDirect(
  room: SideCalls,
  dialer: Pick<Dialer, 'invite'>,
  kind: Exclude<CallKind, 'return'>,
): Promise<AnsweredCall | null> {
  const pending = await dialer.invite();
  const call = await room.offer(kind, pending.info);
  if (call === null) {
    pending.cancel();
    return null;
  }
  return {
    call,
    connect: (isPatient) => pending.accept(call.theirs, isPatient),
    cancel: () => pending.cancel(),
  };
}

/** Answers direct calls; their links open when the other side connects, however late. */
export function answerDirect(
  dialer: Pick<Dialer, 'reply'>,
  agreed: (call: SideCall, link: Link) => void,
): Answerer {
  return async (theirs) => {
    const { info, link } = await dialer.reply(theirs);
    return {
      mine: info,
      agreed: (call) => agreed(call, link),
      cancel: () => link.close(),
    };
  };
}
