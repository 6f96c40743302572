/** What two people do before anything else: give themselves a name, and meet. */
import type { Person } from './person.ts';

/** Opens the page for the first time and gives a name. */
export async function firstStart(person: Person, url: string, name: string): Promise<void> {
  await person.open(url);
  await person.fill({ role: 'textbox', name: 'What should friends call you?' }, name);
  await person.click({ role: 'button', name: 'Start' });
  await person.see({ role: 'button', name: 'Connect a friend' });
}

/** Goes to "Connect a friend" from the list. @returns the link of the invite */
export async function showInvite(person: Person): Promise<string> {
  await person.click({ role: 'button', name: 'Connect a friend' });
  return person.cardLink('invite');
}

/**
 * Opens an invite as a link that came by another messenger.
 * @param before the reply that is on screen until then
 * @returns the link of the reply
 */
export async function openInvite(person: Person, link: string, before?: string): Promise<string> {
  await person.open(link);
  return person.cardLink('reply', before);
}

/** Chooses the way on the connect screen. */
export async function chooseWay(person: Person, way: 'Face to face' | 'Far away'): Promise<void> {
  await person.click({ role: 'button', name: way });
}

/** Pastes a card into the field of the connect screen, which takes a whole one at once. */
export async function pasteCard(person: Person, link: string): Promise<void> {
  await person.see({ css: '[data-testid="my-card"]' });
  if (!(await person.sees({ css: '[data-testid="paste-field"]', shown: true }))) {
    // Beside a reply that is on its way it is folded away.
    await person.click({ text: 'They made a new code?' });
  }
  await person.fill({ css: '[data-testid="paste-field"]' }, link);
}

/** Waits until the line to this friend is open and the conversation is on screen. */
export async function seeConnected(person: Person, friend: string): Promise<void> {
  await person.see({ css: 'conversation-screen' });
  await person.see({ role: 'heading', name: friend });
}

/** First start and pairing by link: `inviter` shows, `replier` opens, `inviter` pastes the reply. */
export async function meetByLink(
  url: string,
  [inviter, inviterName]: [Person, string],
  [replier, replierName]: [Person, string],
): Promise<void> {
  await Promise.all([firstStart(inviter, url, inviterName), firstStart(replier, url, replierName)]);
  const reply = await openInvite(replier, await showInvite(inviter));
  await pasteCard(inviter, reply);
  await Promise.all([seeConnected(inviter, replierName), seeConnected(replier, inviterName)]);
}

/** Types something into the field of the connect screen and asks for it to be read. */
export async function openText(person: Person, text: string): Promise<void> {
  await pasteCard(person, text);
  await person.click({ css: '[data-testid="paste-take"]', shown: true });
}
