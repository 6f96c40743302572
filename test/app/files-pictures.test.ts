import { beforeEach, describe, expect, it } from 'vitest';
import { AtOnce, IMAGES_AT_ONCE_BYTES_PER_DAY } from '../../src/app/offers.ts';
import { FilesKit, FRIEND, offerEntry, receivedId, receivedRecord } from './files-kit.ts';
import { gif, png } from './pictures.ts';

const PNG = 'image/png';
const IMAGES = { images: true, upToBytes: 0 } as const;

let kit: FilesKit;
beforeEach(() => {
  kit = new FilesKit();
});

async function previewOf(content: Uint8Array, mediaType = PNG): Promise<Blob | null> {
  const change = { status: 'complete', mediaType, sizeBytes: content.length } as const;
  kit.transfers.records.set(receivedId(1), receivedRecord(1, change));
  kit.stored.stored.set(receivedId(1), [new Uint8Array(content)]);
  await kit.files.load();
  return kit.files.preview(receivedId(1));
}

describe('a preview', () => {
  it('is given out of what can be drawn', async () => {
    const preview = await previewOf(png(8_000, 6_000));
    expect(preview?.type).toBe(PNG);
    expect(preview?.size).toBe(png(8_000, 6_000).length);
  });

  it.each<[string, Uint8Array]>([
    ['unfolds into too many pixels', png(50_000, 50_000)],
    ['does so under another name', gif(65_535, 65_535)],
    ['does not say its size', png(10, 10).slice(0, 20)],
    ['is something else', new TextEncoder().encode('<svg width="1" height="1"/>')],
  ])('is refused for a file that %s', async (_, content) => {
    expect(await previewOf(content)).toBeNull();
  });

  it('of my own file is looked at alike', async () => {
    const offered = [png(100, 100), png(50_000, 50_000)].map(
      (content) => new File([new Uint8Array(content)], 'a.png', { type: PNG }),
    );
    await kit.files.offer(FRIEND, offered);
    const [small, bomb] = kit.shown.map(({ fileId }) => kit.files.preview(fileId));
    expect((await small)?.type).toBe(PNG);
    expect(await bomb).toBeNull();
  });
});

describe('images at once', () => {
  const sizeBytes = 4_900_000;

  it('come until the budget of their friend is spent; then they ask', async () => {
    const enough = Math.floor(IMAGES_AT_ONCE_BYTES_PER_DAY / sizeBytes);
    for (let n = 0; n < enough + 5; n += 1) {
      await kit.files.keep(FRIEND, offerEntry(n, { mediaType: PNG, sizeBytes }));
    }
    const active = kit.shown.filter(({ status }) => status === 'active');
    expect(active).toHaveLength(enough);
    expect(kit.status(receivedId(enough))).toBe('offered');
    await kit.files.keep('g'.repeat(22), offerEntry(0, { mediaType: PNG, sizeBytes }));
    expect(kit.shown.at(-1)?.status).toBe('active');
  });

  it('are not without number when they are tiny, and begin anew each day', () => {
    const budget = new AtOnce();
    const tiny = { mediaType: PNG, sizeBytes: 0 };
    const taken = Array.from({ length: 2_000 }, () => budget.takes(FRIEND, tiny, IMAGES, 1_000));
    expect(taken.filter((one) => one)).toHaveLength(500);
    expect(budget.takes(FRIEND, tiny, IMAGES, 86_400_999)).toBe(false);
    expect(budget.takes(FRIEND, tiny, IMAGES, 86_401_000)).toBe(true);
  });

  it('are images', () => {
    const budget = new AtOnce();
    expect(budget.takes(FRIEND, { mediaType: 'image/svg+xml', sizeBytes: 5 }, IMAGES, 0)).toBe(
      false,
    );
    expect(budget.takes(FRIEND, { mediaType: PNG, sizeBytes: 5_000_000 }, IMAGES, 0)).toBe(false);
  });
});
