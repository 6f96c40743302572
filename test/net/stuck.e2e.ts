/** Why there is no line, said in real networks; stuck.slow.ts has more of them. */
import { describe } from 'vitest';
import { whyNoNetworks } from './requirements.ts';
import { FORESEEN, itSaysWhy } from './stuck-cases.ts';

const reason = whyNoNetworks();
if (reason !== null) console.log(`Skipped: ${reason}.`);

describe.skipIf(reason !== null)('why there is no line', () => itSaysWhy(FORESEEN));
