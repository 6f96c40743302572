/** Networks in two real browsers: servers of one's own over a real coturn, paths, reasons, and the check. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Candidate } from '../../src/wire/card.ts';
import { decodeCard, encodeCard } from '../../src/wire/card-codec.ts';
import { cardLink } from '../../src/wire/card-link.ts';
import { readCardText } from '../../src/wire/card-text.ts';
import { guests } from './harness/guests.ts';
import {
  firstStart,
  meetByLink,
  openInvite,
  pasteCard,
  seeConnected,
  showInvite,
} from './harness/meet.ts';
import type { Person } from './harness/person.ts';
import { startServer, type TestServer } from './harness/server.ts';
import {
  ownAddress,
  startNat,
  startTurn,
  TURN_USER,
  whyNoTurn,
  type TurnServer,
} from './harness/turn.ts';

const BROWSERS = ['chromium', 'firefox'] as const;

let server: TestServer;

beforeAll(async () => {
  server = await startServer();
});

afterAll(() => server.stop());

const person = guests();

async function openSettings(who: Person): Promise<void> {
  await who.click({ role: 'button', name: 'Settings' });
  await who.see({ role: 'heading', name: 'Settings' });
}

async function addServer(who: Person, url: string, password = ''): Promise<void> {
  if (!(await who.sees({ role: 'button', name: 'Add a server' }))) {
    await who.click({ css: 'summary', shown: true });
  }
  await who.click({ role: 'button', name: 'Add a server' });
  await who.fill({ css: '#url' }, url);
  if (password !== '') {
    await who.fill({ css: '#username' }, TURN_USER.username);
    await who.fill({ css: '#credential' }, password);
  }
  await who.click({ role: 'button', name: 'Save server' });
}

async function leaveSettings(who: Person): Promise<void> {
  await who.click({ role: 'button', name: /^(Back|Close)$/ });
}

/** The kinds of addresses in the card that a link carries. */
function candidatesIn(link: string): readonly Candidate[] {
  return decodeCard(readCardText(link)).candidates;
}

const typesIn = (link: string): string[] => candidatesIn(link).map(({ type }) => type);

const noTurn = whyNoTurn();
if (noTurn !== null) console.log(`Tests with a STUN and TURN server are skipped: ${noTurn}`);

describe.skipIf(noTurn !== null)('servers of one’s own', () => {
  let turn: TurnServer;
  const plain = { hideAddresses: false } as const;

  beforeAll(async () => {
    turn = await startTurn();
  });
  afterAll(() => turn.stop());

  it.each(BROWSERS)('%s: a STUN server shows what a NAT does, and cards carry it', async (kind) => {
    const nat = await startNat(turn.port);
    try {
      const ada = await person(kind, { hideAddresses: false });
      await firstStart(ada, server.url, 'Ada');
      await openSettings(ada);
      await addServer(ada, 'stun.example.org');
      await ada.see({ text: 'An address begins with' });
      await ada.fill({ css: '#url' }, `stun:${nat.place}`);
      await ada.click({ role: 'button', name: 'Save server' });
      await ada.click({ role: 'button', name: /^Test stun/ });
      await ada.see({ text: `It answers, and sees you at ${ownAddress}` });
      expect(await ada.accessibilityProblems()).toEqual([]);
      await leaveSettings(ada);
      expect(typesIn(await showInvite(ada))).toContain('srflx');
      ada.assertClean();
    } finally {
      nat.close();
    }
  });

  it('a line goes through a relay alone, and says so on both sides', async () => {
    const [ada, bob] = await Promise.all([person('chromium', plain), person('firefox', plain)]);
    await Promise.all([firstStart(ada, server.url, 'Ada'), firstStart(bob, server.url, 'Bob')]);
    await openSettings(ada);
    await addServer(ada, `turn:${turn.place}`, 'not the password');
    await ada.click({ role: 'button', name: /^Test turn/ });
    await ada.see({ text: 'turned you away' });
    await ada.click({ role: 'button', name: /^Change turn/ });
    await ada.fill({ css: '#credential' }, TURN_USER.credential);
    await ada.click({ role: 'button', name: 'Save server' });
    await ada.click({ role: 'button', name: /^Test turn/ });
    await ada.see({ text: `It lends you the address ${ownAddress}` });
    await ada.click({ role: 'switch', name: 'Only through a relay' });
    await ada.see({ text: '1 server · Only through a relay' });
    expect(await ada.accessibilityProblems()).toEqual([]);
    await leaveSettings(ada);
    const invite = await showInvite(ada);
    expect(new Set(typesIn(invite))).toEqual(new Set(['relay']));
    await pasteCard(ada, await openInvite(bob, invite));
    await Promise.all([seeConnected(ada, 'Bob'), seeConnected(bob, 'Ada')]);
    await ada.type({ role: 'textbox', name: 'Message' }, 'through the relay');
    await ada.press('Enter');
    await bob.see({ text: 'through the relay' });
    await Promise.all(
      [ada, bob].map((one) => one.see({ css: '[data-path="relay"]', shown: true })),
    );
    await ada.click({ role: 'button', name: 'More about this friend' });
    await ada.see({ text: `The line runs through the relay ${ownAddress}` });
    ada.assertClean();
    bob.assertClean();
  });

  it('Firefox goes through a relay alone as well', async () => {
    const [ada, bob] = await Promise.all([person('firefox', plain), person('chromium', plain)]);
    await Promise.all([firstStart(ada, server.url, 'Ada'), firstStart(bob, server.url, 'Bob')]);
    await openSettings(ada);
    await addServer(ada, `turn:${turn.place}?transport=tcp`, TURN_USER.credential);
    await ada.click({ role: 'switch', name: 'Only through a relay' });
    await ada.see({ text: '1 server · Only through a relay' });
    await leaveSettings(ada);
    const invite = await showInvite(ada);
    expect(new Set(typesIn(invite))).toEqual(new Set(['relay']));
    await pasteCard(ada, await openInvite(bob, invite));
    await Promise.all([seeConnected(ada, 'Bob'), seeConnected(bob, 'Ada')]);
    await ada.see({ css: '[data-path="relay"]', shown: true });
  });
});

describe('a line', () => {
  it('says that it runs on the same network', async () => {
    const [ada, bob] = await Promise.all([person('chromium'), person('firefox')]);
    await meetByLink(server.url, [ada, 'Ada'], [bob, 'Bob']);
    await ada.see({ css: '[data-path="same-network"]', shown: true });
    await bob.see({ css: '[data-path]', shown: true });
    await ada.click({ role: 'button', name: 'More about this friend' });
    await ada.see({
      text: 'The line runs straight between you. From here you seem to be on the same network.',
    });
  });

  it.each([
    ['chromium', 'firefox'],
    ['firefox', 'chromium'],
  ] as const)('from %s is not tied to whom the card does not name (%s)', async (first, second) => {
    const [ada, bob] = await Promise.all([person(first), person(second)]);
    await Promise.all([firstStart(ada, server.url, 'Ada'), firstStart(bob, server.url, 'Bob')]);
    const reply = decodeCard(readCardText(await openInvite(bob, await showInvite(ada))));
    const fingerprint = reply.fingerprint.map((byte) => byte ^ 1);
    await pasteCard(ada, cardLink(server.url, encodeCard({ ...reply, fingerprint })));
    await ada.see({ text: 'could not prove that they are your friend' });
  });

  it('that cannot open says why, in both browsers, and whoever waits is warned', async () => {
    const answer = async (kind: (typeof BROWSERS)[number], candidates: Candidate[]) => {
      const ada = await person(kind, { hideAddresses: false });
      await firstStart(ada, server.url, 'Ada');
      const invite = readCardText(await showInvite(ada));
      // What a friend far away would reply, who is gone by then.
      const reply = encodeCard({
        ...decodeCard(invite),
        ...{ kind: 'reply', inviteTag: invite.slice(-4), ufrag: 'gone', pwd: 'a'.repeat(24) },
        ...{ identityKey: new Uint8Array(32).fill(9), fingerprint: new Uint8Array(32) },
        candidates,
      });
      await pasteCard(ada, cardLink(server.url, reply));
      return ada;
    };
    /** Somebody who answered an invite from far away, which nobody waits with. */
    const waiting = async (candidates: Candidate[]) => {
      const bob = await person('chromium', { hideAddresses: false });
      await firstStart(bob, server.url, 'Bob');
      const invite = encodeCard({
        ...{ kind: 'invite', ufrag: 'away', pwd: 'a'.repeat(24) },
        ...{ identityKey: new Uint8Array(32).fill(9), fingerprint: new Uint8Array(32) },
        candidates,
      });
      await openInvite(bob, cardLink(server.url, invite));
      return bob;
    };
    const far = { type: 'host', family: 'ipv4', address: '10.99.0.5', port: 5000 } as const;
    const name = 'fbf7bd79-515b-45ba-978f-94e299a69087.local';
    const hidden = { type: 'host', family: 'mdns', address: name, port: 5000 } as const;
    const [chromium, firefox, bob] = await Promise.all([
      answer('chromium', [far]),
      answer('firefox', [hidden]),
      waiting([far]),
    ]);
    const timeoutMs = 60_000;
    await chromium.see({ text: 'different networks, with no way between them' }, timeoutMs);
    await chromium.see({ text: 'hotspot' });
    await firefox.see({ text: 'does not help them find each other' }, timeoutMs);
    await firefox.see({ text: 'Allow the camera' });
    await bob.see({ text: 'This may not work from here. Your two devices seem' }, timeoutMs);
    expect(await bob.accessibilityProblems()).toEqual([]);
  });
});

describe('the connection check', () => {
  it.each(BROWSERS)('%s: all is well, and addresses are hidden or plain', async (kind) => {
    // One start of Firefox takes as long as three of Chromium.
    for (const hideAddresses of kind === 'chromium' ? [true, false] : [true]) {
      const ada = await person(kind, { hideAddresses });
      await firstStart(ada, server.url, 'Ada');
      await openSettings(ada);
      await ada.click({ role: 'button', name: 'Check now' });
      await ada.see({ text: 'A line from this page to itself opens.' });
      await ada.see({ text: hideAddresses ? 'hides this device’s addresses' : 'IPv4: yes' });
      expect(await ada.accessibilityProblems()).toEqual([]);
      ada.assertClean();
    }
  });

  it('says when WebRTC was turned off, and so does connecting', async () => {
    const ada = await person('firefox', { preferences: { 'media.peerconnection.enabled': false } });
    await firstStart(ada, server.url, 'Ada');
    await openSettings(ada);
    await ada.click({ role: 'button', name: 'Check now' });
    await ada.see({ text: 'Direct connections are turned off in this browser.' });
    await leaveSettings(ada);
    await ada.click({ role: 'button', name: 'Connect a friend' });
    await ada.see({ text: 'Direct connections are turned off in this browser.' });
  });

  it('says when a browser holds all addresses back', async () => {
    const ada = await person('firefox', {
      preferences: { 'media.peerconnection.ice.no_host': true },
    });
    await firstStart(ada, server.url, 'Ada');
    await openSettings(ada);
    await ada.click({ role: 'button', name: 'Check now' });
    await ada.see({ text: 'This device shows no address.' });
    await leaveSettings(ada);
    await ada.click({ role: 'button', name: 'Connect a friend' });
    await ada.see({ text: 'This browser tells Twocan no address' });
  });
});
