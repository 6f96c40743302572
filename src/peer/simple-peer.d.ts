/** What we use of simple-peer 9.11.1, which brings no types. The bare import does not load in browsers. */
declare module 'simple-peer/simplepeer.min.js' {
  export interface SimplePeerOptions {
    initiator: boolean;
    /** False: one description with all candidates in it. */
    trickle: boolean;
    /** True: the description is left as the browser made it. */
    allowHalfTrickle: boolean;
    /** In milliseconds, from the first candidate. */
    iceCompleteTimeout: number;
    /** True: its stream, which nothing passes through, is one of messages. */
    objectMode: boolean;
    /** Never leave out: the default contacts foreign servers. */
    config: RTCConfiguration;
    /** Changes our own description before the browser takes it. */
    sdpTransform?: (sdp: string) => string;
    /** Constructors to use in place of the browser's. */
    wrtc: { RTCPeerConnection: unknown; RTCSessionDescription: unknown; RTCIceCandidate: unknown };
  }

  export interface SimplePeerSignal {
    type: 'offer' | 'answer';
    sdp: string;
  }

  export default class SimplePeer {
    constructor(options: SimplePeerOptions);
    /** Bytes in the channel's own buffer. */
    readonly bufferSize: number;
    signal(signal: SimplePeerSignal): void;
    /** Hands a message to the channel, whatever its buffer holds. Throws unless the channel is open. */
    send(chunk: Uint8Array): void;
    /** `close` follows in a microtask, after `error` when the cause was a failure. */
    destroy(): void;
    on(event: 'connect' | 'close', listener: () => void): this;
    on(event: 'signal', listener: (signal: SimplePeerSignal) => void): this;
    on(event: 'signalingStateChange', listener: (state: RTCSignalingState) => void): this;
    on(event: 'error', listener: (error: Error) => void): this;
  }
}
