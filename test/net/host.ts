/** A machine in a world: one network namespace with one device, `eth0`, and what can happen to it. */
import type { World } from './world.ts';

/** All our networks leave the last of the four numbers to the hosts. */
const PREFIX_BITS = 24;

export class Host {
  #address: string;

  /**
   * @param name of its network
   * @param gateway what its default route leads to
   */
  constructor(
    protected readonly world: World,
    readonly name: string,
    address: string,
    private readonly gateway: string,
  ) {
    this.#address = address;
  }

  get address(): string {
    return this.#address;
  }

  /** Gives the device its address; the device must be there. */
  async start(): Promise<void> {
    await this.run(`
      ip link set lo up
      ip address add ${this.#address}/${PREFIX_BITS} dev eth0
    `);
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
    await this.run('ip link set eth0 down');
  }

  /** Brings the link up again, with its address and routes. */
  async plug(): Promise<void> {
    await this.run(`ip link set eth0 up; ip route replace default via ${this.gateway}`);
  }

  /** Takes another address of the same network, as after another DHCP lease. */
  async moveTo(address: string): Promise<void> {
    await this.run(`
      ip address delete ${this.#address}/${PREFIX_BITS} dev eth0
      ip address add ${address}/${PREFIX_BITS} dev eth0
      ip route replace default via ${this.gateway}
    `);
    this.#address = address;
  }
}
