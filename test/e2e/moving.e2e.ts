/** Everything moves from Chromium to Firefox, directly over their line; a friend is met from the new device. */
import { beforeAll, expect, it } from 'vitest';
import { sendText } from './harness/app.ts';
import { devices, giveFile, hashOfFirstFile, type Devices } from './harness/devices.ts';
import { firstStart, openInvite, pasteCard, seeConnected, showInvite } from './harness/meet.ts';

const gather = devices();
let all: Devices;

beforeAll(async () => {
  all = await gather();
  await firstStart(all.fresh, all.url, 'New phone');
});

it('brings friends, history and files to a new device, and ends the old one', async () => {
  const { ada, bob, fresh, url } = all;
  await sendText(ada, 'the otter leaves at dawn');
  await bob.see({ text: 'the otter leaves at dawn' });
  const hash = await giveFile(all);

  // Two devices of one person meet as friends do.
  await ada.page.evaluate(() => document.querySelector('app-shell')?.app?.back());
  await pasteCard(ada, await openInvite(fresh, await showInvite(ada)));
  await Promise.all([seeConnected(ada, 'New phone'), seeConnected(fresh, 'Ada')]);

  await ada.click({ role: 'button', name: 'More about this friend' });
  await ada.click({ role: 'button', name: 'Move everything to this device …' });
  await ada.see({ text: /1 received file, 1.2 MB|1 received file, 1.3 MB/ });
  await ada.click({ role: 'button', name: 'Ask the other device' });
  await fresh.click({ role: 'button', name: 'See what that means' });
  await fresh.see({ text: /Say yes only if/ });
  await fresh.click({ role: 'button', name: 'Yes, take everything over' });
  await ada.see({ role: 'heading', name: 'Everything has moved' });
  await ada.open(url);
  await ada.see({ role: 'heading', name: 'Everything has moved' });

  await fresh.click({ role: 'button', name: 'Bob' });
  await fresh.see({ text: 'the otter leaves at dawn' });
  expect(await hashOfFirstFile(fresh)).toBe(hash);

  await fresh.click({ role: 'button', name: 'Meet again' });
  const reply = await openInvite(bob, await fresh.cardLink('invite'));
  await pasteCard(fresh, reply);
  await Promise.all([seeConnected(fresh, 'Bob'), seeConnected(bob, 'Ada')]);
  await sendText(fresh, 'from the new device');
  await bob.see({ text: 'from the new device' });
  for (const person of [ada, bob, fresh]) person.assertClean();
}, 60_000);
