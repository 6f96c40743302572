/**
 * Two homes and what is between them.
 *
 *   lan:          ada ── wire ── bob                          one subnet
 *   nat:          ada ── router ── wire ── router ── bob      each behind address translation of its own
 *   symmetric:    the same; every conversation gets an outer port of its own, that nobody can foresee
 *   udp-blocked:  the same as nat, but no UDP leaves or enters either home
 *   apart:        the same, but nothing leaves or enters either home, and there is no STUN server
 *
 * The wire is a bridge. Its own address is the way out of the homes' networks: in `lan` the home
 * router, elsewhere the internet with its STUN servers. Beyond it every packet is lost without a word.
 *
 * A shaped net has a line in the wire, between what is Ada's and what is Bob's:
 *
 *   ada ── … ── wire ── line ── far ── … ── bob
 */
import { Home } from './home.ts';
import { Line } from './line.ts';
import { behindRouter, INTERNET, type RouterKind } from './routers.ts';
import { World } from './world.ts';

export type NetKind = 'lan' | RouterKind;

export interface Net {
  readonly kind: NetKind;
  readonly ada: Home;
  readonly bob: Home;
  /** The STUN servers of the internet; none where there is no internet. */
  readonly stunUrls: readonly string[];
  /** Ends every process in it and takes everything down. */
  stop(): Promise<void>;
}

/** A net whose middle is a line; `line` does nothing to packets until it is told. */
export interface ShapedNet extends Net {
  readonly line: Line;
}

/** Two, for a page that asks both sees whether its router gives each conversation a port of its own. */
const STUN_PORTS = [3478, 3479];
const STUN_URLS = STUN_PORTS.map((port) => `stun:${INTERNET}.1:${port}`);

/** One is enough where ports are kept. */
const SERVERS: Readonly<Record<NetKind, readonly string[]>> = {
  lan: [],
  nat: STUN_URLS.slice(0, 1),
  symmetric: STUN_URLS,
  'udp-blocked': STUN_URLS,
  apart: [],
};

/**
 * The wire, and the names of those ends of it that are cut. Addresses are still asked for over a cut:
 * a host that knows nobody's hardware address would tell its programs, and silence is wanted.
 */
const WIRE = `
  ip link set lo up
  ip link add wire type bridge mcast_snooping 0
  ip link set wire up
  nft -f - <<END
    table bridge faults {
      set cut { type ifname; }
      chain from { type filter hook prerouting priority 0; iifname @cut ether type ip drop; }
      chain to { type filter hook postrouting priority 0; oifname @cut ether type ip drop; }
    }
END
`;

/** What is beyond the line in a shaped net. */
const FAR = `
  ip link add far type bridge mcast_snooping 0
  ip link set far up
`;

/** @param kind see above @throws Error when this machine cannot; ask whyNoNetworks() first */
export function startNet(kind: NetKind): Promise<Net> {
  return inWorld((world) => build(world, kind, 'wire'));
}

/** @throws Error when this machine cannot; ask whyNoShapedNetworks() first */
export function startShapedNet(kind: NetKind): Promise<ShapedNet> {
  return inWorld(async (world) => {
    await world.run('', FAR);
    const line = await Line.between(world, 'wire', 'far');
    return { ...(await build(world, kind, 'far')), line };
  });
}

/** Begins a world with its wire; it ends when `work` fails. */
async function inWorld<T>(work: (world: World) => Promise<T>): Promise<T> {
  const world = await World.begin();
  try {
    await world.run('', WIRE);
    return await work(world);
  } catch (error) {
    await world.end();
    throw error;
  }
}

/** @param bobsBridge what Bob's side is connected to */
async function build(world: World, kind: NetKind, bobsBridge: 'wire' | 'far'): Promise<Net> {
  const [ada, bob] = await (kind === 'lan'
    ? lan(world, bobsBridge)
    : internet(world, kind, bobsBridge));
  const stop = async (): Promise<void> => {
    for (const home of [ada, bob]) home.close();
    await world.end();
  };
  return { kind, ada, bob, stop, stunUrls: SERVERS[kind] };
}

async function lan(world: World, bobsBridge: string): Promise<[Home, Home]> {
  const gateway = '192.168.1.1';
  await world.run('', `ip address add ${gateway}/24 dev wire`);
  const home = async (name: string, address: string, bridge: string): Promise<Home> => {
    const made = new Home(world, name, { address, gateway, outlet: { network: '', bridge } });
    await made.start();
    return made;
  };
  return [await home('ada', '192.168.1.2', 'wire'), await home('bob', '192.168.1.3', bobsBridge)];
}

async function internet(world: World, kind: RouterKind, bobsBridge: string): Promise<[Home, Home]> {
  await world.run('', `ip address add ${INTERNET}.1/24 dev wire`);
  await world.serve('', 'stun.mjs', [`${INTERNET}.1`, ...STUN_PORTS.map(String)]);
  return [
    await behindRouter(world, kind, 'ada', { number: 1, bridge: 'wire' }),
    await behindRouter(world, kind, 'bob', { number: 2, bridge: bobsBridge }),
  ];
}
