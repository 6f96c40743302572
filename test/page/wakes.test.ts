import { describe, expect, it } from 'vitest';
import { listenForWakes } from '../../src/page/wakes.ts';

class FakeDocument extends EventTarget {
  visibilityState: DocumentVisibilityState = 'visible';
}

function browser() {
  const window = new EventTarget();
  const document = new FakeDocument();
  const connection = new EventTarget();
  const woken: string[] = [];
  let nowMs = 0;
  listenForWakes(
    { window, document, connection },
    (why) => woken.push(why),
    () => nowMs,
  );
  const fire = (target: EventTarget, type: string, afterMs = 10_000): void => {
    nowMs += afterMs;
    target.dispatchEvent(new Event(type));
  };
  return { window, document, connection, woken, fire };
}

describe('a page that comes back', () => {
  it('tells so, whatever the browser calls it', () => {
    const { window, document, connection, woken, fire } = browser();
    fire(document, 'visibilitychange');
    fire(document, 'resume');
    fire(window, 'pageshow');
    fire(window, 'focus');
    expect(woken).toEqual(['back', 'back', 'back', 'back']);
    fire(window, 'online');
    fire(connection, 'change');
    expect(woken.slice(4)).toEqual(['network', 'network']);
  });

  it('says nothing when it goes', () => {
    const { document, woken, fire } = browser();
    document.visibilityState = 'hidden';
    fire(document, 'visibilitychange');
    expect(woken).toEqual([]);
  });

  it('tells once of what several events tell, and of a network beside it', () => {
    const { window, document, woken, fire } = browser();
    fire(document, 'visibilitychange');
    fire(window, 'focus', 100);
    fire(window, 'online', 100);
    expect(woken).toEqual(['back', 'network']);
  });

  it('needs no information about the network', () => {
    const window = new EventTarget();
    const woken: string[] = [];
    listenForWakes(
      { window, document: new FakeDocument(), connection: undefined },
      (why) => woken.push(why),
      () => 0,
    );
    window.dispatchEvent(new Event('online'));
    expect(woken).toEqual(['network']);
  });
});
