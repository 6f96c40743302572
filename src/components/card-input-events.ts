/** What the parts that take a friend's card in tell the screen. */
import type { ErrorCode } from '../errors.ts';

/** A text came in that may hold a card; nobody has looked inside yet. */
export class CardTextEvent extends Event {
  static readonly type = 'card-text';

  constructor(
    readonly text: string,
    readonly source: 'camera' | 'text' | 'image',
  ) {
    super(CardTextEvent.type, { bubbles: true, composed: true });
  }
}

/** Camera or picture failed with `code`; null: a new attempt began, what failed before is past. */
export class CardErrorEvent extends Event {
  static readonly type = 'card-error';

  constructor(readonly code: ErrorCode | null) {
    super(CardErrorEvent.type, { bubbles: true, composed: true });
  }
}

/** The camera began or stopped looking for codes. */
export class CameraChangeEvent extends Event {
  static readonly type = 'camera-change';

  constructor(readonly on: boolean) {
    super(CameraChangeEvent.type, { bubbles: true, composed: true });
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'card-text': CardTextEvent;
    'card-error': CardErrorEvent;
    'camera-change': CameraChangeEvent;
  }
}
