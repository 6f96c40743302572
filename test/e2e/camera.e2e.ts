/** The camera in real browsers: when it runs, when it stops, which one it is, and why it does not start. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { toBuffer } from 'qrcode';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { BrowserKind } from './harness/browser.ts';
import { camerasOf, watchCameras } from './harness/camera-watch.ts';
import { cameraOf, type Camera } from './harness/either-camera.ts';
import {
  chooseWay,
  firstStart,
  openInvite,
  pasteCard,
  seeConnected,
  showInvite,
} from './harness/meet.ts';
import { launch, type Person, type PersonOptions } from './harness/person.ts';
import { startServer, type TestServer } from './harness/server.ts';

const START = { css: '[data-testid="scan-start"]', shown: true } as const;
const CARD = { css: '[data-testid="my-card"]' } as const;
const RUNNING = { text: 'Looking for a code' } as const;

/** "The moment": a few pictures of the screen, on two slow cores. */
const OFF_WITHIN_MS = 500;
/** html5-qrcode cannot stop before its first picture, or card-scanner-camera.ts gives it this long. */
const OFF_WHILE_STARTING_MS = 2_500;

/** As many cameras as Chromium is told. */
const NO_CAMERA = '--use-fake-device-for-media-stream=device-count=0';
const TWO_CAMERAS = '--use-fake-device-for-media-stream=device-count=2';

let server: TestServer;
let folder: string;
const people: Person[] = [];

beforeAll(async () => {
  server = await startServer();
  folder = await mkdtemp(join(tmpdir(), 'twocan-camera-'));
});

afterAll(async () => {
  await server.stop();
  await rm(folder, { recursive: true, force: true });
});

/** Somebody whose cameras are watched, on the first screen. */
async function someone(
  kind: BrowserKind,
  name: string,
  options: PersonOptions = {},
  prepare?: (person: Person) => Promise<void>,
): Promise<Person> {
  const person = await launch(kind, options);
  people.push(person);
  await prepare?.(person);
  await watchCameras(person);
  await firstStart(person, server.url, name);
  return person;
}

async function everybodyLeaves(): Promise<void> {
  await Promise.all(people.splice(0).map((person) => person.close()));
}

async function seeRunning(person: Person): Promise<void> {
  await person.see(RUNNING);
  expect((await camerasOf(person)).live).toHaveLength(1);
}

async function seeOff(person: Person, withinMs = OFF_WITHIN_MS): Promise<void> {
  const endMs = performance.now() + withinMs;
  while ((await camerasOf(person)).live.length > 0 && performance.now() < endMs) await pause(20);
  const { live, given } = await camerasOf(person);
  expect(given).toBeGreaterThan(0);
  expect(live).toEqual([]);
}

describe.each(['chromium', 'firefox'] as const)('a camera in %s', (kind) => {
  let camera: Camera;
  let ada: Person;
  let bob: Person;

  beforeAll(async () => {
    camera = await cameraOf(kind, folder);
    [ada, bob] = await Promise.all([
      someone(kind, 'Ada', camera.options, camera.prepare),
      someone('chromium', 'Bob'),
    ]);
    await showInvite(ada);
  });
  afterEach(() => ada.assertClean());
  afterAll(everybodyLeaves);

  it('runs while codes are to be read, and puts no barriers up', async () => {
    await seeRunning(ada);
    expect(await ada.accessibilityProblems()).toEqual([]);
  });

  it('stops and starts at its button', async () => {
    await ada.click({ role: 'button', name: 'Stop the camera' });
    await seeOff(ada);
    await ada.press('Enter');
    await seeRunning(ada);
    await ada.press('Enter');
    await seeOff(ada);
  });

  it('stops when the other way is chosen', async () => {
    await chooseWay(ada, 'Far away');
    await chooseWay(ada, 'Face to face');
    await seeRunning(ada);
    await chooseWay(ada, 'Far away');
    await seeOff(ada);
    await chooseWay(ada, 'Face to face');
    await seeRunning(ada);
  });

  it('stops when the page is behind another, and says why', async () => {
    const { page } = ada;
    const other = await ada.newTab('about:blank');
    await other.bringToFront();
    try {
      await seeOff(ada);
    } finally {
      await page.bringToFront();
      await other.close();
    }
    await ada.see({ text: 'The camera is off, because you left this page.' });
    await ada.click(START);
    await seeRunning(ada);
  });

  it('stops when the screen is left, also while it starts', async () => {
    await ada.click({ role: 'button', name: 'Back' });
    await seeOff(ada);
    await ada.click({ role: 'button', name: 'Connect a friend' });
    await ada.click({ role: 'button', name: 'Back' });
    await seeOff(ada, OFF_WHILE_STARTING_MS);
  });

  it('looks on when a code is none of ours', async () => {
    await showInvite(ada);
    await seeRunning(ada);
    await camera.show(ada, await toBuffer('https://example.com/menu', { width: 400 }));
    await ada.see({ text: 'Not a Twocan code. Still looking' });
    expect((await camerasOf(ada)).live).toHaveLength(1);
  });

  it('stops the moment a reply was read', async () => {
    await openInvite(bob, await ada.cardLink('invite'));
    await camera.show(ada, await bob.picture(CARD));
    await ada.see({ text: 'Both codes are read' });
    await seeOff(ada);
    await seeConnected(ada, 'Bob');
    expect((await camerasOf(ada)).live).toEqual([]);
  });

  it('stops when a friend has read what came of their invite', async () => {
    await showInvite(bob);
    await camera.show(ada, await bob.picture(CARD));
    await ada.click({ role: 'button', name: 'Connect a friend' });
    await pasteCard(bob, await ada.cardLink('reply'));
    await bob.see({ css: 'conversation-screen' });
    await seeOff(ada);
  });
});

describe('one of two cameras in chromium', () => {
  let ada: Person;

  beforeAll(async () => {
    ada = await someone('chromium', 'Ada', { args: [TWO_CAMERAS] });
    await allow(ada, false);
    await showInvite(ada);
  });
  afterEach(() => ada.assertClean());
  afterAll(everybodyLeaves);

  it('that is refused says so', async () => {
    await ada.click(START);
    await seeFailure(ada, 'Twocan may not use the camera.');
  });

  it('says so where it is used, and nowhere else', async () => {
    await chooseWay(ada, 'Far away');
    await ada.see({ role: 'heading', name: 'Send your invite' });
    expect(await ada.text()).not.toMatch(/camera/i);
    await chooseWay(ada, 'Face to face');
    expect(await ada.text()).not.toMatch(/may not use the camera|Starting the camera/);
  });

  it('runs once it is allowed, and the other one in its place when that is chosen', async () => {
    await allow(ada, true);
    await ada.click(START);
    await seeRunning(ada);
    const { live: first, given, runningAtAsk: before } = await camerasOf(ada);
    await ada.click({ role: 'button', name: /(Front|Rear|Other) camera/ });
    await ada.page.waitForFunction(
      (n) => window.watchedCameras?.tracks.length === n,
      {},
      given + 1,
    );
    await seeRunning(ada);
    const { live, runningAtAsk } = await camerasOf(ada);
    expect(live).not.toEqual(first);
    // A phone lends only one at a time.
    expect(runningAtAsk.slice(before.length)).toEqual([0]);
  });

  it('that is taken away while it runs says so', async () => {
    await allow(ada, false);
    await seeFailure(ada, 'The camera gives no picture.');
  });

  it('that another program has says so', async () => {
    await seizeCameras(ada);
    await ada.click(START);
    await seeFailure(ada, 'Another app is using the camera.');
  });
});

describe('a camera that cannot be had', () => {
  afterEach(everybodyLeaves);

  it('in chromium, because there is none, says so', async () => {
    const ada = await someone('chromium', 'Ada', { args: [NO_CAMERA] });
    await allow(ada, true);
    await showInvite(ada);
    await seeFailure(ada, 'There is no camera on this device.');
    ada.assertClean();
  });

  it('in firefox, because it is refused, says so', async () => {
    const ada = await someone('firefox', 'Ada', {
      preferences: { 'media.navigator.streams.fake': true, 'permissions.default.camera': 2 },
    });
    await showInvite(ada);
    await ada.click(START);
    await seeFailure(ada, 'Twocan may not use the camera.');
    ada.assertClean();
  });

  it('in firefox, because there is none or another program has it, says so', async () => {
    const ada = await someone('firefox', 'Ada', {
      // Of all cameras it looks for one of this name.
      preferences: { 'permissions.default.camera': 1, 'media.video_loopback_dev': 'none such' },
    });
    await showInvite(ada);
    await seeFailure(ada, 'There is no camera on this device.');
    await seizeCameras(ada);
    await ada.click(START);
    await seeFailure(ada, 'Another app is using the camera.');
    ada.assertClean();
  });
});

/** The sentence is there, no camera runs, and it can be tried again. */
async function seeFailure(person: Person, sentence: string): Promise<void> {
  await person.see({ text: sentence });
  await person.see(START);
  expect((await camerasOf(person)).live).toEqual([]);
}

/** Allows or refuses the camera (Chromium). */
async function allow({ browser }: Person, allowed: boolean): Promise<void> {
  await browser.defaultBrowserContext().setPermission(new URL(server.url).origin, {
    permission: { name: 'camera' },
    state: allowed ? 'granted' : 'denied',
  });
}

/**
 * No setting makes a camera busy: from now on the page gets what browsers answer then (Media Capture
 * and Streams, section 10.2).
 */
async function seizeCameras({ page }: Person): Promise<void> {
  await page.evaluate(() => {
    navigator.mediaDevices.getUserMedia = () =>
      Promise.reject(new DOMException('Could not start video source', 'NotReadableError'));
  });
}
