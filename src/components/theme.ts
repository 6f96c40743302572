/** Puts the chosen theme on the page, and follows the device live while it is left to the device. */
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { SettingsRecord } from '../app/state.ts';

export type ThemeChoice = SettingsRecord['theme'];

/** The theme to show for a choice. */
export function themeFor(choice: ThemeChoice, deviceIsDark: boolean): 'light' | 'dark' {
  if (choice !== 'system') return choice;
  return deviceIsDark ? 'dark' : 'light';
}

export class Theme implements ReactiveController {
  readonly #darkDevice = matchMedia('(prefers-color-scheme: dark)');
  #choice: ThemeChoice = 'system';

  constructor(host: ReactiveControllerHost) {
    host.addController(this);
  }

  choose(choice: ThemeChoice): void {
    this.#choice = choice;
    this.#apply();
  }

  hostConnected(): void {
    this.#darkDevice.addEventListener('change', this.#apply);
    this.#apply();
  }

  hostDisconnected(): void {
    this.#darkDevice.removeEventListener('change', this.#apply);
  }

  readonly #apply = (): void => {
    const root = document.documentElement;
    const theme = themeFor(this.#choice, this.#darkDevice.matches);
    if (root.dataset['theme'] === theme) return;
    root.dataset['theme'] = theme;
    const paper = getComputedStyle(root).getPropertyValue('--paper').trim();
    for (const meta of document.querySelectorAll('meta[name="theme-color"]')) {
      meta.setAttribute('content', paper);
    }
  };
}
