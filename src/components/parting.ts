/** What is asked before a line or a friendship ends. */
import type { Friend } from '../app/state.ts';
import type { Question } from './asking.ts';
import { nameOf } from './friend-list.ts';
import { chatWords } from './words/chat-words.ts';

export function hangUpQuestion(friend: Friend, act: () => void): Question {
  return {
    heading: chatWords.hangUpHeading(nameOf(friend)),
    text: chatWords.hangUpText,
    confirm: chatWords.hangUp,
    cancel: chatWords.hangUpStay,
    act,
  };
}

export function removeQuestion(friend: Friend, act: () => void): Question {
  return {
    heading: chatWords.removeHeading(nameOf(friend)),
    text: chatWords.removeText,
    confirm: chatWords.removeConfirm,
    act,
  };
}
