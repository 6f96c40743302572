/** What networks of our own need: Linux, root, and a few packages that Debian installs in seconds. */
import { spawnSync } from 'node:child_process';
import { installPackages } from '../e2e/harness/packages.ts';

/** What must work at the least, and the packages that it takes. */
interface Requirement {
  readonly packages: readonly string[];
  readonly trial: string;
}

/** A world of its own, with a bridge, a pair of ends and a packet filter. */
const NETWORKS: Requirement = {
  packages: ['iproute2', 'nftables'],
  trial: `
    ip link add name wire type bridge && ip link add name to-ada type veth peer name eth0 &&
    nft add table bridge faults && nft add table ip nat
  `,
};

/** inside/line.py, and a device for it. */
const LINES: Requirement = {
  packages: ['python3'],
  trial: `
    ip tuntap add dev line mode tap
    python3 -c 'import fcntl, json, random, select, struct'
  `,
};

function tryOut(trial: string): string | null {
  const args = ['--net', '--pid', '--fork', '--kill-child', '--mount-proc', 'sh', '-ec', trial];
  const { status, stderr, error } = spawnSync('unshare', args, { encoding: 'utf8' });
  if (error) return error.message;
  return status === 0 ? null : (stderr.trim().split('\n').at(-1) ?? 'no network namespaces');
}

function whyNot({ packages, trial }: Requirement): string | null {
  if (tryOut(trial) === null) return null;
  installPackages(packages);
  return tryOut(trial);
}

let networks: string | null | undefined;
let lines: string | null | undefined;

/** Why there can be no networks of our own here, or null. Installs what is missing where it may. */
export function whyNoNetworks(): string | null {
  networks ??= look();
  return networks;
}

/** The same for networks with a line whose faults are controlled. */
export function whyNoShapedNetworks(): string | null {
  lines ??= whyNoNetworks() ?? whyNot(LINES);
  return lines;
}

function look(): string | null {
  if (process.platform !== 'linux') return 'networks of our own need Linux';
  if (process.getuid?.() !== 0) return 'networks of our own need root';
  const problem = whyNot(NETWORKS);
  return problem === null ? null : `no networks of our own: ${problem}`;
}
