/** Something was done or has changed, in a sentence for the screen's one live region. */
export class SayEvent extends Event {
  static readonly type = 'say';

  constructor(readonly text: string) {
    super(SayEvent.type, { bubbles: true, composed: true });
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    say: SayEvent;
  }
}
