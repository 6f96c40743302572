import { beforeEach, describe, expect, it } from 'vitest';
import { MemoryNetwork } from '../../src/peer/memory-dialer.ts';
import { meet, Person } from './person.ts';

let network: MemoryNetwork;
let ada: Person;
let bob: Person;

beforeEach(async () => {
  network = new MemoryNetwork();
  ada = await Person.start(network, 'Ada');
  bob = await Person.start(network, 'Bob');
});

describe('chat', () => {
  async function openBoth(): Promise<void> {
    await ada.app.loadEarlier(ada.friend.id);
    await bob.app.loadEarlier(bob.friend.id);
  }

  it('goes both ways and is delivered', async () => {
    await meet(ada, bob);
    await openBoth();
    await ada.app.sendText(ada.friend.id, 'hello');
    await bob.app.sendText(bob.friend.id, '<b>hi</b>');
    await ada.until('both', () => ada.texts.length === 2);
    await ada.until('delivered', () => ada.items.every((item) => item.delivery === 'delivered'));
    await bob.until('both', () => bob.texts.length === 2);
    expect(new Set(bob.texts)).toEqual(new Set(['hello', '<b>hi</b>']));
    expect(bob.friend.unread).toBe(1);
    await bob.app.markRead(bob.friend.id);
    expect(bob.friend.unread).toBe(0);
  });

  it('keeps what is written while apart, and delivers it once when they meet again', async () => {
    await meet(ada, bob);
    await openBoth();
    ada.app.hangUp(ada.friend.id);
    await bob.untilLine('away');
    await ada.app.sendText(ada.friend.id, 'are you there?');
    expect(ada.items.at(-1)?.delivery).toBe('sending');
    await meet(ada, bob, ada.friend.id);
    await bob.until('message', () => bob.texts.includes('are you there?'));
    expect(bob.texts).toEqual(['are you there?']);
    expect(ada.state.friends.size).toBe(1);
    expect(bob.state.friends.size).toBe(1);
  });

  it('has its history after the page was closed', async () => {
    await meet(ada, bob);
    for (let i = 0; i < 130; i += 1) await ada.app.sendText(ada.friend.id, `message ${i}`);
    await bob.until('last', () => bob.friend.last?.text === 'message 129');
    bob.close();
    await bob.open();
    expect(bob.friend).toMatchObject({ name: 'Ada', line: 'away', unread: 100 });
    expect(bob.friend.last?.text).toBe('message 129');
    await bob.app.loadEarlier(bob.friend.id);
    expect(bob.texts).toHaveLength(60);
    await bob.app.loadEarlier(bob.friend.id);
    await bob.app.loadEarlier(bob.friend.id);
    expect(bob.texts).toEqual(Array.from({ length: 130 }, (_, i) => `message ${i}`));
  });

  it('says why a message cannot be kept', async () => {
    await meet(ada, bob);
    expect(await ada.app.sendText(ada.friend.id, 'x'.repeat(40_000))).toBe('text-too-long');
    expect(await ada.app.sendText(ada.friend.id, '   ')).toBeNull();
  });

  it('notices a line that is cut', async () => {
    await meet(ada, bob);
    network.wires[0]?.cut();
    await ada.untilLine('away');
    expect(ada.friend.lineError).toBe('line-lost');
  });

  it('tells a new name to a friend on the line', async () => {
    await meet(ada, bob);
    await ada.app.updateSettings({ name: 'Ada Lovelace' });
    await bob.until('name', () => bob.friend.name === 'Ada Lovelace');
  });

  it('removes a friend with everything', async () => {
    await meet(ada, bob);
    await ada.app.sendText(ada.friend.id, 'hello');
    await ada.app.removeFriend(ada.friend.id);
    expect(ada.state.friends.size).toBe(0);
    await bob.untilLine('away');
    await ada.open();
    expect(ada.state.friends.size).toBe(0);
  });
});

describe('files', () => {
  const content = new Uint8Array(3_000_000).map((_, i) => (i * 7919) >> 3);
  // The beginning of a PNG of 1,200 by 800 pixels: pictures are looked at before they are shown.
  content.set(Buffer.from('89504e470d0a1a0a0000000d49484452000004b000000320', 'hex'));
  const file = (name: string, type = ''): File =>
    new File([content], name, { type, lastModified: 1 });

  it('arrive whole after they were accepted', async () => {
    await meet(ada, bob);
    await ada.app.offerFiles(ada.friend.id, [file('../../etc/<b>passwd</b>.txt')]);
    await bob.until('offer', ({ transfers }) => transfers.size === 1);
    expect(bob.transfer.status).toBe('offered');
    await bob.app.acceptFile(bob.transfer.fileId);
    await bob.until('complete', () => bob.transfer.status === 'complete');
    await ada.until('complete', () => ada.transfer.status === 'complete');
    expect(await bob.app.saveFile(bob.transfer.fileId)).toBeNull();
    const [[name, saved] = []] = bob.saved;
    expect(name).not.toMatch(/[/\\]/);
    // Compared by Buffer: an equality matcher takes half a minute over three million numbers.
    expect(saved !== undefined && Buffer.from(content).equals(saved)).toBe(true);
  });

  it('are declined, and the sender learns it', async () => {
    await meet(ada, bob);
    await ada.app.offerFiles(ada.friend.id, [file('a.bin')]);
    await bob.until('offer', ({ transfers }) => transfers.size === 1);
    await bob.app.declineFile(bob.transfer.fileId);
    await ada.until('declined', () => ada.transfer.status === 'declined');
  });

  it('are taken back by the sender', async () => {
    await meet(ada, bob);
    await ada.app.offerFiles(ada.friend.id, [file('a.bin')]);
    await bob.until('offer', ({ transfers }) => transfers.size === 1);
    await ada.app.cancelFile(ada.transfer.fileId);
    await bob.until('cancelled', () => bob.transfer.status === 'cancelled');
    await bob.app.acceptFile(bob.transfer.fileId);
    expect(bob.transfer.status).toBe('cancelled');
  });

  it('wait for an absent friend and go on with the next line', async () => {
    await meet(ada, bob);
    ada.app.hangUp(ada.friend.id);
    await ada.app.offerFiles(ada.friend.id, [file('later.bin')]);
    await bob.untilLine('away');
    await meet(ada, bob, ada.friend.id);
    await bob.until('offer', ({ transfers }) => transfers.size === 1);
    await bob.app.acceptFile(bob.transfer.fileId);
    await bob.until('complete', () => bob.transfer.status === 'complete');
  });

  it('come at once when they are small images and the setting says so', async () => {
    await meet(ada, bob);
    await bob.app.updateSettings({ autoAcceptImages: true });
    await ada.app.offerFiles(ada.friend.id, [file('photo.png', 'image/png')]);
    await bob.until('complete', ({ transfers }) =>
      [...transfers.values()].some(({ status }) => status === 'complete'),
    );
    const preview = await bob.app.preview(bob.transfer.fileId);
    expect(preview?.type).toBe('image/png');
    expect(preview?.size).toBe(content.length);
    await ada.app.offerFiles(ada.friend.id, [file('vector.svg', 'image/svg+xml')]);
    await bob.until('offer', ({ transfers }) => transfers.size === 2);
    expect(bob.transfer.status).toBe('offered');
  });
});
