import { LitElement, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { classMap } from 'lit/directives/class-map.js';
import { codeOf, type ErrorCode } from '../errors.ts';
import { base } from './base.styles.ts';
import { CardErrorEvent, CardTextEvent } from './card-input-events.ts';
import {
  cameraAllowed,
  cameraIds,
  startCamera,
  type RunningCamera,
} from './card-scanner-camera.ts';
import { styles } from './card-scanner.styles.ts';
import { icon } from './icon.ts';
import { words } from './words/words.ts';

/** `paused`: it ran, and stopped because the page was hidden. */
type Phase = 'off' | 'starting' | 'running' | 'paused';

/** The same wrong code stays in front of the camera for a while; once in this time is enough. */
const REPEAT_AFTER_MS = 4000;

/**
 * The camera as a way in for a friend's card. Starts when asked, stops when the page is hidden,
 * when it leaves the page, and when `stop` is called because a card has been read.
 *
 * @fires card-text - a code was read (CardTextEvent); it keeps looking until it is stopped
 * @fires card-error - the camera failed, or null when it is tried again (CardErrorEvent)
 */
@customElement('card-scanner')
export class CardScanner extends LitElement {
  static override readonly styles = [base, styles];

  /** The last code was none of ours: says so in the picture and keeps looking. */
  @property({ type: Boolean }) miss = false;

  @state() private phase: Phase = 'off';
  @state() private camera: RunningCamera | null = null;
  @state() private cameras: readonly string[] = [];
  @state() private torch = false;
  #abort = new AbortController();
  #lastText = '';
  #lastTextAtMs = 0;

  override connectedCallback(): void {
    super.connectedCallback();
    document.addEventListener('visibilitychange', this.#hidden);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener('visibilitychange', this.#hidden);
    this.stop();
  }

  /** Starts the camera, the given one or the rear one; asks for permission where it must. */
  async start(deviceId?: string): Promise<void> {
    this.stop();
    const abort = (this.#abort = new AbortController());
    this.phase = 'starting';
    this.dispatchEvent(new CardErrorEvent(null));
    try {
      const camera = await startCamera({
        onText: this.#read,
        signal: abort.signal,
        ...(deviceId === undefined ? {} : { deviceId }),
      });
      if (camera === null || abort.signal.aborted) return;
      this.camera = camera;
      this.phase = 'running';
      this.#watch(camera, abort.signal);
      this.cameras = await cameraIds();
    } catch (error) {
      if (!abort.signal.aborted) this.#fail(codeOf(error, 'camera-failed'));
    }
  }

  /** Starts only if no permission has to be asked for. */
  async startIfAllowed(): Promise<void> {
    const idle = (): boolean => this.isConnected && this.phase === 'off';
    if (idle() && (await cameraAllowed()) && idle()) await this.start();
  }

  /** Turns the camera off, also one that is still starting. */
  stop(): void {
    this.#abort.abort();
    this.camera = null;
    this.torch = false;
    this.#lastText = '';
    this.phase = 'off';
  }

  protected override render(): TemplateResult {
    if (this.phase === 'off' || this.phase === 'paused') return this.#renderOff();
    return html`
      <div class="finder">
        ${this.#renderPicture()}
        <div class="corners" aria-hidden="true"><i></i><i></i><i></i><i></i></div>
        <p class=${classMap({ hint: true, miss: this.miss })} role="status">${this.#hint()}</p>
      </div>
      <div class="controls">
        <button class="button" type="button" @click=${this.#pressStop}>
          ${icon('close')} ${words.pairing.scanStop}
        </button>
        ${
          this.cameras.length > 1
            ? html`<button class="button" type="button" @click=${this.#pressSwitch}>
                ${icon('flip')} ${words.pairing.scanSwitch}
              </button>`
            : nothing
        }
        ${
          this.camera?.hasTorch === true
            ? html`<button
                class="button"
                type="button"
                aria-pressed=${this.torch ? 'true' : 'false'}
                @click=${this.#pressTorch}
              >
                ${icon('torch')} ${words.pairing.scanTorch}
              </button>`
            : nothing
        }
      </div>
    `;
  }

  #renderOff(): TemplateResult {
    return html`
      <button class="start" type="button" data-testid="scan-start" @click=${this.#pressStart}>
        <span class="lens" aria-hidden="true">${icon('camera', 36)}</span>
        <span>${words.pairing.scanStart}</span>
      </button>
      ${
        this.phase === 'paused'
          ? html`<p class="paused" role="status">${words.pairing.scanPaused}</p>`
          : nothing
      }
    `;
  }

  #renderPicture(): TemplateResult | typeof nothing {
    if (this.camera === null) return nothing;
    return html`<video
      class=${classMap({ mirrored: !this.camera.facesAway })}
      aria-label=${words.pairing.scanLabel}
      autoplay
      playsinline
      .muted=${true}
      .srcObject=${this.camera.stream}
    ></video>`;
  }

  #hint(): string {
    if (this.phase === 'starting') return words.pairing.scanStarting;
    return this.miss ? words.pairing.scanNotACard : words.pairing.scanRunning;
  }

  readonly #read = (text: string): void => {
    const nowMs = performance.now();
    if (text === this.#lastText && nowMs - this.#lastTextAtMs < REPEAT_AFTER_MS) return;
    this.#lastText = text;
    this.#lastTextAtMs = nowMs;
    this.dispatchEvent(new CardTextEvent(text, 'camera'));
  };

  /** A camera may be unplugged, or taken back by the system or in the browser's settings. */
  #watch(camera: RunningCamera, signal: AbortSignal): void {
    for (const track of camera.stream.getVideoTracks()) {
      track.addEventListener('ended', () => this.#fail('camera-failed'), { signal });
    }
  }

  #fail(code: ErrorCode): void {
    this.stop();
    this.dispatchEvent(new CardErrorEvent(code));
  }

  readonly #hidden = (): void => {
    if (document.visibilityState !== 'hidden' || this.phase === 'off') return;
    this.stop();
    this.phase = 'paused';
  };

  readonly #pressStart = (): void => void this.start();

  readonly #pressStop = (): void => {
    this.stop();
    void this.updateComplete.then(() => {
      this.renderRoot.querySelector<HTMLElement>('.start')?.focus();
    });
  };

  readonly #pressSwitch = (): void => {
    const at = this.cameras.indexOf(this.camera?.deviceId ?? '');
    void this.start(this.cameras[(at + 1) % this.cameras.length]);
  };

  readonly #pressTorch = async (): Promise<void> => {
    const on = !this.torch;
    try {
      await this.camera?.setTorch(on);
      this.torch = on;
    } catch {
      // Some cameras list a torch they do not have; the button stays as it was.
    }
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'card-scanner': CardScanner;
  }
}
