/** Whether this browser has WebRTC at all, and who took it away if not. Pure. */
import type { ErrorCode } from '../errors.ts';

/** What a page can see of its browser. */
export interface BrowserFacts {
  readonly hasWebRtc: boolean;
  readonly hasWebAssembly: boolean;
  readonly vendor: string;
  readonly userAgent: string;
}

/**
 * Why there is no WebRTC; null when there is. `line-webrtc-lockdown`: Apple's lockdown mode, which
 * takes WebAssembly away as well; `line-webrtc-disabled`: a browser that has it, where a setting, an
 * extension or a policy took it away; `line-webrtc-missing`: a browser built without, such as those
 * on WebKitGTK.
 */
export function whyNoWebRtc(browser: BrowserFacts): ErrorCode | null {
  if (browser.hasWebRtc) return null;
  if (isLockedDown(browser)) return 'line-webrtc-lockdown';
  const isApple = browser.userAgent.includes('Mac OS X') && browser.vendor.startsWith('Apple');
  const hasItElsewhere = /(Firefox|Chrome|Chromium|Edg)\//.test(browser.userAgent);
  return isApple || hasItElsewhere ? 'line-webrtc-disabled' : 'line-webrtc-missing';
}

/** Whether this is Safari in lockdown mode, which also takes storage away. WebKitGTK names Apple as its vendor too. */
export function isLockedDown({ hasWebRtc, hasWebAssembly, vendor }: BrowserFacts): boolean {
  return !hasWebRtc && !hasWebAssembly && vendor.startsWith('Apple');
}

/** The facts of the browser that this runs in. */
export function browserFacts(): BrowserFacts {
  const globals: { RTCPeerConnection?: unknown; WebAssembly?: unknown; navigator?: Navigator } =
    globalThis;
  const { vendor = '', userAgent = '' } = globals.navigator ?? {};
  return {
    hasWebRtc: globals.RTCPeerConnection !== undefined,
    hasWebAssembly: globals.WebAssembly !== undefined,
    vendor,
    userAgent,
  };
}
