import { it } from 'vitest';
import { runHistories } from './files-histories.ts';

const HISTORIES = 10_000;

it('files end with equal content, whatever lines and pages do', async () => {
  const startMs = performance.now();
  await runHistories(HISTORIES);
  console.log(`${HISTORIES} histories in ${Math.round(performance.now() - startMs)} ms`);
});
