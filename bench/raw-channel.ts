/** A bare data channel between two pages, to compare with: no seal, no storage, no protocol. */
import type { Page } from 'puppeteer-core';

/** Kept on the page's global object between calls. */
interface RawPage {
  rawConnection: RTCPeerConnection;
  rawChannel: RTCDataChannel;
}

/** Opens the channel. */
export async function openRawChannel(sender: Page, receiver: Page): Promise<void> {
  const offer = await sender.evaluate(async () => {
    const connection = new RTCPeerConnection({ iceServers: [] });
    const channel = connection.createDataChannel('raw');
    Object.assign(globalThis, { rawConnection: connection, rawChannel: channel });
    await connection.setLocalDescription();
    while (connection.iceGatheringState !== 'complete') await new Promise((n) => setTimeout(n, 20));
    return connection.localDescription?.sdp ?? '';
  });
  const answer = await receiver.evaluate(async (sdp) => {
    const connection = new RTCPeerConnection({ iceServers: [] });
    connection.addEventListener('datachannel', ({ channel }) => {
      channel.binaryType = 'arraybuffer';
      Object.assign(globalThis, { rawConnection: connection, rawChannel: channel });
    });
    await connection.setRemoteDescription({ type: 'offer', sdp });
    await connection.setLocalDescription();
    while (connection.iceGatheringState !== 'complete') await new Promise((n) => setTimeout(n, 20));
    return connection.localDescription?.sdp ?? '';
  }, offer);
  await sender.evaluate(async (sdp) => {
    const { rawConnection, rawChannel } = globalThis as unknown as RawPage;
    await rawConnection.setRemoteDescription({ type: 'answer', sdp });
    while (rawChannel.readyState !== 'open') await new Promise((n) => setTimeout(n, 20));
  }, answer);
  // On a long way the other side hears of the channel later.
  await receiver.evaluate(async () => {
    const page = globalThis as Partial<RawPage>;
    while (page.rawChannel?.readyState !== 'open') await new Promise((n) => setTimeout(n, 20));
  });
}

/** Sends so many bytes in the way that measures as fast as any. @returns milliseconds until the last arrived */
export async function sendRaw(sender: Page, receiver: Page, sizeBytes: number): Promise<number> {
  const arrived = receiver.evaluate(
    (expected) =>
      new Promise<void>((resolve) => {
        let received = 0;
        const { rawChannel } = globalThis as unknown as RawPage;
        rawChannel.onmessage = ({ data }: MessageEvent<ArrayBuffer>) => {
          received += data.byteLength;
          if (received >= expected) resolve();
        };
      }),
    sizeBytes,
  );
  // The receiver must be listening before the first byte comes.
  await receiver.evaluate(() => undefined);
  const startMs = performance.now();
  await sender.evaluate(async (total) => {
    // 64 KiB messages, 256 KiB high and 128 KiB low mark: larger ones gain nothing.
    const [messageBytes, highBytes, lowBytes] = [64 * 1024, 256 * 1024, 128 * 1024];
    const { rawChannel } = globalThis as unknown as RawPage;
    const message = new Uint8Array(messageBytes);
    rawChannel.bufferedAmountLowThreshold = lowBytes;
    for (let sent = 0; sent < total; sent += messageBytes) {
      if (rawChannel.bufferedAmount > highBytes) {
        await new Promise((resolve) => {
          rawChannel.addEventListener('bufferedamountlow', resolve, { once: true });
        });
      }
      rawChannel.send(message);
    }
  }, sizeBytes);
  await arrived;
  return performance.now() - startMs;
}
