/** What is known of a line and of servers reaches the screens. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { LinkPath } from '../../src/app/network.ts';
import { MemoryNetwork } from '../../src/peer/memory-dialer.ts';
import { MemoryLink } from '../../src/peer/memory-link.ts';
import { meet, Person } from './person.ts';

const PATH: LinkPath = { kind: 'relay', family: 'ipv6', relayHost: 'relay.example.org' };

let ada: Person;
let bob: Person;

beforeEach(async () => {
  const network = new MemoryNetwork();
  ada = await Person.start(network, 'Ada');
  bob = await Person.start(network, 'Bob');
});

afterEach(() => {
  Reflect.deleteProperty(MemoryLink.prototype, 'path');
  Reflect.deleteProperty(MemoryLink.prototype, 'obstacle');
});

/** What links in memory know nothing of. */
function teachLinks(known: object): void {
  Object.assign(MemoryLink.prototype, known);
}

describe('the way of a line', () => {
  it('is told through seal and session, while there is one', async () => {
    teachLinks({ path: () => Promise.resolve(PATH) });
    await meet(ada, bob);
    expect(await ada.app.linePath(ada.friend.id)).toEqual(PATH);
    ada.app.hangUp(ada.friend.id);
    expect(await ada.app.linePath(ada.friend.id)).toBeNull();
  });

  it('is not known where the link says nothing', async () => {
    await meet(ada, bob);
    expect(await ada.app.linePath(ada.friend.id)).toBeNull();
  });
});

describe('an obstacle', () => {
  it('is told of the line that the screen waits for', async () => {
    const obstacle = vi.fn(() => Promise.resolve('line-no-common-network' as const));
    teachLinks({ obstacle });
    await ada.app.invite(null);
    expect(await ada.app.obstacle()).toBeNull();
    await bob.app.takeCard(ada.card, 'text');
    expect(await bob.app.obstacle()).toBe('line-no-common-network');
    expect(obstacle).toHaveBeenCalledOnce();
  });
});

describe('checks', () => {
  it('answer where there is no WebRTC as well', async () => {
    expect(await ada.app.checkConnection()).toMatchObject({ webRtc: 'line-webrtc-missing' });
    const server = { url: 'stun:stun.example.org', username: '', credential: '' };
    expect(await ada.app.testServer(server)).toMatchObject({ failure: 'invalid' });
  });
});

describe('servers', () => {
  it('are kept over a reload', async () => {
    const servers = [{ url: 'turn:turn.example.org', username: 'ada', credential: 'secret' }];
    expect(await ada.app.updateSettings({ servers, relayOnly: true })).toBeNull();
    await ada.open();
    expect(ada.state.settings).toMatchObject({ servers, relayOnly: true });
  });
});
