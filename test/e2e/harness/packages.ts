/** Debian packages that some tests need, installed where nothing keeps us from it. */
import { spawnSync } from 'node:child_process';

/** Tests that run beside these may be installing something, too. */
const WAIT_S = 100;
const LIMIT_MS = 120_000;

/** Tries to install them, with fresh lists when those that are there serve no more. */
export function installPackages(packages: readonly string[]): void {
  // Services that come with them are not started.
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' };
  const aptGet = (...args: string[]): boolean => {
    const options = { env, stdio: 'ignore', timeout: LIMIT_MS } as const;
    return (
      spawnSync('apt-get', ['-o', `DPkg::Lock::Timeout=${WAIT_S}`, ...args], options).status === 0
    );
  };
  const install = (): boolean => aptGet('install', '-y', '--no-install-recommends', ...packages);
  if (install()) return;
  aptGet('update');
  install();
}
