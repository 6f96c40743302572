/** The camera of either browser, and how a picture is held before it while it runs. */
import { join } from 'node:path';
import { PNG } from 'pngjs';
import type { BrowserKind } from './browser.ts';
import { writeCameraFile } from './camera.ts';
import type { Person, PersonOptions } from './person.ts';

export interface Camera {
  /** What the browser is started with. */
  readonly options: PersonOptions;
  /** What is done before its first page is loaded. */
  readonly prepare: (person: Person) => Promise<void>;
  /** Holds up a picture (PNG) from now on. */
  readonly show: (person: Person, picture: Uint8Array) => Promise<void>;
}

/** A camera that may be used without asking, and sees nothing yet. */
export async function cameraOf(kind: BrowserKind, folder: string): Promise<Camera> {
  return kind === 'chromium' ? fileCamera(join(folder, 'camera.y4m')) : canvasCamera();
}

async function fileCamera(camera: string): Promise<Camera> {
  const wall = new PNG({ width: 64, height: 48 });
  wall.data.fill(190);
  await writeCameraFile(camera, PNG.sync.write(wall));
  return {
    options: { camera },
    prepare: () => Promise.resolve(),
    show: (_, picture) => writeCameraFile(camera, picture),
  };
}

/** Firefox takes no file as its camera. */
function canvasCamera(): Camera {
  return {
    options: { preferences: { 'permissions.default.camera': 1 } },
    prepare: standInCamera,
    async show({ page }, picture) {
      const base64 = Buffer.from(picture).toString('base64');
      await page.evaluate((png) => window.showToCamera?.(png), base64);
    },
  };
}

declare global {
  interface Window {
    /** The picture, a PNG in base64, before the camera from now on. */
    showToCamera?: (picture: string) => Promise<void>;
  }
}

/** From the next page on a canvas stands in for the camera, with tracks that run and end as its do. */
async function standInCamera(person: Person): Promise<void> {
  await person.page.evaluateOnNewDocument(() => {
    if (!('mediaDevices' in navigator)) return;
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [640, 480];
    const context = canvas.getContext('2d');
    let picture: ImageBitmap | null = null;
    let drawn = (): void => undefined;
    let frame = 0;
    // Identical still frames can fail to decode for ever.
    setInterval(() => {
      if (context === null) return;
      context.fillStyle = '#bebebe';
      context.fillRect(0, 0, 640, 480);
      frame += 1;
      const side = 380 + 30 * Math.sin(frame);
      if (picture) context.drawImage(picture, 130 + 9 * Math.sin(frame * 3), 40, side, side);
      drawn();
    }, 60);
    window.showToCamera = async (base64) => {
      const png = Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
      picture = await createImageBitmap(new Blob([png], { type: 'image/png' }));
      // A stream that starts before shows what was there, and a code is read from that.
      await new Promise<void>((resolve) => (drawn = resolve));
    };
    navigator.mediaDevices.getUserMedia = () => Promise.resolve(canvas.captureStream(15));
  });
}
