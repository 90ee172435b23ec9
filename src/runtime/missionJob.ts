/** One mission and seed from texts to result: what a worker does for the bench. */
import type { CreateBrain } from '../../agents/contract';
import { parseScenario } from '../scenario/parse';
import { type MissionSource, parseMission } from '../sil/mission/parse';
import { type ParsedHall, planMission } from '../sil/mission/plan';
import { failedRun, type Timed } from '../sil/mission/result';
import { MissionRunner, routerOf } from '../sil/mission/run';
import type { Mission } from '../sil/mission/schema';
import { recorder } from '../sil/record';
import { type SupervisedBrain, supervised } from '../sil/supervise';
import { loadBrain } from './brains';
import { minds } from './minds';

export type MissionJob = {
  readonly source: MissionSource;
  readonly seed: number;
  readonly brain: string;
  readonly bodies: 'rapier' | 'kinematic';
  readonly disturbance: boolean;
  /** Give percepts and commands back as JSON lines. */
  readonly record: boolean;
  /** (2) shared with the one who waits: [1 while the brain is being asked, calls so far]; null = nobody waits. */
  readonly heartbeat: Int32Array | null;
};

export type MissionDone = Timed & { readonly recording: string | null };

/** A mission with its hall, checked; throws with all problems in one text. */
export function readMission(source: MissionSource): { mission: Mission; hall: ParsedHall | null } {
  const parsed = parseMission(source.file, source.text);
  if (!parsed.ok) throw new Error(parsed.problems.map((found) => `${found.path}: ${found.message}`).join('\n'));
  if (!source.hall) return { mission: parsed.mission, hall: null };
  const hall = parseScenario(source.hall);
  if (!hall.ok) throw new Error(hall.problems.map((found) => `${found.path}: ${found.message}`).join('\n'));
  return { mission: parsed.mission, hall };
}

export async function runMissionJob(job: MissionJob): Promise<MissionDone> {
  const { mission, hall } = readMission(job.source);
  const from = performance.now();
  let create: CreateBrain;
  try {
    create = await loadBrain(job.brain);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return { ...untimed(failedRun(mission, job.seed, job.brain, 'failed', why)), recording: null };
  }
  const makeRobotBodies =
    job.bodies === 'rapier' ? await (await import('../physics/rapierBodies')).loadRapierBodies() : null;
  const { heartbeat } = job;
  const recording = job.record ? recorder() : null;
  let brain: SupervisedBrain | null = null;
  const made = (one: SupervisedBrain): void => {
    brain = one;
  };
  const underTest: CreateBrain = (site, params, seed) => {
    recording?.begin(site, params, seed);
    return supervised(
      create,
      {
        nowMs: () => performance.now(),
        ...(heartbeat
          ? {
              busy: (inside: boolean) => {
                if (inside) Atomics.add(heartbeat, 1, 1);
                Atomics.store(heartbeat, 0, inside ? 1 : 0);
              },
            }
          : {}),
        ...(recording ? { record: recording.step } : {}),
      },
      made,
    )(site, params, seed);
  };
  try {
    const plan = planMission(mission, hall, job.seed, { ...minds, makeRobotBodies }, underTest);
    const runner = new MissionRunner(plan, routerOf(plan), () => brain as SupervisedBrain);
    while (runner.step());
    const run = runner.result(job.brain, job.disturbance);
    const { steps, wallMs, slowestMs } = brain as unknown as SupervisedBrain;
    return {
      run,
      wall: {
        totalS: (performance.now() - from) / 1000,
        brainMeanUs: steps > 0 ? (1000 * wallMs) / steps : 0,
        brainMaxMs: slowestMs,
      },
      recording: recording?.text() ?? null,
    };
  } catch (error) {
    // Ours, not the brain's: the bench goes on with the next mission and says so.
    const why = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return {
      ...untimed(failedRun(mission, job.seed, job.brain, 'failed', `the bench failed: ${why}`)),
      recording: null,
    };
  }
}

function untimed(run: Timed['run']): Timed {
  return { run, wall: { totalS: 0, brainMeanUs: 0, brainMaxMs: 0 } };
}
