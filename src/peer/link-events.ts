/**
 * What every Link does alike: telling listeners, in order, exactly once, never in the caller's stack.
 * memory-link.ts and simple-peer-link.ts feed it.
 */
import type { ErrorCode } from '../errors.ts';
import { MAX_MESSAGE_BYTES, type LinkListener } from './link.ts';

/** Room for what a friend says before we listen: a handshake and a few frames, or four of the largest messages. */
const MAX_KEPT_BYTES = 4 * MAX_MESSAGE_BYTES;
/** Bounds the overhead of many tiny messages as well. */
const MAX_KEPT_MESSAGES = 1024;

/** A listener and what it has yet to be told; `backlog` is null once it is up to date. */
interface Subscription {
  readonly listener: LinkListener;
  backlog: LinkEvent[] | null;
  active: boolean;
}

type LinkEvent =
  | { readonly type: 'opened' }
  | { readonly type: 'received'; readonly message: Uint8Array }
  | { readonly type: 'closed'; readonly code: ErrorCode | null };

/** The listeners of one Link. */
export class LinkEvents {
  #subscriptions: readonly Subscription[] = [];
  #kept: Uint8Array[] = [];
  #keptBytes = 0;
  #opened = false;
  #closed: { readonly code: ErrorCode | null } | null = null;

  /** As `Link.listen`. */
  listen(listener: LinkListener): () => void {
    const backlog: LinkEvent[] = [];
    if (this.#opened && !this.#closed) backlog.push({ type: 'opened' });
    if ('received' in listener) {
      backlog.push(...this.#kept.map((message) => ({ type: 'received', message }) as const));
      this.#kept = [];
      this.#keptBytes = 0;
    }
    if (this.#closed) backlog.push({ type: 'closed', code: this.#closed.code });
    const subscription: Subscription = { listener, backlog, active: true };
    this.#subscriptions = [...this.#subscriptions, subscription];
    queueMicrotask(() => catchUp(subscription));
    return () => {
      subscription.active = false;
      this.#subscriptions = this.#subscriptions.filter((other) => other !== subscription);
    };
  }

  /** The channel opened. */
  opened(): void {
    this.#opened = true;
    this.#tell({ type: 'opened' });
  }

  /** A message arrived. @returns false when nobody listens and there is no room to keep it. */
  received(message: Uint8Array): boolean {
    const receivers = this.#subscriptions.filter(({ listener }) => 'received' in listener);
    if (receivers.length === 0) {
      this.#keptBytes += message.length;
      if (this.#keptBytes > MAX_KEPT_BYTES || this.#kept.length >= MAX_KEPT_MESSAGES) return false;
      this.#kept.push(message);
      return true;
    }
    receivers.forEach((receiver, index) => {
      // Each listener owns its bytes, so only the first gets the original.
      tell(receiver, { type: 'received', message: index === 0 ? message : message.slice() });
    });
    return true;
  }

  /** The link ended; later calls change nothing. Listeners hear of it in a microtask. */
  closed(code: ErrorCode | null): void {
    if (this.#closed) return;
    this.#closed = { code };
    const subscriptions = this.#subscriptions;
    queueMicrotask(() => {
      for (const subscription of subscriptions) tell(subscription, { type: 'closed', code });
    });
  }

  #tell(event: LinkEvent): void {
    for (const subscription of this.#subscriptions) tell(subscription, event);
  }
}

function tell(subscription: Subscription, event: LinkEvent): void {
  if (subscription.backlog) subscription.backlog.push(event);
  else deliver(subscription, event);
}

function catchUp(subscription: Subscription): void {
  const backlog = subscription.backlog ?? [];
  for (let event = backlog.shift(); event; event = backlog.shift()) deliver(subscription, event);
  subscription.backlog = null;
}

function deliver({ listener, active }: Subscription, event: LinkEvent): void {
  if (!active) return;
  if (event.type === 'opened') listener.opened?.();
  else if (event.type === 'received') listener.received?.(event.message);
  else listener.closed?.(event.code);
}
