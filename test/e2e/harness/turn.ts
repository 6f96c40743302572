/** A real STUN and TURN server (coturn), and a NAT of our own making in front of it. */
import { spawn, spawnSync } from 'node:child_process';
import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import { installPackages } from './packages.ts';

export const TURN_USER = { username: 'ada', credential: 'two cans' } as const;

/** How long the server may take to answer its first question. */
const START_TIMEOUT_MS = 10_000;

/** A binding request of STUN (RFC 8489 §14) without attributes. */
const BINDING_REQUEST = Buffer.from('000100002112a442747761696e2d7475726e2121', 'hex');

export interface TurnServer {
  /** Where it listens, as `address:port`. */
  readonly place: string;
  readonly port: number;
  stop(): Promise<void>;
}

/** This machine's address on its network: Firefox asks no server on loopback. */
export const ownAddress: string =
  Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .find(({ family, internal }) => family === 'IPv4' && !internal)?.address ?? '127.0.0.1';

let reason: string | null | undefined;

/** Why there can be no TURN server here, or null. Installs coturn where it may; Debian's does not start by itself. */
export function whyNoTurn(): string | null {
  reason ??= look();
  return reason;
}

function look(): string | null {
  if (isInstalled()) return null;
  if (process.platform === 'linux' && process.getuid?.() === 0) {
    installPackages(['coturn']);
  }
  return isInstalled() ? null : 'coturn is not installed';
}

function isInstalled(): boolean {
  return spawnSync('turnserver', ['--version'], { stdio: 'ignore' }).error === undefined;
}

/** Starts coturn on a free port, for one user. */
export async function startTurn(): Promise<TurnServer> {
  const folder = await mkdtemp(join(tmpdir(), 'twocan-turn-'));
  const port = await freePort();
  const { username, credential } = TURN_USER;
  const server = spawn(
    'turnserver',
    [
      // Its own configuration stays out of it.
      '-n',
      `--listening-ip=${ownAddress}`,
      `--relay-ip=${ownAddress}`,
      `--listening-port=${port}`,
      '--lt-cred-mech',
      `--user=${username}:${credential}`,
      '--realm=twocan.test',
      '--fingerprint',
      // The friend is on this machine too.
      '--allow-loopback-peers',
      '--no-tls',
      '--no-dtls',
      '--no-cli',
      `--userdb=${join(folder, 'turndb')}`,
      `--pidfile=${join(folder, 'pid')}`,
      '--log-file=stdout',
      '--simple-log',
    ],
    { stdio: 'ignore', cwd: folder },
  );
  const stop = async (): Promise<void> => {
    const gone = server.exitCode === null ? once(server, 'exit') : null;
    server.kill('SIGKILL');
    await gone;
    await rm(folder, { recursive: true, force: true });
  };
  try {
    await untilItAnswers(port);
  } catch (error) {
    await stop();
    throw error;
  }
  return { place: `${ownAddress}:${port}`, port, stop };
}

async function untilItAnswers(port: number): Promise<void> {
  const socket = createSocket('udp4');
  const answered = once(socket, 'message');
  const ask = (): void => socket.send(BINDING_REQUEST, port, ownAddress);
  const asking = setInterval(ask, 100);
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error('coturn does not answer')), START_TIMEOUT_MS);
  });
  try {
    ask();
    await Promise.race([answered, late]);
  } finally {
    clearInterval(asking);
    clearTimeout(timer);
    socket.close();
  }
}

/** A NAT between whoever asks and one server: the server sees each client at a port of the NAT's. */
export interface Nat {
  /** Where clients send to instead of the server, as `address:port`. */
  readonly place: string;
  close(): void;
}

export async function startNat(serverPort: number): Promise<Nat> {
  const inside = createSocket('udp4');
  const outside = new Map<string, Socket>();
  inside.on('message', (message, client) => {
    const key = `${client.address}:${client.port}`;
    let socket = outside.get(key);
    if (!socket) {
      socket = createSocket('udp4');
      socket.on('message', (answer) => inside.send(answer, client.port, client.address));
      socket.bind(0, ownAddress);
      outside.set(key, socket);
    }
    socket.send(message, serverPort, ownAddress);
  });
  inside.bind(0, ownAddress);
  await once(inside, 'listening');
  return {
    place: `${ownAddress}:${inside.address().port}`,
    close() {
      inside.close();
      for (const socket of outside.values()) socket.close();
    },
  };
}

async function freePort(): Promise<number> {
  const socket = createSocket('udp4');
  socket.bind(0, ownAddress);
  await once(socket, 'listening');
  const { port } = socket.address();
  socket.close();
  return port;
}
