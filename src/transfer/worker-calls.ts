/** Calls over a Worker's messages: one answer for each call, in any order. */
import { codeOf, MessengerError, type ErrorCode } from '../errors.ts';

/** What the page sends; the Worker answers with a Reply of the same `id`. */
export interface Call<Job> {
  readonly id: number;
  readonly job: Job;
}

/** `ready` comes once, when the Worker has loaded. */
export type Reply<Result> =
  | { readonly status: 'ready' }
  | { readonly status: 'done'; readonly id: number; readonly result: Result }
  | { readonly status: 'failed'; readonly id: number; readonly code: ErrorCode };

interface Pending<Result> {
  readonly resolve: (result: Result) => void;
  readonly reject: (error: MessengerError) => void;
}

/** As much of `Worker` as is used. */
export interface WorkerPort {
  postMessage(message: unknown, transfer: Transferable[]): void;
  addEventListener(type: 'message', listener: (event: MessageEvent) => void): void;
  addEventListener(type: 'error', listener: () => void): void;
}

/** The page's end. A Worker that never loads (an old browser, a strict host) is as if there were none. */
export class WorkerCalls<Job, Result> {
  readonly #pending = new Map<number, Pending<Result>>();
  #ready = false;
  #nextId = 0;

  /** @param lostCode what calls fail with when the Worker dies under them */
  constructor(
    private readonly worker: WorkerPort,
    private readonly lostCode: ErrorCode,
  ) {
    worker.addEventListener('message', (event: MessageEvent<Reply<Result>>) =>
      this.#answered(event.data),
    );
    worker.addEventListener('error', () => this.#died());
  }

  /** False until the Worker has loaded and after it died: then the work is to be done here. */
  get ready(): boolean {
    return this.#ready;
  }

  /** Has the Worker do it. Rejects with the MessengerError of the Worker, or with `lostCode`. */
  call(job: Job, transfer: Transferable[]): Promise<Result> {
    const id = this.#nextId++;
    return new Promise((resolve, reject) => {
      this.#pending.set(id, { resolve, reject });
      this.worker.postMessage({ id, job } satisfies Call<Job>, transfer);
    });
  }

  #answered(reply: Reply<Result>): void {
    if (reply.status === 'ready') {
      this.#ready = true;
      return;
    }
    const pending = this.#pending.get(reply.id);
    this.#pending.delete(reply.id);
    if (reply.status === 'done') pending?.resolve(reply.result);
    else pending?.reject(new MessengerError(reply.code));
  }

  #died(): void {
    this.#ready = false;
    for (const { reject } of this.#pending.values()) reject(new MessengerError(this.lostCode));
    this.#pending.clear();
  }
}

/** As much of a Worker's global scope as is used. */
export interface WorkerScope {
  postMessage(message: unknown, transfer: Transferable[]): void;
  addEventListener(type: 'message', listener: (event: MessageEvent) => void): void;
}

/** The Worker's end: answers every call with what `work` makes of it. Says that it is ready once made. */
export class WorkerServer<Job, Result> {
  /**
   * @param transfersOf the buffers of a result to hand over instead of copying
   * @param otherCode for a failure that no adapter translated
   */
  constructor(
    private readonly scope: WorkerScope,
    private readonly work: (job: Job) => Promise<Result>,
    private readonly transfersOf: (result: Result) => Transferable[],
    private readonly otherCode: ErrorCode,
  ) {
    scope.addEventListener('message', (event: MessageEvent<Call<Job>>) => {
      void this.#answer(event.data);
    });
    this.#reply({ status: 'ready' }, []);
  }

  async #answer({ id, job }: Call<Job>): Promise<void> {
    try {
      const result = await this.work(job);
      this.#reply({ status: 'done', id, result }, this.transfersOf(result));
    } catch (error) {
      this.#reply({ status: 'failed', id, code: codeOf(error, this.otherCode) }, []);
    }
  }

  #reply(reply: Reply<Result>, transfer: Transferable[]): void {
    this.scope.postMessage(reply, transfer);
  }
}
