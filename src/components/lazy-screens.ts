/** Screens that a newcomer does not see first: their code is fetched when they are shown, or when there is time. */
import type { Screen } from '../app/state.ts';

const LOADERS = {
  connect: () => import('./connect-screen.ts'),
  conversation: () => import('./conversation-screen.ts'),
  friends: () => import('./friends-screen.ts'),
  safety: () => import('./safety-screen.ts'),
  settings: () => import('./settings-screen.ts'),
  transfers: () => import('./transfers-screen.ts'),
};

/** Whether a screen can be drawn now: an element that is made before its class would miss its data. */
export function screenIsLoaded(name: Screen['name']): boolean {
  return customElements.get(`${name}-screen`) !== undefined;
}

/** Fetches the code of a screen. Safe to call again. */
export async function loadScreen(name: Screen['name']): Promise<void> {
  await LOADERS[name]();
}

/** Fetches all of them, so that the rest of the visit needs no network. */
export async function loadAllScreens(): Promise<void> {
  await Promise.all(Object.values(LOADERS).map((load) => load()));
}

/** Whether the lock screen can be drawn now. */
export function lockScreenIsLoaded(): boolean {
  return customElements.get('lock-screen') !== undefined;
}

/** Whether what moves to another device can be drawn now. */
export function moveScreenIsLoaded(): boolean {
  return customElements.get('moved-screen') !== undefined;
}

/** Fetches that: hardly anybody needs it, and nobody often. */
export async function loadMoveScreen(): Promise<void> {
  await import('./move-screen.ts');
  await import('./moved-screen.ts');
}

/** Fetches the lock screen, which nobody without a passphrase needs. */
export async function loadLockScreen(): Promise<void> {
  await import('./lock-screen.ts');
}
