/** The Worker that opens and checks for all receives. */
import { openPiece, type OpenedPiece, type OpenJob } from './pipeline.ts';
import { WorkerServer } from './worker-calls.ts';

new WorkerServer<OpenJob, OpenedPiece>(
  self,
  (job) => openPiece(job),
  ({ plain, spent }) => (plain === null ? [spent] : [plain.buffer, spent]),
  'storage-unavailable',
);
