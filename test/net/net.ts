/**
 * Two homes and what is between them.
 *
 *   lan:  ada ── wire ── bob                          one subnet
 *   nat:  ada ── router ── wire ── router ── bob      each behind address translation of its own
 *
 * The wire is a bridge. Its own address is the way out of the homes' networks: in `lan` the home
 * router, in `nat` the internet with its STUN server. Beyond it every packet is lost without a word.
 */
import { Home } from './home.ts';
import { Host } from './host.ts';
import { World } from './world.ts';

export type NetKind = 'lan' | 'nat';

export interface Net {
  readonly kind: NetKind;
  readonly ada: Home;
  readonly bob: Home;
  /** The STUN server that both reach, where there is one. */
  readonly stunUrl: string | null;
  /** Ends every process in it and takes everything down. */
  stop(): Promise<void>;
}

/** TEST-NET-2 (RFC 5737) plays the internet. */
const INTERNET = '198.51.100';
const STUN_PORT = 3478;

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

/**
 * What routers at home do: outgoing traffic takes the router's address, keeping its port while that
 * is free; what nobody inside asked for is lost. Dropped packets leave no trace in the connection
 * table; refused ones would, and take the ports that the other side is about to need.
 */
const ROUTER = `
  echo 1 >/proc/sys/net/ipv4/ip_forward
  nft -f - <<END
    table ip nat {
      chain out { type nat hook postrouting priority srcnat; oifname "eth0" masquerade; }
    }
    table ip guard {
      chain input { type filter hook input priority 0; iifname "eth0" ct state new drop; }
      chain forward { type filter hook forward priority 0; iifname "eth0" ct state new drop; }
    }
END
`;

/** @param kind see above @throws Error when this machine cannot; ask whyNoNetworks() first */
export async function startNet(kind: NetKind): Promise<Net> {
  const world = await World.begin();
  try {
    await world.run('', WIRE);
    const [ada, bob] = await (kind === 'lan' ? lan(world) : nat(world));
    const stop = async (): Promise<void> => {
      for (const home of [ada, bob]) home.close();
      await world.end();
    };
    return {
      kind,
      ada,
      bob,
      stop,
      stunUrl: kind === 'nat' ? `stun:${INTERNET}.1:${STUN_PORT}` : null,
    };
  } catch (error) {
    await world.end();
    throw error;
  }
}

async function lan(world: World): Promise<[Home, Home]> {
  const gateway = '192.168.1.1';
  await world.run('', `ip address add ${gateway}/24 dev wire`);
  const ada = new Home(world, 'ada', { address: '192.168.1.2', gateway });
  const bob = new Home(world, 'bob', { address: '192.168.1.3', gateway });
  for (const home of [ada, bob]) {
    await connectToWire(world, home);
    await home.start();
  }
  return [ada, bob];
}

async function nat(world: World): Promise<[Home, Home]> {
  await world.run('', `ip address add ${INTERNET}.1/24 dev wire`);
  await world.serve('', 'stun.mjs', [`${INTERNET}.1`, String(STUN_PORT)]);
  return [
    await behindRouter(world, 'ada', `${INTERNET}.11`, '192.168.1'),
    await behindRouter(world, 'bob', `${INTERNET}.22`, '192.168.2'),
  ];
}

/** @param subnet the first three numbers of the addresses behind the router */
async function behindRouter(
  world: World,
  name: string,
  publicAddress: string,
  subnet: string,
): Promise<Home> {
  const router = new Host(world, `router-${name}`, publicAddress, `${INTERNET}.1`);
  await connectToWire(world, router);
  await router.start();
  await router.run(ROUTER);
  await world.run(
    '',
    `
      ip netns add ${name}
      ip link add home netns ${router.name} type veth peer name eth0 netns ${name}
      ip -n ${router.name} address add ${subnet}.1/24 dev home
      ip -n ${router.name} link set home up
    `,
  );
  const gateway = `${subnet}.1`;
  const home = new Home(world, name, { address: `${subnet}.2`, gateway, uplink: router });
  await home.start();
  return home;
}

/** Makes the host's network, with `eth0` at the other end of a port of the wire. */
async function connectToWire(world: World, { name }: Host): Promise<void> {
  await world.run(
    '',
    `
      ip netns add ${name}
      ip link add to-${name} type veth peer name eth0 netns ${name}
      ip link set to-${name} master wire up
    `,
  );
}
