/** What somebody does before a state of the gallery is looked at. */
import type { AppShell } from '../../../src/components/app-shell.ts';
import { afterBackup } from './backup-states.ts';
import { afterForgetting } from './forgetting-states.ts';

type Root = ShadowRoot | HTMLElement;

/** Does it once the screen stands. */
export async function afterState(name: string, shell: AppShell): Promise<void> {
  if (name.endsWith('-far')) {
    await press(shell, 'Far away');
    return;
  }
  await afterForgetting(name, shell, find);
  switch (name) {
    case 'replying-face':
      await press(shell, 'Face to face');
      return;
    case 'inviting-camera':
      (await find(shell, '.start')).click();
      return;
    case 'talk-drop': {
      const data = new DataTransfer();
      data.items.add(new File(['x'], 'x.txt'));
      const zone = await find(shell, 'drop-zone');
      zone.dispatchEvent(new DragEvent('dragover', { dataTransfer: data, cancelable: true }));
      return;
    }
    case 'talk-too-long': {
      const field = await find(shell, 'textarea');
      if (field instanceof HTMLTextAreaElement) field.value = 'too long '.repeat(40);
      field.dispatchEvent(new InputEvent('input'));
      await new Promise(requestAnimationFrame);
      (await find(shell, '.primary[aria-label="Send"]')).click();
      return;
    }
    case 'settings-check': {
      const check = await find(shell, 'settings-check');
      (await find(check, '.button')).click();
      await find(check, '[data-testid="facts"]');
      check.scrollIntoView();
      return;
    }
    case 'friends-update-dialog':
      (await find(await find(shell, 'update-notice'), '.actions .button:last-child')).click();
      return;
    case 'settings-files': {
      const files = await find(shell, 'settings-files');
      (await find(files, '.button')).click();
      await find(files, 'app-fingerprint');
      files.scrollIntoView();
      return;
    }
    case 'settings-one-file':
      (await find(shell, 'settings-one-file')).scrollIntoView();
      return;
    case 'settings-lock-device':
    case 'settings-lock':
      (await find(shell, 'settings-lock')).scrollIntoView();
      return;
    case 'locked-wrong':
      (await find(await find(shell, 'lock-screen'), '.unlock')).click();
      return;
    case 'files-save-error':
      (await find(shell, '.actions .button')).click();
      return;
    case 'talk-attach':
      (await find(await find(shell, 'attach-button'), '.opener')).click();
      return;
    case 'files-read':
      (await find(shell, '.actions .button:last-child')).click();
      return;
    case 'safety-differs':
      (await find(shell, '.choices .button:last-child')).click();
      return;
    case 'introduce-dialog':
      (await find(shell, '[popover] .item')).click();
      return;
    case 'introduce-menu':
    case 'introduce-menu-alone':
    case 'talk-menu':
      (await find(shell, '.opener')).click();
      return;
    case 'talk-picture':
      (await find(shell, '.picture')).click();
      return;
    default:
      await afterBackup(name, shell);
  }
}

/** Presses the button with this text. */
async function press(shell: AppShell, text: string): Promise<void> {
  const ways = await find(shell, '.ways');
  const button = [...ways.querySelectorAll('button')].find((each) =>
    each.textContent.includes(text),
  );
  button?.click();
}

/** The first such element in any shadow root; waits until it is there. */
export async function find(root: Root, selector: string): Promise<HTMLElement> {
  for (;;) {
    const found = search(root, selector);
    if (found !== null) return found;
    await new Promise(requestAnimationFrame);
  }
}

function search(root: Root, selector: string): HTMLElement | null {
  const own = root.querySelector<HTMLElement>(selector);
  if (own !== null) return own;
  for (const element of [root, ...root.querySelectorAll('*')]) {
    const inner = element instanceof HTMLElement ? element.shadowRoot : null;
    const found = inner === null ? null : search(inner, selector);
    if (found !== null) return found;
  }
  return null;
}
