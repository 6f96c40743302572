import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { IdbFriends } from '../../src/storage/idb-friends.ts';
import { IdbMeetings } from '../../src/storage/idb-meetings.ts';
import { decodeMeeting, encodeMeeting } from '../../src/storage/meeting-codec.ts';
import { MessengerError } from '../../src/errors.ts';
import { freshKit, friendRecord, meetingRecord, type Kit } from './storage-kit.ts';

let kit: Kit;
let friends: IdbFriends;
let meetings: IdbMeetings;
beforeEach(async () => {
  kit = await freshKit();
  friends = new IdbFriends(kit.database, kit.vault);
  meetings = new IdbMeetings(kit.database, kit.vault);
  await friends.put(friendRecord());
});

const bytes = (length: number) => fc.uint8Array({ minLength: length, maxLength: length });
const number = fc.maxSafeNat();

describe('meetings', () => {
  it('are not there at first, and begin empty', async () => {
    expect(await meetings.get('friend-1')).toBeNull();
    await meetings.update('friend-1', (empty) => {
      expect(empty).toEqual({
        friendId: 'friend-1',
        mine: [],
        theirs: [],
        usedSalts: [],
        iAllowFinding: false,
        theyAllowFinding: false,
      });
      return empty;
    });
    expect(await meetings.get('friend-1')).not.toBeNull();
  });

  it('come back with their certificates as they were put', async () => {
    const record = meetingRecord();
    expect(await meetings.update('friend-1', () => record)).toEqual(record);
    expect(await meetings.get('friend-1')).toEqual(record);
    const fewer = meetingRecord({ mine: record.mine.slice(1), theirs: [], usedSalts: [] });
    await meetings.update('friend-1', () => fewer);
    expect(await meetings.get('friend-1')).toEqual(fewer);
  });

  it('are changed by several at once without losing a change', async () => {
    const salts = Array.from({ length: 8 }, (_, i) => new Uint8Array(7).fill(i));
    const changes = salts.map((salt) =>
      meetings.update('friend-1', (record) => ({
        ...record,
        usedSalts: [...record.usedSalts, salt],
      })),
    );
    await Promise.all(changes);
    expect((await meetings.get('friend-1'))?.usedSalts).toEqual(salts);
  });

  it('stay as they were when the change fails', async () => {
    await meetings.update('friend-1', () => meetingRecord());
    const failing = meetings.update('friend-1', () => {
      throw new RangeError('a mistake');
    });
    await expect(failing).rejects.toThrow(RangeError);
    expect(await meetings.get('friend-1')).toEqual(meetingRecord());
  });

  it('keep the newest two certificates of each side and 256 salts', async () => {
    const [certificate] = meetingRecord().mine;
    if (!certificate) throw new Error('no certificate');
    const numbers = Array.from({ length: 300 }, (_, i) => i + 1);
    const kept = await meetings.update('friend-1', (record) => ({
      ...record,
      mine: [1, 2, 3].map((n) => ({ ...certificate, number: n })),
      theirs: [4, 5, 6].map((n) => ({ number: n, fingerprint: new Uint8Array(32) })),
      usedSalts: numbers.map((n) => new Uint8Array(7).fill(n % 256, 0, 1).fill(n >> 8, 1, 2)),
    }));
    expect(kept.mine.map((mine) => mine.number)).toEqual([2, 3]);
    expect(kept.theirs.map((theirs) => theirs.number)).toEqual([5, 6]);
    expect(kept.usedSalts.length).toBe(256);
    expect(kept.usedSalts[0]?.[0]).toBe(45);
    expect(await meetings.get('friend-1')).toEqual(kept);
  });

  it('go with their friend, and do not come back by a late change', async () => {
    await friends.put(friendRecord({ id: 'friend-2', conversationId: 'conversation-2' }));
    await meetings.update('friend-1', () => meetingRecord());
    await meetings.update('friend-2', () => meetingRecord());
    await friends.remove('friend-1');
    await meetings.update('friend-1', () => meetingRecord());
    expect(await kit.raw((db) => db.getAllKeys('meetings'))).toEqual(['friend-2']);
    expect(await meetings.get('friend-2')).toEqual(meetingRecord({ friendId: 'friend-2' }));
  });

  it('that are damaged count as none and can be written again', async () => {
    await meetings.update('friend-1', () => meetingRecord());
    const record = await kit.raw((db) => db.get('meetings', 'friend-1'));
    if (record === undefined) throw new Error('no record');
    const damage = fc.oneof(
      fc.uint8Array({ maxLength: 300 }).map((sealed) => ({ sealed })),
      fc.nat(record.sealed.length - 1).map((end) => ({ sealed: record.sealed.slice(0, end) })),
      fc.constantFrom({ sealed: undefined }, { handles: undefined }, { handles: [1] }),
      // Sealed by us and still no record.
      fc
        .uint8Array({ maxLength: 150 })
        .map((rest) => kit.vault.seal('meetings/friend-1', Uint8Array.of(1, ...rest)))
        .map((sealed) => ({ sealed })),
    );
    await fc.assert(
      fc.asyncProperty(damage, async (change) => {
        await kit.raw((db) => db.put('meetings', { ...record, ...change } as typeof record));
        expect(await meetings.get('friend-1')).toBeNull();
      }),
      { numRuns: 60 },
    );
    await meetings.update('friend-1', () => meetingRecord());
    expect(await meetings.get('friend-1')).toEqual(meetingRecord());
  });

  it('of a newer version are left alone', async () => {
    const sealed = kit.vault.seal('meetings/friend-1', Uint8Array.of(2));
    await kit.raw((db) => db.put('meetings', { friendId: 'friend-1', sealed, handles: [] }));
    const newer = { code: 'storage-newer-version' };
    await expect(meetings.get('friend-1')).rejects.toMatchObject(newer);
    await expect(meetings.update('friend-1', (record) => record)).rejects.toMatchObject(newer);
  });

  it('of one friend do not open in the place of another', async () => {
    await meetings.update('friend-1', () => meetingRecord());
    await kit.raw(async (db) => {
      const record = await db.get('meetings', 'friend-1');
      if (record) await db.put('meetings', { ...record, friendId: 'friend-2' });
    });
    expect(await meetings.get('friend-2')).toBeNull();
  });
});

describe('a meeting as bytes', () => {
  it('comes back', () => {
    const fingerprint = fc.record({ number, fingerprint: bytes(32) });
    const meeting = fc.record({
      mine: fc.array(
        fc.record({ number, fingerprint: bytes(32), expiresMs: number, acked: fc.boolean() }),
        { maxLength: 2 },
      ),
      theirs: fc.array(fingerprint, { maxLength: 2 }),
      usedSalts: fc.array(bytes(7), { maxLength: 256 }),
      iAllowFinding: fc.boolean(),
      theyAllowFinding: fc.boolean(),
    });
    fc.assert(
      fc.property(meeting, (fields) => {
        expect(decodeMeeting(encodeMeeting(fields))).toEqual(fields);
      }),
      { numRuns: 100 },
    );
  });

  it('fails with a code of storage when it is none', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (rest) => {
        try {
          decodeMeeting(Uint8Array.of(1, ...rest));
        } catch (error) {
          expect(error).toBeInstanceOf(MessengerError);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('holds no more than its bounds', () => {
    const fields = { theirs: [], iAllowFinding: false, theyAllowFinding: false };
    const salts = new Array<Uint8Array>(257).fill(new Uint8Array(7));
    expect(() => encodeMeeting({ ...fields, mine: [], usedSalts: salts })).toThrow(RangeError);
    const mine = new Array(3).fill(meetingRecord().mine[0]) as ReturnType<
      typeof meetingRecord
    >['mine'];
    expect(() => encodeMeeting({ ...fields, mine, usedSalts: [] })).toThrow(RangeError);
  });
});
