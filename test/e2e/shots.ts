/** Leads two people through the app and takes a picture of every screen on the way. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PNG } from 'pngjs';
import { acceptFile, fileComplete, offerFile, sendText } from './harness/app.ts';
import {
  chooseWay,
  firstStart,
  openInvite,
  pasteCard,
  seeConnected,
  showInvite,
} from './harness/meet.ts';
import { launch, type Person } from './harness/person.ts';
import { startServer } from './harness/server.ts';

/** No touch emulation: switching it on reloads the page, which would end the line. */
const VIEWPORTS = {
  phone: { width: 390, height: 844, deviceScaleFactor: 2 },
  desktop: { width: 1280, height: 800, deviceScaleFactor: 1 },
} as const;
const THEMES = ['light', 'dark'] as const;

/** Transitions are over by then. */
const SETTLE_MS = 450;

/** Takes all pictures. @returns how many */
export async function takeShots(folder: string): Promise<number> {
  const server = await startServer();
  const ann = await launch('chromium');
  const ben = await launch('chromium');
  const camera = new Camera(folder);
  try {
    await story(camera, ann, ben, server.url);
    return camera.taken;
  } finally {
    await Promise.all([ann.close(), ben.close()]);
    await server.stop();
  }
}

/** The whole story, in the order in which people live it. */
async function story(camera: Camera, ann: Person, ben: Person, url: string): Promise<void> {
  await ann.open(url);
  await ann.see({ role: 'button', name: 'Start' });
  await camera.shoot(ann, 'welcome');

  await firstStart(ann, url, 'Ann');
  await camera.shoot(ann, 'friends-empty');
  await firstStart(ben, url, 'Ben');

  const invite = await showInvite(ann);
  await camera.shoot(ann, 'connect-face');
  await chooseWay(ann, 'Far away');
  await camera.shoot(ann, 'connect-far');
  await pasteCard(ann, invite.slice(0, -12));
  await ann.click({ css: '[data-testid="paste-take"]' });
  await ann.see({ text: 'Part of this code is missing' });
  await camera.shoot(ann, 'connect-error');

  const reply = await openInvite(ben, invite);
  await camera.shoot(ben, 'connect-reply');
  await pasteCard(ann, reply);
  await Promise.all([seeConnected(ann, 'Ben'), seeConnected(ben, 'Ann')]);

  await camera.shoot(ann, 'conversation-empty');
  await talk(ann, ben);
  await camera.shoot(ann, 'conversation');
  await files(camera, ann, ben);

  await ben.close();
  await ann.see({ text: /away|broke/i }, 60_000);
  await camera.shoot(ann, 'conversation-away');
  await ann.click({ role: 'button', name: 'Stop looking' });
  await ann.click({ role: 'button', name: 'Meet again' });
  await ann.cardLink('code');
  await camera.shoot(ann, 'meet-again');
  // From one room to another and back is the list.
  await ann.page.goBack();
  await ann.seeGone({ css: 'connect-screen' });
  await ann.reload();
  await ann.see({ role: 'button', name: 'Connect a friend' });
  await camera.shoot(ann, 'friends');
  await ann.click({ role: 'button', name: 'Settings' });
  await ann.see({ role: 'heading', name: 'Settings' });
  await camera.shoot(ann, 'settings');
  await ann.click({ text: 'Servers of your own' });
  await ann.click({ role: 'button', name: 'Check now' });
  const checked = await ann.see({ text: 'This browser can open direct lines.' }, 30_000);
  await checked.evaluate((line) => line.scrollIntoView({ block: 'center' }));
  await camera.shoot(ann, 'settings-network');
}

async function talk(ann: Person, ben: Person): Promise<void> {
  const lines: [Person, string][] = [
    [ann, 'Can you hear me at the other end?'],
    [ben, 'Loud and clear. No server in between?'],
    [ann, 'None. Just the two of us and a string.'],
    [ben, 'Then let me send you the pictures from Sunday.'],
    [ben, 'Directions, in case you forgot: https://www.openstreetmap.org/#map=15/52.52/13.40'],
  ];
  for (const [person, text] of lines) {
    await sendText(person, text);
    await Promise.all([ann.see({ text }), ben.see({ text })]);
  }
}

async function files(camera: Camera, ann: Person, ben: Person): Promise<void> {
  const picture = join(ben.profile, 'Sunday.png');
  await writeFile(picture, hills(960, 640));
  const pictureId = await offerFile(ben, ann, picture);
  await acceptFile(ann, pictureId);
  await fileComplete(ann, pictureId);
  await camera.shoot(ann, 'conversation-image');

  // Large enough to be still under way while its pictures are taken.
  const film = join(ben.profile, 'A long film.mkv');
  await writeFile(film, Buffer.alloc(400 * 1024 * 1024, 7));
  const filmId = await offerFile(ben, ann, film);
  await camera.shoot(ann, 'file-offer');
  await acceptFile(ann, filmId);
  await new Promise((resolve) => setTimeout(resolve, 2_500));
  await camera.shoot(ann, 'file-receiving');
  await camera.shoot(ben, 'file-sending');

  await offerFolder(ben);
  await ann.see({ text: '24 files' });
  await camera.shoot(ann, 'folder-offer');
  await showTransfers(ann);
  await ann.see({ role: 'heading', name: 'Transfers' });
  await camera.shoot(ann, 'transfers');
  await ann.click({ role: 'button', name: 'From Ben' });
  await ann.see({ css: 'conversation-screen' });
}

async function offerFolder({ page }: Person): Promise<void> {
  await page.evaluate(async () => {
    const { app } = document.querySelector('app-shell') ?? {};
    const [friendId = ''] = app?.store.get().friends.keys() ?? [];
    const entries = Array.from({ length: 24 }, (_, n) => ({
      path: `Sunday/${n}.jpg`,
      file: new File([new Uint8Array(80_000)], 'x'),
    }));
    await app?.files.offerFolder(friendId, { name: 'All of Sunday', entries });
  });
}

/** The button for it is on another screen of a phone, so the app is asked. */
async function showTransfers({ page }: Person): Promise<void> {
  await page.evaluate(() => document.querySelector('app-shell')?.app?.show({ name: 'transfers' }));
}

class Camera {
  taken = 0;

  constructor(private readonly folder: string) {}

  /** The screen as it stands, in all four forms. Leaves the person at a desktop in the light. */
  async shoot({ page }: Person, name: string): Promise<void> {
    for (const [device, viewport] of Object.entries(VIEWPORTS)) {
      await page.setViewport(viewport);
      for (const theme of THEMES) {
        await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: theme }]);
        await new Promise((resolve) => setTimeout(resolve, SETTLE_MS));
        const path = join(this.folder, `${name}-${device}-${theme}.png`);
        await writeFile(path, await page.screenshot({ type: 'png' }));
        this.taken += 1;
      }
    }
    await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: 'light' }]);
  }
}

/** A picture to send: an evening sky over hills. */
function hills(width: number, height: number): Buffer {
  const png = new PNG({ width, height });
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const ridge = height * (0.62 + 0.09 * Math.sin(x / 140) + 0.04 * Math.sin(x / 47));
      const near = height * (0.8 + 0.05 * Math.sin(x / 210 + 2));
      const glow = y / height;
      const sky = [246 - 60 * (1 - glow), 170 + 40 * glow, 140 + 60 * (1 - glow)];
      const colour = y > near ? [44, 70, 62] : y > ridge ? [88, 112, 104] : sky;
      png.data.set([...colour.map(Math.round), 255], (y * width + x) * 4);
    }
  }
  return PNG.sync.write(png);
}
