/** Entry of a Node worker thread: TypeScript is loaded through tsx, as on the command line. */
import { register } from 'tsx/esm/api';

register();
const { RouterCache, runScenario } = await import('./runJob.ts');
const routers = new RouterCache();

export default ({ source, options }) => runScenario(source, options, routers);
