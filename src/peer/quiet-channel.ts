/**
 * The data channel as simple-peer sees it: everything but the messages that come in, which go to the
 * link straight away. simple-peer would pass them through its stream, at a timer and some 15 calls a message.
 * It holds the browser's channel, as PatientConnection holds the connection, and offers what simple-peer
 * 9.11.1 touches.
 */
type Handler<E> = ((event: E) => void) | null;

/** Holds one browser channel and sets it to deliver bytes as ArrayBuffers. */
export class QuietChannel {
  /** Set by simple-peer and never called. */
  onmessage: Handler<MessageEvent> = null;

  readonly #inner: RTCDataChannel;

  /** @param onMessage takes what arrives: a string, or bytes of its own */
  constructor(inner: RTCDataChannel, onMessage: (data: ArrayBuffer | string) => void) {
    this.#inner = inner;
    inner.binaryType = 'arraybuffer';
    inner.addEventListener('message', ({ data }: MessageEvent<ArrayBuffer | string>) =>
      onMessage(data),
    );
  }

  set binaryType(type: BinaryType) {
    this.#inner.binaryType = type;
  }

  get label(): string {
    return this.#inner.label;
  }

  get readyState(): RTCDataChannelState {
    return this.#inner.readyState;
  }

  get bufferedAmount(): number {
    return this.#inner.bufferedAmount;
  }

  /** Undefined where the implementation has no event for it. */
  get bufferedAmountLowThreshold(): number {
    return this.#inner.bufferedAmountLowThreshold;
  }

  set bufferedAmountLowThreshold(sizeBytes: number) {
    this.#inner.bufferedAmountLowThreshold = sizeBytes;
  }

  set onopen(handler: Handler<Event>) {
    this.#inner.onopen = handler;
  }

  set onclose(handler: Handler<Event>) {
    this.#inner.onclose = handler;
  }

  set onerror(handler: Handler<Event>) {
    this.#inner.onerror = handler;
  }

  set onbufferedamountlow(handler: Handler<Event>) {
    this.#inner.onbufferedamountlow = handler;
  }

  send(message: Uint8Array<ArrayBuffer>): void {
    this.#inner.send(message);
  }

  close(): void {
    this.#inner.close();
  }
}
