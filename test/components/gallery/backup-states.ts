/** States of backups, and what somebody does before they are looked at. */
import type { AppState } from '../../../src/app/state.ts';
import type { AppShell } from '../../../src/components/app-shell.ts';
import { find } from './after.ts';

const WELCOME = () =>
  ({
    phase: { status: 'welcome', invited: false },
    settings: null,
    friends: new Map(),
  }) satisfies Partial<AppState>;
const SETTINGS = () => ({ screen: { name: 'settings' } }) satisfies Partial<AppState>;
const NEVER_SAVED: AppState['settings'] = {
  ...{ name: 'Merry Otter', theme: 'system', autoAcceptImages: true },
  ...{ servers: [], relayOnly: false },
};

export const BACKUP_CHANGES = {
  'backup-welcome': WELCOME,
  'backup-welcome-found': WELCOME,
  'backup-settings': SETTINGS,
  'backup-save': () => ({ ...SETTINGS(), settings: NEVER_SAVED }),
  'backup-found': SETTINGS,
  'backup-importing': SETTINGS,
  'backup-wrong': SETTINGS,
  'backup-reminder': () => ({ settings: NEVER_SAVED }),
};

export async function afterBackup(name: string, shell: AppShell): Promise<void> {
  if (!name.startsWith('backup-') || name === 'backup-reminder') return;
  if (name.startsWith('backup-welcome')) {
    (await find(await find(shell, 'welcome-screen'), 'form > .plain')).click();
  } else {
    const settings = await find(shell, 'settings-backup');
    settings.scrollIntoView();
    if (name === 'backup-settings') return;
    const buttons = [...(await find(settings, '.choices')).querySelectorAll('button')];
    buttons[name === 'backup-save' ? 0 : 1]?.click();
    if (name === 'backup-save') return;
  }
  const importing = await find(shell, 'backup-import');
  if (name === 'backup-welcome') return;
  await choose(importing);
  if (name !== 'backup-wrong') {
    const field = await find(await find(importing, 'passphrase-field'), 'input');
    if (field instanceof HTMLInputElement) field.value = 'a kettle on a string';
  }
  (await find(importing, '.primary')).click();
  if (name !== 'backup-importing') return;
  await find(importing, '.found');
  (await find(importing, '.primary')).click();
}

async function choose(importing: HTMLElement): Promise<void> {
  const chooser = await find(importing, 'input[type=file]');
  const files = new DataTransfer();
  files.items.add(new File(['x'], 'Twocan 2026-10-12.backup'));
  if (chooser instanceof HTMLInputElement) chooser.files = files.files;
  chooser.dispatchEvent(new Event('change'));
  await find(importing, 'passphrase-field');
}
