/** A machine in a world: one network namespace, one cable, and what can happen to it. */
import type { World } from './world.ts';

/** All our networks leave the last of the four numbers to the hosts. */
const PREFIX_BITS = 24;

/** Where a cable goes: a bridge in one of the networks ('' for the world's own). */
export interface Outlet {
  readonly network: string;
  readonly bridge: string;
}

/** How a host is connected. */
export interface Place {
  readonly address: string;
  /** What its default route leads to. */
  readonly gateway: string;
  readonly outlet: Outlet;
}

/**
 * Addresses of IPv6 count at once: seconds later they would change the network under a page that is
 * just being loaded, and Chromium breaks off what is under way.
 */
const SETTLED_AT_ONCE = 'echo 0 >/proc/sys/net/ipv6/conf/default/accept_dad || true';

export class Host {
  #address: string;
  /** Which cable it uses, counted from 0; see `switchTo`. */
  #cable = 0;

  /** @param name of its network */
  constructor(
    protected readonly world: World,
    readonly name: string,
    private readonly place: Place,
  ) {
    this.#address = place.address;
  }

  get address(): string {
    return this.#address;
  }

  /** The device at the far end of its cable, on the bridge. */
  get end(): string {
    return this.#cable === 0 ? `to-${this.name}` : `to-${this.name}-${this.#cable}`;
  }

  get #device(): string {
    return `eth${this.#cable}`;
  }

  /** Makes its network and connects it. */
  async start(): Promise<void> {
    await this.world.run('', `ip netns add ${this.name}; ip -n ${this.name} link set lo up`);
    await this.run(SETTLED_AT_ONCE);
    await this.#lay();
    await this.plug();
  }

  /** Runs shell commands there. @returns what they print */
  run(commands: string): Promise<string> {
    return this.world.run(this.name, commands);
  }

  /** Starts a program of our own there, from inside/, and waits until it says that it is ready. */
  serve(script: string, args: readonly string[]): ReturnType<World['serve']> {
    return this.world.serve(this.name, script, args);
  }

  /** Takes the link down, as pulling the cable or leaving the Wi-Fi does: the host notices. */
  async unplug(): Promise<void> {
    await this.run(`ip link set ${this.#device} down`);
  }

  /** Brings the link up again, with its address and routes. */
  async plug(): Promise<void> {
    await this.run(`ip link set ${this.#device} up; ${this.#route()}`);
  }

  /** Takes another address of the same network, as after another DHCP lease. */
  async moveTo(address: string): Promise<void> {
    await this.run(`
      ip address delete ${this.#address}/${PREFIX_BITS} dev ${this.#device}
      ip address add ${address}/${PREFIX_BITS} dev ${this.#device}
      ${this.#route()}
    `);
    this.#address = address;
  }

  /** Goes on over another device with another address, as from Wi-Fi to a cable; the old one goes down. */
  async switchTo(address: string): Promise<void> {
    const old = this.#device;
    this.#cable += 1;
    this.#address = address;
    await this.#lay();
    await this.plug();
    await this.run(`ip link delete ${old}`);
  }

  /** Connects a new device to the outlet and gives it the address. */
  async #lay(): Promise<void> {
    const { network, bridge } = this.place.outlet;
    await this.world.run(
      network,
      `
        ip link add ${this.end} type veth peer name ${this.#device} netns ${this.name}
        ip link set ${this.end} master ${bridge} up
      `,
    );
    await this.run(`ip address add ${this.#address}/${PREFIX_BITS} dev ${this.#device}`);
  }

  #route(): string {
    return `ip route replace default via ${this.place.gateway} dev ${this.#device}`;
  }
}
