/** Two screens held toward each other: no button between "Connect a friend" and the open line. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { meetFaceToFace } from './harness/face-to-face.ts';
import { sendText } from './harness/app.ts';
import { startServer, type TestServer } from './harness/server.ts';

let server: TestServer;

beforeAll(async () => {
  server = await startServer();
});

afterAll(() => server.stop());

describe('face to face', () => {
  it('two screens that see each other are connected by themselves', async () => {
    const milliseconds = await meetFaceToFace(server.url, async ({ people: [ada, bob] }) => {
      await sendText(ada, 'that was quick');
      await bob.see({ text: 'that was quick' });
      // The cameras are off again, and what the other read was read by camera.
      for (const person of [ada, bob]) {
        const streaming = await person.page.evaluate(() =>
          [...document.querySelectorAll('video')].some((video) => video.srcObject !== null),
        );
        expect(streaming).toBe(false);
        await person.see({ text: 'You read their code with your camera' });
        // Both cards went from screen to camera, and each side knows it by itself.
        await person.see({ css: '.sure svg.trust.in-person' });
        person.assertClean();
      }
    });
    console.log(`face to face: ${milliseconds} ms from both screens open to both lines open`);
  });
});
