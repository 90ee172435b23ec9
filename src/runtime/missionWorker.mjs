/** Entry of a Node worker thread for missions: TypeScript is loaded through tsx, brains of users too. */
import { register } from 'tsx/esm/api';

register();
const { runMissionJob } = await import('./missionJob.ts');

export default (job) => runMissionJob(job);
