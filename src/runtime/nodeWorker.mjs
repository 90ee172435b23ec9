/** Entry of a Node worker thread: TypeScript is loaded through tsx, as on the command line. */
import { register } from 'tsx/esm/api';

register();
const { RouterCache, runScenario } = await import('./runJob.ts');
const { EvidenceRunner } = await import('./runEvidence.ts');
const { SpaceRunner } = await import('./runSpace.ts');
const routers = new RouterCache();
const evidence = new EvidenceRunner();
const space = new SpaceRunner();

/** A job with `seeds` asks for the evidence of each, with `space` for its space measures; one without for the summary of one run. */
export default (job) =>
  job.space ? space.run(job) : job.seeds ? evidence.run(job) : runScenario(job.source, job.options, routers);
