/** What was deleted and what disappears, for the gallery; and what somebody does before it is looked at. */
import type { AppShell } from '../../../src/components/app-shell.ts';
import type { AppState, Item, VanishState } from '../../../src/app/state.ts';
import { CONVERSATION_CHANGES } from './conversation-states.ts';

const MINUTE = 60_000;
const HOUR = { round: 1, seconds: 3_600 };

type Change = (nowMs: number) => Partial<AppState>;

/** The mixed conversation with something forgotten in it. */
function forgotten(vanish: VanishState | null): Change {
  return (nowMs) => {
    const state = CONVERSATION_CHANGES['talk-mixed'](nowMs);
    const said = state.conversations?.get('noor');
    const friend = state.friends?.get('noor');
    if (said === undefined || friend === undefined) return state;
    const last = said.items.length;
    const item = (n: number, author: Item['author']) => ({
      ...{ seq: last + n, position: last + n, author, atMs: nowMs - MINUTE / (n + 2) },
      delivery: 'delivered' as const,
    });
    const added: Item[] = [
      { ...item(1, 'them'), kind: 'deleted' },
      { ...item(2, 'me'), kind: 'deleted' },
      { ...item(3, 'them'), kind: 'vanish', seconds: 3_600 },
      { ...item(4, 'them'), kind: 'text', text: 'This one will not stay.' },
      { ...item(5, 'me'), kind: 'text', text: 'Neither will this', delivery: 'sending' },
    ];
    const items = [...said.items, ...added];
    const noor = vanish === null ? friend : { ...friend, vanish };
    return {
      ...state,
      friends: new Map([['noor', noor]]),
      conversations: new Map([['noor', { ...said, items }]]),
    };
  };
}

const vanishing = forgotten({ mine: HOUR, inForce: HOUR });

export const FORGETTING_CHANGES = {
  'forget-notes': vanishing,
  'forget-menu': vanishing,
  'forget-menu-theirs': vanishing,
  'forget-menu-friend': vanishing,
  'forget-here': vanishing,
  'forget-unsent': vanishing,
  'forget-both': forgotten(null),
  'forget-clear': forgotten(null),
  'forget-removed': (nowMs) => {
    const state = CONVERSATION_CHANGES['files-complete'](nowMs);
    const list = state.transfers?.get('list');
    if (list === undefined) return state;
    return {
      ...state,
      transfers: new Map(state.transfers).set('list', { ...list, removed: true }),
    };
  },
  'forget-menu-file': CONVERSATION_CHANGES['files-complete'],
} satisfies Record<string, Change>;

/** How a state is reached: rows counted from the last, and what is pressed in the menus. */
const STEPS: Record<string, { readonly row?: number; readonly press?: number }> = {
  'forget-menu': { row: -1 },
  'forget-menu-theirs': { row: -2 },
  'forget-menu-file': { row: -2 },
  'forget-here': { row: -2, press: 1 },
  'forget-unsent': { row: -1, press: 1 },
  'forget-both': { row: -1, press: 2 },
};

type Find = (root: HTMLElement, selector: string) => Promise<HTMLElement>;

/** Does it once the screen stands. */
export async function afterForgetting(name: string, shell: AppShell, find: Find): Promise<void> {
  if (name === 'forget-clear' || name === 'forget-menu-friend') {
    (await find(shell, '.opener')).click();
    const menu = await find(shell, '[popover]#menu');
    const clear = [...menu.querySelectorAll<HTMLElement>('.item')].at(-2);
    if (name === 'forget-clear') clear?.click();
    return;
  }
  const { row, press } = STEPS[name] ?? {};
  if (row === undefined) return;
  const first = await find(shell, '.row .options');
  const list = first.getRootNode();
  if (!(list instanceof ShadowRoot)) return;
  [...list.querySelectorAll<HTMLElement>('.row .options')].at(row)?.click();
  const menu = await find(await find(shell, 'message-menu'), '[popover]:popover-open');
  if (press !== undefined) menu.querySelectorAll('button')[press]?.click();
}
