/** What keeps people from using a screen, as far as axe can see it. */
import axe, { type Result } from 'axe-core';
import type { Page } from 'puppeteer-core';

/** What axe calls serious or critical on the page once it stands still. */
export async function accessibilityProblems(page: Page): Promise<string[]> {
  await seeStill(page);
  await page.evaluate(axe.source);
  const violations = (await page.evaluate(
    'axe.run(document, { resultTypes: ["violations"] }).then((r) => r.violations)',
  )) as Result[];
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(
      ({ id, help, nodes }) =>
        `${id}: ${help} (${nodes.map((n) => n.target.join(' ')).join('; ')})`,
    );
}

/** Everything that comes or goes does so within this; what plays longer is a picture. */
const FADE_MS = 1000;

/** Waits until nothing fades in or out any more: half transparent, no text has contrast. */
async function seeStill(page: Page): Promise<void> {
  await page.evaluate(async (fadeMs) => {
    const all = (root: Document | ShadowRoot): Animation[] => [
      ...root.getAnimations(),
      ...[...root.querySelectorAll('*')].flatMap(({ shadowRoot }) =>
        shadowRoot === null ? [] : all(shadowRoot),
      ),
    ];
    const ending = all(document).filter(
      ({ effect, playState }) =>
        playState === 'running' && Number(effect?.getComputedTiming().endTime) <= fadeMs,
    );
    await Promise.allSettled(ending.map(({ finished }) => finished));
  }, FADE_MS);
}
