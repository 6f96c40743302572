/**
 * An RTCPeerConnection as simple-peer sees it, with patience: until the channel has opened once,
 * 'failed' reads as 'checking' or 'connecting', because the person who carries our reply may take minutes
 * and renewed candidates bring a failed browser back. simple-peer would destroy itself at the first 'failed'.
 * What failed in DTLS stays failed: another certificate than expected, or a handshake that ran out of time.
 *
 * It holds the browser's connection instead of extending it: not every implementation lets a subclass
 * shadow its states. It offers what simple-peer 9.11.1 touches for a data channel, and what we need besides.
 */

import { QuietChannel } from './quiet-channel.ts';

/** The constructors of WebRTC; a browser's globals, or a native module's in Node. */
export type WebRtc = Pick<
  typeof globalThis,
  'RTCPeerConnection' | 'RTCSessionDescription' | 'RTCIceCandidate'
>;

type Handler<E> = ((event: E) => void) | null;

/** Holds one browser connection and at most one channel; closing it closes the browser's. */
export class PatientConnection {
  // Set by simple-peer.
  onconnectionstatechange: Handler<Event> = null;
  oniceconnectionstatechange: Handler<Event> = null;
  onicegatheringstatechange: Handler<Event> = null;
  onsignalingstatechange: Handler<Event> = null;
  onicecandidate: Handler<RTCPeerConnectionIceEvent> = null;
  ondatachannel: Handler<{ readonly channel: QuietChannel }> = null;
  /** Set by the witness: a STUN or TURN server did not serve. */
  onicecandidateerror: Handler<RTCPeerConnectionIceErrorEvent> = null;
  /** Set by the link, at once: a message arrived, as a string or as bytes of its own. */
  onmessage: ((data: ArrayBuffer | string) => void) | null = null;
  /** Set by the link: the channel's buffer has run down to its threshold. */
  onroom: (() => void) | null = null;

  readonly #inner: RTCPeerConnection;
  #channel: RTCDataChannel | null = null;
  #opened = false;
  #isForeign = false;

  constructor(inner: RTCPeerConnection) {
    this.#inner = inner;
    inner.onconnectionstatechange = (event) => {
      // Chromium may tell of a failure before the transport that failed says so.
      if (inner.sctp) inner.sctp.transport.onstatechange = (later) => this.#stateChanged(later);
      this.#stateChanged(event);
    };
    inner.oniceconnectionstatechange = (event) => this.oniceconnectionstatechange?.(event);
    inner.onicegatheringstatechange = (event) => this.onicegatheringstatechange?.(event);
    inner.onsignalingstatechange = (event) => this.onsignalingstatechange?.(event);
    inner.onicecandidate = (event) => this.onicecandidate?.(event);
    inner.onicecandidateerror = (event) => this.onicecandidateerror?.(event);
    inner.ondatachannel = (event) => {
      // One line is one channel: whatever else the other side opens is not ours to hold.
      if (this.#channel) event.channel.close();
      else this.ondatachannel?.({ channel: this.#keep(event.channel) });
    };
  }

  get connectionState(): RTCPeerConnectionState {
    const state = this.#inner.connectionState;
    const isFinal = this.#opened || this.#inner.sctp?.transport.state === 'failed';
    return state === 'failed' && !isFinal ? 'connecting' : state;
  }

  /** An address was found, and whoever is there has another certificate than the card says. */
  get isForeign(): boolean {
    return this.#isForeign;
  }

  get iceConnectionState(): RTCIceConnectionState {
    const state = this.#inner.iceConnectionState;
    return state === 'failed' && !this.#opened ? 'checking' : state;
  }

  get iceGatheringState(): RTCIceGatheringState {
    return this.#inner.iceGatheringState;
  }

  get signalingState(): RTCSignalingState {
    return this.#inner.signalingState;
  }

  get localDescription(): RTCSessionDescription | null {
    return this.#inner.localDescription;
  }

  get remoteDescription(): RTCSessionDescription | null {
    return this.#inner.remoteDescription;
  }

  /** Whether `onroom` is ever called: not every implementation has the event. */
  get tellsRoom(): boolean {
    return typeof this.#channel?.bufferedAmountLowThreshold === 'number';
  }

  createDataChannel(label: string, init?: RTCDataChannelInit): QuietChannel {
    return this.#keep(this.#inner.createDataChannel(label, init));
  }

  createOffer(): Promise<RTCSessionDescriptionInit> {
    return this.#inner.createOffer();
  }

  createAnswer(): Promise<RTCSessionDescriptionInit> {
    return this.#inner.createAnswer();
  }

  setLocalDescription(description: RTCLocalSessionDescriptionInit): Promise<void> {
    return this.#inner.setLocalDescription(description);
  }

  setRemoteDescription(description: RTCSessionDescriptionInit): Promise<void> {
    return this.#inner.setRemoteDescription(description);
  }

  getStats(): Promise<RTCStatsReport> {
    return this.#inner.getStats();
  }

  close(): void {
    this.#inner.close();
  }

  /** Adds a candidate of the other side. One that the browser does not take is no loss. */
  async addCandidate(candidate: RTCIceCandidateInit): Promise<void> {
    try {
      await this.#inner.addIceCandidate(candidate);
    } catch {
      // An address family that this browser lacks, or a connection that closed meanwhile.
    }
  }

  /** Closes the channel and leaves the transport up, so that the other side sees a clean end. */
  closeChannel(): void {
    this.#channel?.close();
  }

  #stateChanged(event: Event): void {
    const { iceConnectionState: ice, sctp } = this.#inner;
    // Told before it is ended, when nothing can be seen of it any more.
    const isFound = ice === 'connected' || ice === 'completed';
    this.#isForeign ||= isFound && sctp?.transport.state === 'failed';
    this.onconnectionstatechange?.(event);
  }

  #keep(channel: RTCDataChannel): QuietChannel {
    this.#channel = channel;
    channel.addEventListener('open', () => {
      this.#opened = true;
    });
    channel.addEventListener('bufferedamountlow', () => this.onroom?.());
    return new QuietChannel(channel, (data) => this.onmessage?.(data));
  }
}
