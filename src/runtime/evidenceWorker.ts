/** A worker that runs days without a screen, behind Comlink: one of the browser's laboratory. */
import * as Comlink from 'comlink';
import { type EvidenceJob, EvidenceRunner } from './runEvidence';

const runner = new EvidenceRunner();
const api = { run: (job: EvidenceJob) => runner.run(job) };
export type EvidenceWorkerApi = typeof api;

Comlink.expose(api);
