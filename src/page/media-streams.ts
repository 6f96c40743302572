/** The page's half of playing received files: gives them addresses and answers the service worker. */
import { MEDIA_PATH, type MediaAnswer, type MediaRequest } from './media-messages.ts';

/** What is played. */
export interface MediaSource {
  readonly sizeBytes: number;
  /** `audio/…` or `video/…`. */
  readonly mediaType: string;
  /** Some bytes from `start` on, in a buffer that may be handed over; none behind the end. */
  read(start: number): Promise<Uint8Array<ArrayBuffer>>;
}

/** An address to play from, until it is closed. */
export interface PlayAddress {
  readonly url: string;
  close(): void;
}

export class MediaStreams {
  readonly #sources = new Map<string, MediaSource>();
  #listening = false;

  /** @param name gives names that nobody guesses */
  constructor(
    private readonly serviceWorkers: ServiceWorkerContainer | undefined,
    private readonly name: () => string,
  ) {}

  /** @returns null where no service worker serves this page: in private windows, and while developing */
  open(source: MediaSource): PlayAddress | null {
    if ((this.serviceWorkers?.controller ?? null) === null) return null;
    this.#listen();
    const name = this.name();
    this.#sources.set(name, source);
    return { url: `./${MEDIA_PATH}${name}`, close: () => this.#sources.delete(name) };
  }

  #listen(): void {
    if (this.#listening) return;
    this.#listening = true;
    this.serviceWorkers?.addEventListener('message', ({ data, ports: [port] }: MessageEvent) => {
      if (port !== undefined && isRequest(data)) void this.#answer(data, port);
    });
    this.serviceWorkers?.startMessages();
  }

  async #answer({ name, start }: MediaRequest, port: MessagePort): Promise<void> {
    const source = this.#sources.get(name);
    let answer: MediaAnswer = null;
    try {
      if (source !== undefined) {
        const { sizeBytes, mediaType } = source;
        answer = { bytes: await source.read(start), sizeBytes, mediaType };
      }
    } catch {
      // Damaged or just removed: it stops playing there.
    }
    port.postMessage(answer);
  }
}

function isRequest(data: unknown): data is MediaRequest {
  return typeof data === 'object' && data !== null && 'type' in data && data.type === 'media';
}
