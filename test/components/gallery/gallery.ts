/**
 * Every screen over fixture states, for looking at and for axe: run `npm run dev` and open
 * /test/components/gallery/?state=friends&theme=dark. Without a state it lists them all.
 */
import { html, render } from 'lit';
import '../../../src/components/app-shell.ts';
import { ICON_NAMES, icon } from '../../../src/components/icon.ts';
import { Store } from '../../../src/app/store.ts';
import { afterState } from './after.ts';
import { FakeBackup } from './fake-backup.ts';
import { FakeLock } from './fake-lock.ts';
import { FakeMessenger } from './fake-messenger.ts';
import { galleryState, GALLERY_STATES } from './states.ts';

const query = new URLSearchParams(location.search);
const wanted = query.get('state');
const theme = query.get('theme');

const name = GALLERY_STATES.find((known) => known === wanted);
if (name !== undefined) showState(name);
else if (wanted === 'parts') showParts();
else showList();

function showState(state: (typeof GALLERY_STATES)[number]): void {
  const fixture = galleryState(state, Date.now());
  const store = new Store(fixture);
  const app = new FakeMessenger(store);
  if (theme === 'light' || theme === 'dark') void app.updateSettings({ theme });
  const shell = document.createElement('app-shell');
  shell.store = store;
  shell.app = app;
  const lock = new FakeLock(store, state.endsWith('-device') ? 'on' : 'off');
  shell.lock = () => Promise.resolve(lock);
  const backup = new FakeBackup(fixture.friends.size);
  shell.backup = () => Promise.resolve(backup);
  shell.takeOver = () => store.update((now) => ({ ...now, phase: { status: 'ready' } }));
  document.body.append(shell);
  void afterState(state, shell);
}

function showParts(): void {
  document.documentElement.dataset['theme'] = theme === 'dark' ? 'dark' : 'light';
  const states = ['taut', 'loose', 'slack', 'drawing'] as const;
  render(
    html`<main>
      <h1>Parts</h1>
      <logo-mark></logo-mark>
      ${states.map((state) => html`<p><can-string state=${state} size="large"></can-string></p>`)}
      ${states.map((state) => html`<p><can-string state=${state}></can-string></p>`)}
      <notice-bar tone="alarm" text="Part of this code is missing." action="Again"></notice-bar>
      <p>${ICON_NAMES.map((each) => icon(each))}</p>
    </main>`,
    document.body,
  );
}

function showList(): void {
  render(
    html`<h1>Gallery</h1>
      <ul>
        ${[...GALLERY_STATES, 'parts'].map(
          (each) =>
            html`<li>
              <a href="?state=${each}">${each}</a> · <a href="?state=${each}&theme=dark">dark</a>
            </li>`,
        )}
      </ul>`,
    document.body,
  );
}
