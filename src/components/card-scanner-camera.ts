/** The camera as a reader of codes, over html5-qrcode; its failures in our words. */
import { MessengerError, type ErrorCode } from '../errors.ts';
import { STAGE_WIDTH_PX, openStage, type ReaderStage } from './card-reader.ts';

export interface RunningCamera {
  /** What the camera sees, for a preview. */
  readonly stream: MediaStream;
  /** The browser's name for the device; empty where it gives none. */
  readonly deviceId: string;
  /** True for a camera that looks away from the person; a preview of any other is mirrored. */
  readonly facesAway: boolean;
  readonly hasTorch: boolean;
  setTorch(on: boolean): Promise<void>;
  /** Resolves once it is off, which the signal of its wish brings about. */
  readonly stopped: Promise<void>;
}

export interface CameraWish {
  /** Called with every code that is read, the same one again and again. */
  readonly onText: (text: string) => void;
  /** A certain camera; else the one that looks where `facing` says, where there is one. */
  readonly deviceId?: string;
  /** `user`: toward the person, as screens held toward each other need it; `environment`: away. */
  readonly facing: 'user' | 'environment';
  /** Aborted when nobody wants the camera any more, also while it is still starting. */
  readonly signal: AbortSignal;
}

/** Ten looks a second: more heats phones, fewer feel slow. */
const LOOKS_PER_SECOND = 10;
/**
 * How softly the camera's picture is looked at, one look after the other, as a share of its height.
 * In dim rooms pictures are grainy, and the decoder takes grain for modules; a little blur takes the
 * grain away and leaves the modules, which are several pixels wide. Sharp looks stay the most.
 */
const SOFTNESS = [0, 1 / 400, 0, 1 / 260] as const;
/** How long a stream may take to show its first picture before it is ended the hard way. */
const FIRST_PICTURE_MS = 1500;

/**
 * Starts a camera and looks for codes. Resolves to null when the signal was aborted before it ran.
 * @throws MessengerError 'camera-denied' | 'camera-missing' | 'camera-busy' | 'camera-insecure' | 'camera-failed'
 */
export async function startCamera(wish: CameraWish): Promise<RunningCamera | null> {
  if (!window.isSecureContext) throw new MessengerError('camera-insecure');
  const { signal, onText } = wish;
  const unwanted = (): boolean => signal.aborted;
  let misses = 0;
  const stage = await openStage().catch((cause: unknown) => {
    throw new MessengerError('camera-failed', { cause });
  });
  if (unwanted()) {
    stage.remove();
    return null;
  }
  try {
    await stage.reader.start(
      // Overridden by videoConstraints, but the library insists on it.
      { facingMode: wish.facing },
      {
        fps: LOOKS_PER_SECOND,
        // Our codes are never mirrored, and looking twice halves the rate.
        disableFlip: true,
        videoConstraints: {
          ...(wish.deviceId === undefined
            ? { facingMode: { ideal: wish.facing } }
            : { deviceId: { exact: wish.deviceId } }),
          width: { ideal: STAGE_WIDTH_PX },
          height: { ideal: 720 },
        },
      },
      (text) => {
        if (!signal.aborted) onText(text);
      },
      () => {
        misses += 1;
        soften(stage, SOFTNESS[misses % SOFTNESS.length] ?? 0);
      },
    );
  } catch (cause) {
    stage.remove();
    if (unwanted()) return null;
    throw new MessengerError(cameraErrorCode(cause), { cause });
  }
  const video = stage.element.querySelector('video');
  if (!(video?.srcObject instanceof MediaStream)) {
    stage.remove();
    throw new MessengerError('camera-failed');
  }
  const { srcObject: stream } = video;
  // html5-qrcode scans what the element measures: let it measure what the camera gives.
  Object.assign(video.style, { width: 'auto', maxWidth: 'none' });

  if (unwanted()) {
    await end(stage, video, stream);
    return null;
  }
  const stopped = new Promise<void>((resolve) => {
    const stop = (): void => void end(stage, video, stream).finally(resolve);
    signal.addEventListener('abort', stop, { once: true });
  });
  const settings = stream.getVideoTracks()[0]?.getSettings() ?? {};
  const torch = stage.reader.getRunningTrackCameraCapabilities().torchFeature();
  return {
    stream,
    deviceId: settings.deviceId ?? '',
    facesAway: settings.facingMode === 'environment',
    hasTorch: torch.isSupported(),
    setTorch: (on) => torch.apply(on),
    stopped,
  };
}

/** Sets how the next picture is drawn for the decoder, where the browser knows filters. */
function soften({ element }: ReaderStage, softness: number): void {
  const canvas = element.querySelector('canvas');
  const pen = canvas?.getContext('2d');
  if (!canvas || !pen) return;
  pen.filter = softness === 0 ? 'none' : `blur(${softness * canvas.height}px)`;
}

/**
 * html5-qrcode can stop only once its picture runs; before, the stream is ended under it.
 * The element stays in the page until then, or the browser logs an interrupted play().
 */
async function end(
  stage: ReaderStage,
  video: HTMLVideoElement,
  stream: MediaStream,
): Promise<void> {
  if (!stage.reader.isScanning) {
    await Promise.race([
      new Promise((resolve) => {
        video.addEventListener('playing', resolve, { once: true });
      }),
      new Promise((resolve) => {
        setTimeout(resolve, FIRST_PICTURE_MS);
      }),
    ]);
  }
  if (stage.reader.isScanning) await stage.reader.stop();
  else for (const track of stream.getTracks()) track.stop();
  stage.remove();
}

/** The cameras of this device; their ids are known once one of them has been allowed. */
export async function cameraIds(): Promise<string[]> {
  const devices = await navigator.mediaDevices.enumerateDevices();
  return devices
    .filter(({ kind, deviceId }) => kind === 'videoinput' && deviceId !== '')
    .map(({ deviceId }) => deviceId);
}

/** Whether the camera may be used without asking; false where the browser does not tell. */
export async function cameraAllowed(): Promise<boolean> {
  try {
    // A browser that does not know this name throws a TypeError.
    const status = await navigator.permissions.query({ name: 'camera' });
    return status.state === 'granted';
  } catch {
    return false;
  }
}

const CAMERA_ERRORS: Readonly<Record<string, ErrorCode>> = {
  NotAllowedError: 'camera-denied',
  SecurityError: 'camera-denied',
  NotFoundError: 'camera-missing',
  OverconstrainedError: 'camera-missing',
  NotReadableError: 'camera-busy',
};

/**
 * What a failed getUserMedia means (Media Capture and Streams, section 10.2).
 * html5-qrcode passes it on as text with the error's name inside.
 */
export function cameraErrorCode(reason: unknown): ErrorCode {
  const name = /\b[A-Z][A-Za-z]+Error\b/.exec(String(reason))?.[0] ?? '';
  return CAMERA_ERRORS[name] ?? 'camera-failed';
}
