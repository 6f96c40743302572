/** The Worker that opens and checks for all receives. */
import { openHere, type OpenJob } from './pipeline.ts';
import { WorkerServer } from './worker-calls.ts';

new WorkerServer<OpenJob, Uint8Array<ArrayBuffer> | null>(
  self,
  (job) => openHere.open(job),
  (piece) => (piece === null ? [] : [piece.buffer]),
  'storage-unavailable',
);
