import { afterEach, describe, expect, test, vi } from 'vitest';
import type { PendingInvite, PendingReply } from '../../src/peer/dialer.ts';
import { SimplePeerDialer, type SimplePeerDialerOptions } from '../../src/peer/dial-simple-peer.ts';
import type { WebRtc } from '../../src/peer/patient-connection.ts';
import { record, whenOpen } from '../contract/link.ts';
import { loadWrtc } from './wrtc.ts';

const wrtc = await loadWrtc();

test('a browser without WebRTC is told apart', async () => {
  await expect(new SimplePeerDialer().invite()).rejects.toThrow('line-webrtc-missing');
});

describe.skipIf(!wrtc)('dialing over WebRTC', { timeout: 30_000 }, () => {
  if (!wrtc) return;
  const native = wrtc;
  let connections: RTCPeerConnection[] = [];
  /** The native constructors, which note every connection that they make. */
  const noted: WebRtc = {
    ...native,
    RTCPeerConnection: function (config: RTCConfiguration) {
      const connection = new native.RTCPeerConnection(config);
      connections.push(connection);
      return connection;
    } as unknown as typeof RTCPeerConnection,
  };

  function dialer(options: SimplePeerDialerOptions = {}): SimplePeerDialer {
    // The native SCTP loses bursts on loopback and then waits up to seconds.
    return new SimplePeerDialer({ wrtc: noted, closeTimeoutMs: 15_000, ...options });
  }

  afterEach(() => {
    for (const connection of connections) connection.close();
    connections = [];
    vi.restoreAllMocks();
  });

  function states(): RTCPeerConnectionState[] {
    return connections.map(({ connectionState }) => connectionState);
  }

  async function pair(
    options: SimplePeerDialerOptions = {},
  ): Promise<{ invite: PendingInvite; reply: PendingReply }> {
    const invite = await dialer(options).invite();
    return { invite, reply: await dialer(options).reply(invite.info) };
  }

  test('both halves carry what a card needs', async () => {
    const { invite, reply } = await pair();
    for (const { info } of [invite, reply]) {
      expect(info.ufrag.length).toBeGreaterThanOrEqual(4);
      expect(info.pwd.length).toBeGreaterThanOrEqual(22);
      expect(info.fingerprint).toHaveLength(32);
      expect(info.candidates.length).toBeGreaterThan(0);
    }
    expect(invite.info.fingerprint).not.toEqual(reply.info.fingerprint);
  });

  test('a reply that is applied late connects', async () => {
    const { invite, reply } = await pair({ renewEveryMs: 500 });
    await new Promise((resolve) => setTimeout(resolve, 3_000));
    expect(reply.link.state).toBe('connecting');
    const link = invite.accept(reply.info);
    await whenOpen(link, reply.link);
  });

  test('a reply to another invite ends: whoever is there speaks with somebody else', async () => {
    const mine = await dialer({ connectTimeoutMs: 300 }).invite();
    const { reply } = await pair();
    const { codes } = record(mine.accept(reply.info));
    await vi.waitFor(() => expect(codes).toEqual(['line-friend-closed']), { timeout: 3_000 });
    await vi.waitFor(() => expect(states()[0]).toBe('closed'));
    expect(states().slice(1)).not.toContain('closed');
    expect(reply.link.state).toBe('connecting');
  });

  test('an invite without addresses is refused before anything is opened', async () => {
    const invite = await dialer().invite();
    const bare = { ...invite.info, candidates: [] };
    await expect(dialer().reply(bare)).rejects.toThrow('card-no-addresses');
    expect(connections).toHaveLength(1);
  });

  test('an invite that the browser refuses frees its sockets', async () => {
    const { info } = await dialer().invite();
    const refuse = Object.assign(new native.RTCPeerConnection(), {
      setRemoteDescription: () => Promise.reject(new Error('no')),
    });
    connections.push(refuse);
    const refusing: WebRtc = {
      ...native,
      RTCPeerConnection: function () {
        return refuse;
      } as unknown as typeof RTCPeerConnection,
    };
    const promise = dialer({ wrtc: refusing }).reply(info);
    await expect(promise).rejects.toThrow('line-gathering-failed');
    await vi.waitFor(() => expect(states()).toEqual(['new', 'closed']));
  });

  test('a server address that makes no sense is a gathering failure', async () => {
    const network = () => ({ iceServers: [{ urls: 'nonsense' }], relayOnly: false });
    await expect(dialer({ network }).invite()).rejects.toThrow('line-gathering-failed');
  });

  test('the network is asked at every call, and relay only hides our own addresses', async () => {
    let relayOnly = false;
    const mine = dialer({ network: () => ({ iceServers: [], relayOnly }) });
    await mine.invite();
    relayOnly = true;
    await expect(mine.invite()).rejects.toThrow('line-relay-failed');
  });

  test('a cancelled invite frees its sockets, and cannot be accepted', async () => {
    const { invite, reply } = await pair();
    invite.cancel();
    invite.cancel();
    await vi.waitFor(() => expect(states()[0]).toBe('closed'));
    expect(() => invite.accept(reply.info)).toThrow(TypeError);
  });

  test('a reply is accepted once', async () => {
    const { invite, reply } = await pair();
    invite.accept(reply.info);
    expect(() => invite.accept(reply.info)).toThrow(TypeError);
  });

  test.each(['waiting', 'connecting', 'open'])(
    'giving up while %s frees everything',
    async (when) => {
      const set = vi.spyOn(globalThis, 'setInterval');
      const clear = vi.spyOn(globalThis, 'clearInterval');
      const { invite, reply } = await pair();
      if (when === 'waiting') {
        invite.cancel();
      } else {
        const link = invite.accept(reply.info);
        if (when === 'open') await whenOpen(link, reply.link);
        link.close();
      }
      reply.link.close();
      await vi.waitFor(() => expect(states()).toEqual(['closed', 'closed']), { timeout: 5_000 });
      await vi.waitFor(() => {
        const cleared = new Set(clear.mock.calls.map(([timer]) => timer));
        const running = set.mock.results.filter(
          ({ value }) => !cleared.has(value as NodeJS.Timeout),
        );
        // vi.waitFor has one of its own.
        expect(running.length).toBeLessThanOrEqual(1);
      });
    },
  );

  test('an open line says how it runs, and a waiting one that nothing speaks against it', async () => {
    const { invite, reply } = await pair();
    expect(await reply.link.path?.()).toBeNull();
    expect(await reply.link.obstacle?.()).toBeNull();
    const link = invite.accept(reply.info);
    await whenOpen(link, reply.link);
    for (const end of [link, reply.link]) {
      expect(await end.path?.()).toMatchObject({ kind: 'same-network', relayHost: null });
      expect(await end.obstacle?.()).toBeNull();
    }
  });

  test('nobody at the other end, in another network: the end says so', async () => {
    const invite = await dialer({ connectTimeoutMs: 300 }).invite();
    const reply = {
      ...{ ufrag: 'abcd', pwd: 'a'.repeat(24), fingerprint: new Uint8Array(32) },
      candidates: [{ type: 'host', family: 'ipv4', address: '10.99.0.5', port: 9 }] as const,
    };
    const { codes } = record(invite.accept(reply));
    await vi.waitFor(() => expect(codes).toEqual(['line-no-common-network']), { timeout: 5_000 });
  });

  test('no more candidates are added once the line is open', async () => {
    const { invite, reply } = await pair({ renewEveryMs: 300 });
    const link = invite.accept(reply.info);
    await whenOpen(link, reply.link);
    const added = connections.map((connection) => vi.spyOn(connection, 'addIceCandidate'));
    await new Promise((resolve) => setTimeout(resolve, 700));
    for (const spy of added) expect(spy).not.toHaveBeenCalled();
  });
});
