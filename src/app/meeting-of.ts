import { MessengerError } from '../errors.ts';
import type { FriendId, MeetingRecord, MeetingRepository } from '../storage/repositories.ts';

/** What is remembered of meeting a friend; a record that cannot be read allows nothing, as if there were none. */
export async function meetingOf(
  meetings: MeetingRepository,
  friendId: FriendId,
): Promise<MeetingRecord | null> {
  try {
    return await meetings.get(friendId);
  } catch (error) {
    if (error instanceof MessengerError) return null;
    throw error;
  }
}
