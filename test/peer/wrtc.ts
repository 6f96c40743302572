/** The native WebRTC for Node, or null (with the reason printed) where it does not load. */
import type { WebRtc } from '../../src/peer/patient-connection.ts';

export async function loadWrtc(): Promise<WebRtc | null> {
  try {
    const { default: wrtc } = await import('@roamhq/wrtc');
    // Its own types differ in details from the browser's; the objects serve the same.
    return wrtc;
  } catch (error) {
    console.log(`Tests over real WebRTC in Node are skipped: ${String(error)}`);
    return null;
  }
}
