/** Pictures of codes on their way into the page: chosen, pasted, dropped. */
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Person } from './person.ts';

/** The ways in which the picture in a file comes into the connect screen. */
export const WAYS = {
  async chosen(person: Person, path: string): Promise<void> {
    const [chooser] = await Promise.all([
      person.page.waitForFileChooser(),
      person.click({ role: 'button', name: 'Choose a picture' }),
    ]);
    await chooser.accept([path]);
  },

  async pasted(person: Person, path: string): Promise<void> {
    const bytes = await readFile(path, 'base64');
    if (person.kind === 'firefox') {
      // Without a window its clipboard keeps no pictures.
      await giveFile(person, path, ['paste']);
      return;
    }
    await person.page.evaluate(async (base64) => {
      const png = Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
      const blob = new Blob([png], { type: 'image/png' });
      await navigator.clipboard.write([new ClipboardItem({ 'image/png': blob })]);
    }, bytes);
    await pressPaste(person);
  },

  async dropped(person: Person, path: string): Promise<void> {
    if (person.kind === 'firefox') {
      // WebDriver has no drag from outside.
      await giveFile(person, path, ['dragenter', 'dragover', 'drop']);
      return;
    }
    const [x, y] = await middle(person);
    const devtools = await person.page.createCDPSession();
    const data = { items: [], files: [path], dragOperationsMask: 1 };
    for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
      await devtools.send('Input.dispatchDragEvent', { type, x, y, data });
    }
    await devtools.detach();
  },
};

/** The middle of the screen on which codes are shown and read. */
async function middle(person: Person): Promise<[number, number]> {
  const box = await (await person.see({ css: 'connect-screen' })).boundingBox();
  if (box === null) throw new Error('There is nothing to drop a picture on.');
  return [box.x + box.width / 2, box.y + box.height / 2];
}

/** Sends the events of a file that comes from outside to what stands in the middle. */
async function giveFile(person: Person, path: string, events: readonly string[]): Promise<void> {
  await person.page.evaluate(
    ([x, y], name, base64, types) => {
      const bytes = Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
      const data = new DataTransfer();
      data.items.add(new File([bytes], name, { type: 'image/png' }));
      // Nothing has the focus when a picture is pasted, so the page as a whole is told.
      const pasted = types.includes('paste');
      let target = (pasted ? null : document.elementFromPoint(x, y)) ?? document.body;
      while (!pasted) {
        const inner = target.shadowRoot?.elementFromPoint(x, y) ?? target;
        if (inner === target) break;
        target = inner;
      }
      const options = { bubbles: true, composed: true, cancelable: true };
      for (const type of types) {
        // Given to the constructor, the data would lose its files in Firefox.
        const event = pasted
          ? Object.defineProperty(new ClipboardEvent(type, options), 'clipboardData', {
              value: data,
            })
          : new DragEvent(type, { ...options, dataTransfer: data });
        target.dispatchEvent(event);
      }
    },
    await middle(person),
    basename(path),
    await readFile(path, 'base64'),
    events,
  );
}

/** Pastes what is on the clipboard, with the keyboard, wherever the focus is. */
export async function pressPaste({ page }: Person): Promise<void> {
  const key = process.platform === 'darwin' ? 'Meta' : 'Control';
  await page.keyboard.down(key);
  await page.keyboard.press('v');
  await page.keyboard.up(key);
}
