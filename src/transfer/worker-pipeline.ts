/** Sealing in a Worker of its own, so that files do not hold up the page. */
import { sealHere, type SealedPiece, type SealJob, type SealPipeline } from './pipeline.ts';
import { WorkerCalls, type WorkerPort } from './worker-calls.ts';

/** Starts the Worker for sends; works on this thread until it has loaded, and for good when it does not. */
export function startSealPipeline(): SealPipeline {
  return sealIn(new Worker(new URL('./send.worker.ts', import.meta.url), { type: 'module' }));
}

/** A SealPipeline over a Worker that runs send.worker.ts. Sources must be Files or Blobs. */
export function sealIn(worker: WorkerPort): SealPipeline {
  const calls = new WorkerCalls<SealJob, SealedPiece[]>(worker, 'file-unreadable');
  return { seal: (job) => (calls.ready ? calls.call(job, []) : sealHere.seal(job)) };
}
