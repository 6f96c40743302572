/** The Worker that reads, hashes and seals for all sends. */
import { sealHere, type SealedPiece, type SealJob } from './pipeline.ts';
import { WorkerServer } from './worker-calls.ts';

new WorkerServer<SealJob, SealedPiece>(
  self,
  (job) => sealHere.seal(job),
  ({ messages }) => messages.map((message) => message.buffer),
  'file-unreadable',
);
