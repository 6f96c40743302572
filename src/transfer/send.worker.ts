/** The Worker that reads, hashes and seals for all sends. */
import { sealHere, type SealedPiece, type SealJob } from './pipeline.ts';
import { WorkerServer } from './worker-calls.ts';

new WorkerServer<SealJob, SealedPiece[]>(
  self,
  (job) => sealHere.seal(job),
  (pieces) => pieces.map(({ sealed }) => sealed.buffer),
  'file-unreadable',
);
