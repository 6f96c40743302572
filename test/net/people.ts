/** People in networks of their own. */
import type { BrowserKind } from '../e2e/harness/browser.ts';
import { firstStart } from '../e2e/harness/meet.ts';
import { launch, type Person, type PersonOptions } from '../e2e/harness/person.ts';
import type { Home } from './home.ts';
import type { Net } from './net.ts';

export interface ArrivalOptions extends Omit<PersonOptions, 'place'> {
  /** What the page's clock shows when it is opened; the right time unless given. */
  readonly clockMs?: number;
}

/** Starts a browser at home, gives it a name and the net's servers, and shows the list of friends. */
export async function arrive(
  net: Net,
  home: Home,
  name: string,
  kind: BrowserKind,
  { clockMs, ...options }: ArrivalOptions = {},
): Promise<Person> {
  const person = await launch(kind, { ...options, place: home });
  try {
    if (clockMs !== undefined) await person.page.evaluateOnNewDocument(setClock, clockMs);
    await firstStart(person, home.url, name);
    if (net.stunUrls.length > 0) await addServers(person, net.stunUrls);
    return person;
  } catch (error) {
    await person.close();
    throw error;
  }
}

/** Runs inside the page, so it stands alone. */
function setClock(clockMs: number): void {
  const wrongByMs = clockMs - Date.now();
  const RealDate = Date;
  const now = (): number => RealDate.now() + wrongByMs;
  globalThis.Date = class extends RealDate {
    static override now = now;
    constructor(...args: unknown[]) {
      super(...((args.length === 0 ? [now()] : args) as [number]));
    }
  } as DateConstructor;
}

/** Enters servers in the settings, as a person does. */
async function addServers(person: Person, urls: readonly string[]): Promise<void> {
  await person.click({ role: 'button', name: 'Settings' });
  await person.click({ css: 'summary', shown: true });
  for (const url of urls) {
    await person.click({ role: 'button', name: 'Add a server' });
    await person.fill({ css: '#url' }, url);
    await person.click({ role: 'button', name: 'Save server' });
    await person.see({ text: url });
  }
  await person.click({ role: 'button', name: /^(Back|Close)$/ });
}
