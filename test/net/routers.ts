/** Routers as homes have them, each with one home behind it. */
import { Home } from './home.ts';
import { Host } from './host.ts';
import type { World } from './world.ts';

export type RouterKind = 'nat' | 'symmetric' | 'udp-blocked' | 'apart';

/** TEST-NET-2 (RFC 5737) plays the internet. */
export const INTERNET = '198.51.100';

/** Where a router stands. */
interface Site {
  /** Tells the two homes' addresses apart. */
  readonly number: 1 | 2;
  /** The wire's bridge that it is connected to. */
  readonly bridge: string;
}

/**
 * What routers at home do: outgoing traffic takes the router's address, keeping its port while that
 * is free; what nobody inside asked for is lost. Dropped packets leave no trace in the connection
 * table; refused ones would, and take the ports that the other side is about to need.
 *
 * @param masquerade how outgoing traffic takes the router's address
 * @param forbidden what does not leave the home; lost as well
 */
const router = (masquerade: string, forbidden = ''): string => `
  echo 1 >/proc/sys/net/ipv4/ip_forward
  ip link add home type bridge mcast_snooping 0
  nft -f - <<END
    table ip nat {
      chain out { type nat hook postrouting priority srcnat; oifname "eth0" ${masquerade}; }
    }
    table ip guard {
      chain input { type filter hook input priority 0; iifname "eth0" ct state new drop; }
      chain forward { type filter hook forward priority 0; ${forbidden} iifname "eth0" ct state new drop; }
    }
END
`;

const ROUTERS: Readonly<Record<RouterKind, string>> = {
  nat: router('masquerade'),
  // The port depends on who is spoken to (RFC 4787 §4.1), and tells nothing of the next one.
  symmetric: router('masquerade fully-random'),
  'udp-blocked': router('masquerade', 'meta l4proto udp drop;'),
  apart: router('masquerade', 'drop;'),
};

/** Makes a router at the wire and a home behind it. @param name of the home */
export async function behindRouter(
  world: World,
  kind: RouterKind,
  name: string,
  { number, bridge }: Site,
): Promise<Home> {
  const router = new Host(world, `router-${name}`, {
    address: `${INTERNET}.${number}${number}`,
    gateway: `${INTERNET}.1`,
    outlet: { network: '', bridge },
  });
  await router.start();
  await router.run(ROUTERS[kind]);
  const gateway = `192.168.${number}.1`;
  await router.run(`ip address add ${gateway}/24 dev home; ip link set home up`);
  const outlet = { network: router.name, bridge: 'home' };
  const home = new Home(world, name, { address: `192.168.${number}.2`, gateway, outlet }, router);
  await home.start();
  return home;
}
