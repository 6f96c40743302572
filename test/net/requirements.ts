/** What networks of our own need: Linux, root, and two packages that Debian installs in seconds. */
import { spawnSync } from 'node:child_process';

const PACKAGES = ['iproute2', 'nftables'];

/** The least that must work: a world of its own, with a bridge, a pair of ends and a packet filter. */
const TRIAL = `
  ip link add name wire type bridge && ip link add name to-ada type veth peer name eth0 &&
  nft add table bridge faults && nft add table ip nat
`;

function tryOut(): string | null {
  const args = ['--net', '--pid', '--fork', '--kill-child', '--mount-proc', 'sh', '-ec', TRIAL];
  const { status, stderr, error } = spawnSync('unshare', args, { encoding: 'utf8' });
  if (error) return error.message;
  return status === 0 ? null : (stderr.trim().split('\n').at(-1) ?? 'no network namespaces');
}

function install(): void {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const options = { env, stdio: 'ignore', timeout: 120_000 } as const;
  const args = ['install', '-y', '--no-install-recommends', ...PACKAGES];
  if (spawnSync('apt-get', args, options).status === 0) return;
  spawnSync('apt-get', ['update'], options);
  spawnSync('apt-get', args, options);
}

let reason: string | null | undefined;

/** Why there can be no networks of our own here, or null. Installs what is missing where it may. */
export function whyNoNetworks(): string | null {
  reason ??= look();
  return reason;
}

function look(): string | null {
  if (process.platform !== 'linux') return 'networks of our own need Linux';
  if (process.getuid?.() !== 0) return 'networks of our own need root';
  if (tryOut() === null) return null;
  install();
  const problem = tryOut();
  return problem === null ? null : `no networks of our own: ${problem}`;
}
