import SimplePeer from 'simple-peer/simplepeer.min.js';
import { afterEach, describe, expect, test, vi } from 'vitest';
import type { ErrorCode } from '../../src/errors.ts';
import { PatientConnection, type WebRtc } from '../../src/peer/patient-connection.ts';
import { SimplePeerLink } from '../../src/peer/simple-peer-link.ts';
import { linkContract, record, whenOpen } from '../contract/link.ts';
import { loadWrtc } from './wrtc.ts';

const wrtc = await loadWrtc();

/** The native SCTP loses bursts on loopback and then waits up to seconds; a browser's does not. */
const CLOSE_TIMEOUT_MS = 15_000;

/** A link with what is below it, as the dialer builds it. */
function makeEnd(native: WebRtc, initiator: boolean) {
  const inner = new native.RTCPeerConnection({ iceServers: [] });
  const connection = new PatientConnection(inner);
  const peer = new SimplePeer({
    initiator,
    trickle: false,
    allowHalfTrickle: true,
    iceCompleteTimeout: 2_000,
    objectMode: true,
    config: { iceServers: [] },
    wrtc: {
      ...native,
      RTCPeerConnection: function () {
        return connection;
      },
    },
  });
  return { inner, peer, link: new SimplePeerLink(peer, connection, CLOSE_TIMEOUT_MS) };
}

/** Two ends in one process that hand each other their descriptions. */
function makeEnds(native: WebRtc) {
  const [a, b] = [makeEnd(native, true), makeEnd(native, false)];
  a.peer.on('signal', (signal) => b.peer.signal(signal));
  b.peer.on('signal', (signal) => a.peer.signal(signal));
  const dispose = () => {
    for (const { link, inner } of [a, b]) {
      link.close();
      // Sockets left to the next test make it slow.
      inner.close();
    }
  };
  return { a, b, dispose };
}

describe.skipIf(!wrtc)('over WebRTC', () => {
  if (!wrtc) return;
  const native = wrtc;

  linkContract('simple-peer link', () => {
    const { a, b, dispose } = makeEnds(native);
    return Promise.resolve({ a: a.link, b: b.link, dispose });
  });

  describe('hostile channel messages end the line', () => {
    const disposals: (() => void)[] = [];
    afterEach(() => {
      for (const dispose of disposals.splice(0)) dispose();
    });

    /** A line whose other side says anything. */
    async function hostileLine() {
      const { a, b, dispose } = makeEnds(native);
      disposals.push(dispose);
      await whenOpen(a.link, b.link);
      const say = (...parts: number[][]) => {
        for (const part of parts) a.peer.send(Uint8Array.from(part));
      };
      return { a, b, heard: record(b.link), say };
    }

    async function expectCode(codes: readonly (ErrorCode | null)[], code: ErrorCode) {
      await vi.waitFor(() => expect(codes).toEqual([code]), { timeout: 5_000 });
    }

    test.each([
      ['an empty fragment', [0]],
      ['an unknown continuation', [2, 1]],
      ['a short fragment that promises more', [1, 1]],
    ])('%s is malformed', async (_name, bytes) => {
      const { heard, say } = await hostileLine();
      say([0, 7], bytes, [0, 8]);
      await expectCode(heard.codes, 'line-malformed-frame');
      expect(heard.received).toEqual([Uint8Array.of(7)]);
    });

    test('text where bytes belong is malformed', async () => {
      const { a, b, heard } = await hostileLine();
      // simple-peer sends what it is given; the browser makes a text message of a string.
      a.peer.send('\0text' as unknown as Uint8Array);
      await expectCode(heard.codes, 'line-malformed-frame');
      expect(b.link.state).toBe('closed');
    });

    test('a message that never ends is too large', async () => {
      const { a, heard } = await hostileLine();
      const part = new Uint8Array(66_049).fill(1);
      for (let i = 0; i < 17; i += 1) a.peer.send(part);
      await expectCode(heard.codes, 'line-message-too-large');
      expect(heard.received).toEqual([]);
    });
  });

  test('a page that goes away without a word ended the line on purpose', async () => {
    const { a, b, dispose } = makeEnds(native);
    await whenOpen(a.link, b.link);
    const { codes } = record(a.link);
    b.inner.close();
    await vi.waitFor(() => expect(codes).toEqual([null]), { timeout: 5_000 });
    dispose();
  });
});
