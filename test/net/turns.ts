/** Does a piece of work that needs the cores; others that are measured at the same time may have to wait. */
export type Run = <T>(work: () => Promise<T>) => Promise<T>;

/** Does it at once, where nothing else goes on. */
export const atOnce: Run = (work) => work();

/** @returns what does pieces of work one after the other, in the order in which they come */
export function inTurn(): Run {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const mine = last.then(work);
    last = mine.catch(() => undefined);
    return mine;
  };
}
