/** `npm run test:net`: runs faults one after the other, each between two people who have just met. */
import type { BrowserKind } from '../../e2e/harness/browser.ts';
import { withNetPair } from '../pair.ts';
import { whyNoShapedNetworks } from '../requirements.ts';
import { inTurn, type Run } from '../turns.ts';
import { FAULTS, LONG_MS, type Fault } from './cases.ts';
import { isWell, runFault, type FaultResult } from './run.ts';

export interface FaultsOptions {
  /** Names of cases, such as `cut-10s` or `cut-10s+file`; none: all but the long ones. */
  readonly names: readonly string[];
  /** The long ones as well. */
  readonly all: boolean;
  /** Both people behind routers of their own, instead of on one LAN. */
  readonly nat: boolean;
  /** All at the same time, so that long ones take no longer than the longest. */
  readonly together: boolean;
  /** Ada's browser and Bob's, of each run. */
  readonly pairings: readonly (readonly [BrowserKind, BrowserKind])[];
}

interface Case {
  readonly name: string;
  readonly fault: Fault;
  readonly withFile: boolean;
  readonly browsers: readonly [BrowserKind, BrowserKind];
}

/** @returns what became of each, and whether all of it is as it should be @throws Error naming what is not there */
export async function faults(
  options: FaultsOptions,
): Promise<{ readonly results: readonly FaultResult[]; readonly areWell: boolean }> {
  const reason = whyNoShapedNetworks();
  if (reason !== null) throw new Error(`This needs networks of our own: ${reason}.`);
  const busy = inTurn();
  const running: Promise<FaultResult>[] = [];
  for (const chosen of chooseCases(options)) {
    running.push(runCase(chosen, options.nat, busy));
    if (!options.together) await running.at(-1);
  }
  const results = await Promise.all(running);
  return { results, areWell: results.every(isWell) };
}

async function runCase(
  { name, fault, withFile, browsers }: Case,
  nat: boolean,
  busy: Run,
): Promise<FaultResult> {
  try {
    const network = nat ? 'nat' : 'lan';
    const result = await withNetPair({ network, browsers, busy }, async (pair) => ({
      ...(await runFault(pair, fault, withFile, busy)),
      case: name,
    }));
    console.log(`${isWell(result) ? 'well' : 'NOT WELL'}: ${JSON.stringify(result)}`);
    return result;
  } catch (error) {
    // The others are worth running all the same.
    console.error(`NOT WELL: ${name}`, error);
    const nothing = { lost: 0, doubled: 0, healMs: null, openMs: null };
    return { case: name, ...nothing, hashEqual: withFile ? false : null };
  }
}

function chooseCases({ names, all, pairings }: FaultsOptions): readonly Case[] {
  const known = FAULTS.flatMap((fault) => [
    { name: fault.name, fault, withFile: false },
    { name: `${fault.name}+file`, fault, withFile: true },
  ]);
  const unknown = names.filter((name) => !known.some((each) => each.name === name));
  if (unknown.length > 0) {
    const there = known.map(({ name }) => name).join(', ');
    throw new Error(`There is no case ${unknown.join(', ')}. There are: ${there}.`);
  }
  const chosen = known.filter(({ name, fault }) =>
    names.length > 0 ? names.includes(name) : all || fault.lastsMs < LONG_MS,
  );
  return pairings.flatMap((browsers) =>
    chosen.map(({ name, ...rest }) => ({
      ...rest,
      browsers,
      name: pairings.length > 1 ? `${name} ${browsers.join('-')}` : name,
    })),
  );
}
