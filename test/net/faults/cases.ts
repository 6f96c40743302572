/** What happens to lines: everything that a line must survive without a person doing anything. */
import type { Shape } from '../line.ts';
import type { ShapedNet } from '../net.ts';

const SECOND_MS = 1000;
const MINUTE_MS = 60 * SECOND_MS;

export interface Fault {
  readonly name: string;
  /** How long it goes on, as far as anybody can say before. */
  readonly lastsMs: number;
  /** Whether healing counts from its beginning, as it is over in a moment; else from its end. */
  readonly isMoment: boolean;
  /** Takes as long as it lasts. @param usual what the line does anyway, and goes on to do */
  inflict(net: ShapedNet, usual: Shape): Promise<void>;
  /** Ends it, at once; without it `inflict` does. */
  relieve?(net: ShapedNet): Promise<void>;
}

/** Longer ones run only when asked for. */
export const LONG_MS = 5 * MINUTE_MS;

/** How long people write over a line that is slow or loses packets, which then stays as it is. */
const WEATHER_MS = 8 * SECOND_MS;

/** Too long for ICE, which gives up after some 15 s. */
const DEADLY_MS = 20 * SECOND_MS;

/** Between two cuts: what healed the first must be there again for the second. */
const BREATH_MS = 10 * SECOND_MS;

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

const weather = (name: string, shape: Shape): Fault => ({
  name,
  lastsMs: WEATHER_MS,
  isMoment: false,
  async inflict({ line }, usual) {
    await line.shape({ ...usual, ...shape });
    await pause(WEATHER_MS);
  },
});

const cut = (name: string, lastsMs: number): Fault => ({
  name,
  lastsMs,
  isMoment: false,
  async inflict({ line }) {
    await line.cut();
    await pause(lastsMs);
  },
  relieve: ({ line }) => line.mend(),
});

/** One side takes another address in the middle of a cut. */
const addressInCut = (name: string, lastsMs: number): Fault => ({
  ...cut(name, lastsMs),
  async inflict({ ada, line }) {
    await line.cut();
    await pause(lastsMs / 2);
    await ada.moveTo(neighbour(ada.address));
    await pause(lastsMs / 2);
  },
});

export const FAULTS: readonly Fault[] = [
  weather('loss-1', { lossPercent: 1 }),
  weather('loss-5', { lossPercent: 5 }),
  weather('delay-50', { roundTripMs: 50 }),
  weather('delay-150', { roundTripMs: 150 }),
  cut('cut-10s', 10 * SECOND_MS),
  cut('cut-60s', MINUTE_MS),
  cut('cut-10min', 10 * MINUTE_MS),
  cut('cut-60min', 60 * MINUTE_MS),
  {
    name: 'cut-twice',
    lastsMs: 2 * DEADLY_MS + BREATH_MS,
    isMoment: false,
    async inflict({ line }) {
      await line.cut();
      await pause(DEADLY_MS);
      await line.mend();
      await pause(BREATH_MS);
      await line.cut();
      await pause(DEADLY_MS);
    },
    relieve: ({ line }) => line.mend(),
  },
  {
    name: 'address',
    lastsMs: 0,
    isMoment: true,
    inflict: ({ ada }) => ada.moveTo(neighbour(ada.address)),
  },
  {
    name: 'device',
    lastsMs: 0,
    isMoment: true,
    inflict: ({ ada }) => ada.switchTo(neighbour(ada.address)),
  },
  addressInCut('address-in-cut', DEADLY_MS),
  addressInCut('address-in-10min', 10 * MINUTE_MS),
  addressInCut('address-in-60min', 60 * MINUTE_MS),
];

/** Another address of the same network, which nobody has. */
function neighbour(address: string): string {
  const [a, b, c, d] = address.split('.').map(Number);
  return [a, b, c, (d ?? 0) + 100].join('.');
}
