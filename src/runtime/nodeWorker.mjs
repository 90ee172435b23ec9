/** Entry of a Node worker thread: TypeScript is loaded through tsx, as on the command line. */
import { register } from 'tsx/esm/api';

register();
const { RouterCache, runScenario } = await import('./runJob.ts');
const { EvidenceRunner } = await import('./runEvidence.ts');
const routers = new RouterCache();
const evidence = new EvidenceRunner();

/** A job with `seeds` asks for the evidence of each; one without for the summary of one run. */
export default (job) => (job.seeds ? evidence.run(job) : runScenario(job.source, job.options, routers));
