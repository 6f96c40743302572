/** A person's own computer in a world: the page is served there, and browsers run there. */
import { createServer, type AddressInfo, type Server } from 'node:net';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Place as BrowserPlace } from '../e2e/harness/browser.ts';
import { DIST } from '../e2e/harness/server.ts';
import { Host, type Place } from './host.ts';
import { ENTER, type World } from './world.ts';

/** Free in every network that was just made. */
const PAGE_PORT = 8080;

const CONNECT = fileURLToPath(new URL('inside/connect.mjs', import.meta.url));

export class Home extends Host implements BrowserPlace {
  /** The same in every home, and a secure context. */
  readonly url = `http://localhost:${PAGE_PORT}/`;
  readonly #doors: Server[] = [];

  /** @param router what is before it; without one it is on the common wire itself */
  constructor(
    world: World,
    name: string,
    place: Place,
    private readonly router: Host | null = null,
  ) {
    super(world, name, place);
  }

  /** What is on the common wire: the router, or the home itself. */
  get uplink(): Host {
    return this.router ?? this;
  }

  override async start(): Promise<void> {
    await super.start();
    await this.serve('page.mjs', [DIST, String(PAGE_PORT)]);
  }

  /** Loses every packet between this home and all others; nobody is told, links stay up. */
  async cut(): Promise<void> {
    await this.world.run('', `nft add element bridge faults cut '{ "${this.uplink.end}" }'`);
  }

  /** Ends a cut. */
  async mend(): Promise<void> {
    await this.world.run('', `nft delete element bridge faults cut '{ "${this.uplink.end}" }'`);
  }

  launcher(program: string): ReturnType<BrowserPlace['launcher']> {
    return { executablePath: ENTER, env: this.world.env(this.name, program) };
  }

  async openPort(): Promise<number> {
    const door = createServer((socket) => {
      const { port } = door.address() as AddressInfo;
      const inside = this.world.spawn(this.name, process.execPath, [CONNECT, String(port)]);
      socket.pipe(inside.stdin);
      inside.stdout.pipe(socket);
      // Either end may be gone before the other.
      for (const stream of [socket, inside.stdin]) stream.on('error', () => socket.destroy());
    });
    this.#doors.push(door);
    door.listen(0, '127.0.0.1');
    await once(door, 'listening');
    return (door.address() as AddressInfo).port;
  }

  /** Closes what `openPort` opened; the rest ends with the world. */
  close(): void {
    for (const door of this.#doors.splice(0)) door.close();
  }
}
