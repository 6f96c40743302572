/** Unlocking with this device: Chromium with an authenticator that knows `prf`, and browsers without one. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CDPSession } from 'puppeteer-core';
import type { BrowserKind } from './harness/browser.ts';
import { guests } from './harness/guests.ts';
import { firstStart } from './harness/meet.ts';
import type { Person } from './harness/person.ts';
import { startServer, type TestServer } from './harness/server.ts';

const PASSPHRASE = 'two cans, one fingerprint';
const OTHER = 'two cans, another fingerprint';
const FIELD = { css: 'input[type="password"]' };
const BY_DEVICE = { role: 'button', name: 'Unlock with this device' };
const LET = { role: 'button', name: 'Let this device unlock' };

let server: TestServer;

beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.stop());
const someone = guests();

/** A fingerprint reader, as far as a browser sees one. */
class Reader {
  private constructor(
    private readonly session: CDPSession,
    private readonly authenticatorId: string,
  ) {}

  static async plugInto(person: Person): Promise<Reader> {
    const session = await person.page.createCDPSession();
    await session.send('WebAuthn.enable');
    const { authenticatorId } = await session.send('WebAuthn.addVirtualAuthenticator', {
      options: {
        protocol: 'ctap2',
        ctap2Version: 'ctap2_1',
        transport: 'internal',
        hasResidentKey: true,
        hasUserVerification: true,
        hasPrf: true,
        isUserVerified: true,
      },
    });
    return new Reader(session, authenticatorId);
  }

  /** Whether the next finger is the owner's. */
  async knows(isUserVerified: boolean): Promise<void> {
    const { authenticatorId } = this;
    await this.session.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified });
  }

  async passkeys(): Promise<number> {
    const { authenticatorId } = this;
    const { credentials } = await this.session.send('WebAuthn.getCredentials', { authenticatorId });
    return credentials.length;
  }
}

async function openSettings(person: Person): Promise<void> {
  await person.click({ role: 'button', name: 'Settings' });
  await person.see({ role: 'heading', name: 'Lock' });
}

async function setPassphrase(person: Person): Promise<void> {
  await openSettings(person);
  await person.click({ role: 'button', name: 'Set a passphrase' });
  await person.type(FIELD, PASSPHRASE);
  await person.press('Enter');
  await person.see({ text: 'The passphrase is set.' });
}

async function typePassphrase(person: Person, passphrase: string): Promise<void> {
  await person.fill(FIELD, passphrase);
  await person.press('Enter');
  await person.see({ role: 'button', name: 'Connect a friend' });
}

describe('a device with a fingerprint reader', () => {
  it('unlocks beside the passphrase, through its change, and not once it is turned off', async () => {
    const ada = await someone('chromium');
    const reader = await Reader.plugInto(ada);
    await firstStart(ada, server.url, 'Ada');
    await setPassphrase(ada);
    await ada.click(LET);
    await ada.fill(FIELD, 'not the passphrase');
    await ada.press('Enter');
    await ada.see({ text: 'That is not the passphrase.' });
    expect(await reader.passkeys()).toBe(0);
    await ada.fill(FIELD, PASSPHRASE);
    await ada.press('Enter');
    await ada.see({ text: 'From now on this device unlocks Twocan too.' });
    expect(await reader.passkeys()).toBe(1);
    expect(await ada.accessibilityProblems()).toEqual([]);

    await ada.reload();
    await ada.see(BY_DEVICE);
    expect(await ada.accessibilityProblems()).toEqual([]);
    await ada.click(BY_DEVICE);
    await ada.see({ role: 'button', name: 'Connect a friend' });

    // Another passphrase, and the same device.
    await openSettings(ada);
    await ada.click({ role: 'button', name: 'Change passphrase' });
    await ada.fill({ css: 'input[autocomplete="current-password"]' }, PASSPHRASE);
    await ada.fill({ css: 'input[autocomplete="new-password"]' }, OTHER);
    await ada.press('Enter');
    await ada.see({ text: 'The passphrase is set.' });
    await ada.reload();
    await ada.click(BY_DEVICE);
    await ada.see({ role: 'button', name: 'Connect a friend' });

    // Another finger opens nothing; the passphrase does.
    await ada.reload();
    await ada.see(BY_DEVICE);
    await reader.knows(false);
    await ada.click(BY_DEVICE);
    await ada.see({ text: 'The device did not confirm it.' });
    await typePassphrase(ada, OTHER);

    await openSettings(ada);
    await ada.click({ role: 'button', name: 'Turn off' });
    await ada.see({ text: 'From now on the passphrase alone unlocks Twocan.' });
    await ada.reload();
    await typePassphrase(ada, OTHER);
    ada.assertClean();
  });
});

describe.each<BrowserKind>(['chromium', 'firefox'])('%s without one', (kind) => {
  it('offers nothing of it, and the passphrase works', async () => {
    const ada = await someone(kind);
    await firstStart(ada, server.url, 'Ada');
    await setPassphrase(ada);
    await ada.see({ text: 'Keep lines open while locked' });
    expect(await ada.sees(LET)).toBe(false);
    await ada.reload();
    await ada.see(FIELD);
    expect(await ada.sees(BY_DEVICE)).toBe(false);
    await typePassphrase(ada, PASSPHRASE);
    ada.assertClean();
  });
});
