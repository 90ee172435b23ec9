/**
 * Missions on worker threads (Node only), each watched: a brain that does not come back within its budget is ended with its
 * worker, and the mission reported as hung. The order of results is that of the jobs, whatever the number of workers.
 */
import { availableParallelism } from 'node:os';
import Tinypool from 'tinypool';
import { failedRun } from '../sil/mission/result';
import { type MissionDone, type MissionJob, readMission } from './missionJob';

export type MissionPool = {
  readonly width: number;
  run(job: Omit<MissionJob, 'heartbeat'>): Promise<MissionDone>;
  close(): Promise<void>;
};

/** Wall seconds that one call of a brain may take. */
export const STEP_BUDGET_S = 10;
const LOOK_MS = 250;

/** @param workers threads; default: all cores. @param budgetS wall seconds for one call of the brain */
export function createMissionPool(workers = availableParallelism(), budgetS = STEP_BUDGET_S): MissionPool {
  const pool = new Tinypool({
    filename: new URL('./missionWorker.mjs', import.meta.url).href,
    minThreads: workers,
    maxThreads: workers,
  });
  return { width: workers, run: (job) => watched(pool, job, budgetS), close: () => pool.destroy() };
}

async function watched(pool: Tinypool, job: Omit<MissionJob, 'heartbeat'>, budgetS: number): Promise<MissionDone> {
  const heartbeat = new Int32Array(new SharedArrayBuffer(8));
  const abort = new AbortController();
  let calls = 0;
  let sinceMs = performance.now();
  let hung = false;
  const timer = setInterval(() => {
    const now = Atomics.load(heartbeat, 1);
    if (Atomics.load(heartbeat, 0) === 0 || now !== calls) {
      calls = now;
      sinceMs = performance.now();
    } else if (performance.now() - sinceMs > 1000 * budgetS) {
      hung = true;
      abort.abort();
    }
  }, LOOK_MS);
  try {
    return await pool.run({ ...job, heartbeat }, { signal: abort.signal });
  } catch (error) {
    const { mission } = readMission(job.source);
    const why = hung
      ? `the brain did not come back from call ${calls} within ${budgetS} s of wall time`
      : `its worker ended: ${error instanceof Error ? error.message : String(error)}`;
    const run = failedRun(mission, job.seed, job.brain, hung ? 'hung' : 'crashed', why);
    return { run, wall: { totalS: 0, brainMeanUs: 0, brainMaxMs: 0 }, recording: null };
  } finally {
    clearInterval(timer);
  }
}
