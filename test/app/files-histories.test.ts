import { it } from 'vitest';
import { runHistories } from './files-histories.ts';

/** As many as fit beside everything else; all 10,000 run in files-histories.slow.ts. */
const HISTORIES = 500;

it('files end with equal content, whatever lines and pages do', async () => {
  await runHistories(HISTORIES);
}, 60_000);
