/** What a browser's processes cost, read from Linux's /proc (proc(5)). */
import { readdirSync, readFileSync } from 'node:fs';

/** The unit of CPU times in /proc: USER_HZ, which is 100 on every common architecture. */
const MS_PER_TICK = 10;
/** The page size on x86-64 and most arm64 systems. */
const MEMORY_PAGE_BYTES = 4096;
const MIB = 1024 * 1024;

interface Process {
  readonly pid: number;
  readonly parent: number;
  readonly cpuMs: number;
}

function read(pid: number): Process | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name in brackets may hold spaces: fields are counted behind it, from the state on.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const ticks = Number(fields[11]) + Number(fields[12]);
    return { pid, parent: Number(fields[1]), cpuMs: ticks * MS_PER_TICK };
  } catch {
    // It ended between the listing and the reading.
    return null;
  }
}

/** This process and all that it started. */
function family(root: number): Process[] {
  const all = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((name) => read(Number(name)))
    .filter((found) => found !== null);
  const members = new Set([root]);
  // A child may be listed before its parent: repeat until nothing is added.
  for (let before = 0; before !== members.size;) {
    before = members.size;
    for (const { pid, parent } of all) if (members.has(parent)) members.add(pid);
  }
  return all.filter(({ pid }) => members.has(pid));
}

/** CPU time used so far by a browser with all its processes. */
export function cpuMs(browserPid: number): number {
  return family(browserPid).reduce((sum, { cpuMs: own }) => sum + own, 0);
}

/** Resident memory of a Chromium browser's largest renderer: the page with its workers. */
export function pageMiB(browserPid: number): number {
  const sizes = family(browserPid).map(({ pid }) => {
    try {
      const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8');
      if (!command.includes('--type=renderer')) return 0;
      const resident = readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1];
      return (Number(resident) * MEMORY_PAGE_BYTES) / MIB;
    } catch {
      return 0;
    }
  });
  return Math.max(0, ...sizes);
}
