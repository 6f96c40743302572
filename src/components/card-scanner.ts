import { LitElement, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { classMap } from 'lit/directives/class-map.js';
import { codeOf, type ErrorCode } from '../errors.ts';
import { base } from './base.styles.ts';
import { CameraChangeEvent, CardErrorEvent, CardTextEvent } from './card-input-events.ts';
import {
  cameraAllowed,
  cameraIds,
  startCamera,
  type RunningCamera,
} from './card-scanner-camera.ts';
import { styles } from './card-scanner.styles.ts';
import { icon } from './icon.ts';
import { SayEvent } from './say-event.ts';
import { pairingWords } from './words/pairing-words.ts';

/** `paused`: it ran, and stopped because the page was hidden. */
type Phase = 'off' | 'starting' | 'running' | 'paused';

/** The same wrong code stays in front of the camera for a while; once in this time is enough. */
const REPEAT_AFTER_MS = 4000;

/**
 * The camera as a way in for a friend's card. Starts when asked and keeps looking until it is
 * stopped, leaves the page, or the page is hidden. What its start button promises is its content.
 *
 * @fires card-text - a code was read (CardTextEvent)
 * @fires card-error - the camera failed, or null when it is tried again (CardErrorEvent)
 * @fires camera-change - it is on now, or off (CameraChangeEvent)
 * @fires say - what the camera does (SayEvent)
 */
@customElement('card-scanner')
export class CardScanner extends LitElement {
  static override readonly styles = [base, styles];

  /** The last code was none of ours: says so in the picture and keeps looking. */
  @property({ type: Boolean }) miss = false;
  /** Which camera is meant, unless the person chose another. */
  @property() facing: 'user' | 'environment' = 'environment';
  /** Something else comes next: its button is not the one to press. */
  @property({ type: Boolean, reflect: true }) aside = false;

  @state() private phase: Phase = 'off';
  @state() private camera: RunningCamera | null = null;
  @state() private cameras: readonly string[] = [];
  @state() private torch = false;
  @query('.stop') private readonly stopButton!: HTMLElement | null;
  @query('.start') private readonly startButton!: HTMLElement | null;
  /** The camera that the person chose. */
  #chosen: string | undefined;
  #abort = new AbortController();
  /** Resolves once the camera before is off: a phone lends only one at a time. */
  #lent: Promise<unknown> = Promise.resolve();
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

  /** Starts the camera; asks for permission where it must. */
  async start(): Promise<void> {
    this.stop();
    const abort = (this.#abort = new AbortController());
    this.phase = 'starting';
    this.#say(pairingWords.scanStarting);
    this.dispatchEvent(new CardErrorEvent(null));
    try {
      const starting = this.#lent.then(() => this.#lend(abort.signal));
      this.#lent = starting.then(
        (camera) => camera?.stopped,
        () => undefined,
      );
      const camera = await starting;
      if (camera === null || abort.signal.aborted) return;
      this.camera = camera;
      this.phase = 'running';
      this.#say(pairingWords.scanRunning);
      this.#watch(camera, abort.signal);
      this.cameras = await cameraIds();
    } catch (error) {
      if (!abort.signal.aborted) this.#fail(codeOf(error, 'camera-failed'));
    }
  }

  async #lend(signal: AbortSignal): Promise<RunningCamera | null> {
    if (signal.aborted) return null;
    return startCamera({
      onText: this.#read,
      signal,
      facing: this.facing,
      ...(this.#chosen === undefined ? {} : { deviceId: this.#chosen }),
    });
  }

  /** Starts only if no permission has to be asked for. */
  async startIfAllowed(): Promise<void> {
    const idle = (): boolean =>
      this.isConnected && (this.phase === 'off' || this.phase === 'paused');
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

  protected override updated(changed: PropertyValues): void {
    if (!changed.has('phase')) return;
    this.dispatchEvent(
      new CameraChangeEvent(this.phase === 'starting' || this.phase === 'running'),
    );
  }

  protected override render(): TemplateResult {
    if (this.phase === 'off' || this.phase === 'paused') return this.#renderOff();
    return html`
      <div class="finder">
        ${this.#renderPicture()}
        <div class="corners" aria-hidden="true"><i></i><i></i><i></i><i></i></div>
        <p class=${classMap({ hint: true, miss: this.miss })}>${this.#hint()}</p>
        <div class="controls">
          ${
            this.camera?.hasTorch === true
              ? this.#control(
                  'torch',
                  pairingWords.scanTorch,
                  () => void this.#pressTorch(),
                  this.torch,
                )
              : nothing
          }
          ${
            this.cameras.length > 1
              ? this.#control('flip', this.#switchLabel(), this.#pressSwitch)
              : nothing
          }
          ${this.#control('close', pairingWords.scanStop, this.#pressStop)}
        </div>
      </div>
    `;
  }

  #control(
    name: 'torch' | 'flip' | 'close',
    label: string,
    press: () => void,
    pressed?: boolean,
  ): TemplateResult {
    return html`<button
      class="control ${name === 'close' ? 'stop' : ''}"
      type="button"
      aria-label=${label}
      title=${label}
      aria-pressed=${pressed ?? nothing}
      @click=${press}
    >
      ${icon(name)}
    </button>`;
  }

  #renderOff(): TemplateResult {
    return html`
      <button class="start" type="button" data-testid="scan-start" @click=${this.#pressStart}>
        <slot name="picture"><span class="lens">${icon('camera', 36)}</span></slot>
        <span class="what">${icon('camera')} ${pairingWords.scanStart}</span>
        <span class="why">
          ${this.phase === 'paused' ? pairingWords.scanPaused : html`<slot></slot>`}
        </span>
      </button>
    `;
  }

  #renderPicture(): TemplateResult | typeof nothing {
    if (this.camera === null) return nothing;
    return html`<video
      class=${classMap({ mirrored: !this.camera.facesAway })}
      aria-label=${pairingWords.scanLabel}
      autoplay
      playsinline
      .muted=${true}
      .srcObject=${this.camera.stream}
    ></video>`;
  }

  #hint(): string {
    if (this.phase === 'starting') return pairingWords.scanStarting;
    return this.miss ? pairingWords.scanNotACard : pairingWords.scanRunning;
  }

  /** Two cameras are front and rear on every phone; of more, nobody knows. */
  #switchLabel(): string {
    if (this.cameras.length !== 2) return pairingWords.scanSwitch;
    return this.camera?.facesAway === true
      ? pairingWords.scanSwitchFront
      : pairingWords.scanSwitchRear;
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
    // What went wrong is told by whoever hears of it.
    this.#say('');
    this.dispatchEvent(new CardErrorEvent(code));
  }

  #say(text: string): void {
    this.dispatchEvent(new SayEvent(text));
  }

  readonly #hidden = (): void => {
    if (document.visibilityState !== 'hidden' || this.phase === 'off') return;
    this.stop();
    this.phase = 'paused';
    this.#say(pairingWords.scanPaused);
  };

  /** The buttons replace each other: the focus goes with them. */
  readonly #pressStart = (): void => {
    void this.start();
    void this.updateComplete.then(() => this.stopButton?.focus());
  };

  readonly #pressStop = (): void => {
    this.stop();
    this.#say('');
    void this.updateComplete.then(() => this.startButton?.focus());
  };

  readonly #pressSwitch = (): void => {
    const at = this.cameras.indexOf(this.camera?.deviceId ?? '');
    this.#chosen = this.cameras[(at + 1) % this.cameras.length];
    void this.start();
  };

  async #pressTorch(): Promise<void> {
    const on = !this.torch;
    try {
      await this.camera?.setTorch(on);
      this.torch = on;
    } catch {
      // Some cameras list a torch they do not have; the button stays as it was.
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'card-scanner': CardScanner;
  }
}
