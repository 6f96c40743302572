/** The lanes of a line (src/transfer/lanes.ts), opened and answered as calls through it (PROTOCOL.md §5.1, §8.2). */
import { MessengerError } from '../errors.ts';
import type { Dialer } from '../peer/dialer.ts';
import type { Link } from '../peer/link.ts';
import { Lanes, type LanePorts } from '../transfer/lanes.ts';
import { answerDirect, offerDirect } from './direct-call.ts';
import type { SideCall, SideCalls } from './side-calls.ts';

/** Both sides are there and the path is known, so what takes longer does not open at all. */
const OPEN_TIMEOUT_MS = 15_000;

/** Lanes that begin with none and open when they are needed. */
export function lanesThrough(
  room: SideCalls,
  dialer: Pick<Dialer, 'invite' | 'reply'>,
  ports: Omit<LanePorts, 'open'>,
): Lanes {
  const lanes = new Lanes({ ...ports, open: () => openLane(room, dialer) });
  const add = async (call: SideCall, link: Link): Promise<void> => {
    if (await opens(call, link)) lanes.add(link);
  };
  room.answer(
    'lane',
    answerDirect(dialer, (call, link) => void add(call, link)),
  );
  return lanes;
}

/** @returns null when nothing came of it */
async function openLane(room: SideCalls, dialer: Pick<Dialer, 'invite'>): Promise<Link | null> {
  try {
    const answered = await offerDirect(room, dialer, 'lane');
    if (answered === null) return null;
    const link = answered.connect(false);
    return (await opens(answered.call, link)) ? link : null;
  } catch (error) {
    if (error instanceof MessengerError) return null;
    throw error;
  }
}

/** Waits until a lane opens, or closes it. The call ends with the lane, and a lane that waits with the call. */
function opens(call: SideCall, link: Link): Promise<boolean> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => link.close(), OPEN_TIMEOUT_MS);
    call.onEnd = () => {
      if (link.state === 'connecting') link.close();
    };
    link.listen({
      opened: () => {
        clearTimeout(timer);
        resolve(true);
      },
      closed: () => {
        clearTimeout(timer);
        call.end();
        resolve(false);
      },
    });
  });
}
