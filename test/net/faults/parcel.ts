/** A file that is on its way when a fault comes. */
import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { acceptFile, offerFile, receivedHash } from '../../e2e/harness/app.ts';
import type { Person } from '../../e2e/harness/person.ts';

const MIB = 1024 * 1024;

/** At PARCEL_RATE_MBIT some seconds: a fault that begins at a tenth finds most of it still to come. */
const PARCEL_BYTES = 12 * MIB;
export const PARCEL_RATE_MBIT = 20;

const LOOK_EVERY_MS = 50;
const BEGIN_LIMIT_MS = 60_000;

export class Parcel {
  private constructor(
    private readonly to: Person,
    private readonly fileId: string,
    private readonly hash: string,
    private readonly folder: string,
  ) {}

  /** Ada's file for Bob, a tenth of which has arrived. */
  static async begin(ada: Person, bob: Person): Promise<Parcel> {
    const folder = await mkdtemp(join(tmpdir(), 'twocan-parcel-'));
    const bytes = randomBytes(PARCEL_BYTES);
    const path = join(folder, 'parcel.bin');
    await writeFile(path, bytes);
    const fileId = await offerFile(ada, bob, path);
    await acceptFile(bob, fileId);
    const hash = createHash('sha256').update(bytes).digest('hex');
    const parcel = new Parcel(bob, fileId, hash, folder);
    const isUnderWay = async (): Promise<boolean> =>
      (await parcel.#state()).doneBytes >= PARCEL_BYTES / 10;
    if (!(await until(isUnderWay, BEGIN_LIMIT_MS))) throw new Error('The file does not begin.');
    return parcel;
  }

  /** Whether it came in time, and as it was. */
  async arrives(limitMs: number): Promise<boolean> {
    const isComplete = async (): Promise<boolean> => (await this.#state()).status === 'complete';
    return (
      (await until(isComplete, limitMs)) && (await receivedHash(this.to, this.fileId)) === this.hash
    );
  }

  /** Removes Ada's file from the disk; browsers read it as they send. */
  async remove(): Promise<void> {
    await rm(this.folder, { recursive: true, force: true });
  }

  #state(): Promise<{ readonly status: string; readonly doneBytes: number }> {
    return this.to.page.evaluate((id) => {
      const transfer = document.querySelector('app-shell')?.store.get().transfers.get(id);
      return { status: transfer?.status ?? 'gone', doneBytes: transfer?.doneBytes ?? 0 };
    }, this.fileId);
  }
}

async function until(isSo: () => Promise<boolean>, limitMs: number): Promise<boolean> {
  const endMs = performance.now() + limitMs;
  while (!(await isSo())) {
    if (performance.now() > endMs) return false;
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
  return true;
}
