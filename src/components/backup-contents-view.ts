/** What a backup holds, for a person to decide by. */
import { html, nothing, type TemplateResult } from 'lit';
import type { BackupContents, FriendInBackup } from '../app/backup-actions.ts';
import { backupWords } from './words/backup-words.ts';
import { format } from './words/format.ts';

/** Further friends are counted: nobody reads more rows before saying yes. */
const MAX_ROWS = 100;

export function backupContents(contents: BackupContents): TemplateResult {
  const text = backupWords;
  const { madeAtMs, name, messages, files, fileBytes, friends, friendsHere } = contents;
  return html`<p class="whose" dir="auto">${text.of(name, format.date(madeAtMs))}</p>
    <ul class="held">
      <li>${text.friends(friends.length)}</li>
      <li>${text.messages(messages.toLocaleString('en'))}</li>
      <li>
        ${files === 0 ? text.noFiles : text.received(text.files(files), format.bytes(fileBytes))}
      </li>
    </ul>
    ${
      friends.length === 0
        ? nothing
        : html`<ul class="friends" tabindex="0" aria-label=${text.friends(friends.length)}>
            ${friends.slice(0, MAX_ROWS).map((friend) => row(friend, friendsHere > 0))}
            ${
              friends.length > MAX_ROWS
                ? html`<li>${text.more(friends.length - MAX_ROWS)}</li>`
                : nothing
            }
          </ul>`
    }`;
}

/** @param compared there are friends here, so it matters who is new */
function row(friend: FriendInBackup, compared: boolean): TemplateResult {
  return html`<li>
    <span class="name" dir="auto">${friend.name === '' ? backupWords.unnamed : friend.name}</span>
    ${compared ? html`<span class="hint ${friend.state}">${stateOf(friend)}</span>` : nothing}
  </li>`;
}

function stateOf({ state, newEntries, namesake }: FriendInBackup): string {
  const text = backupWords;
  if (state === 'known' && newEntries > 0) return text.newEntries(newEntries);
  return namesake ? text.namesake : text.states[state];
}
