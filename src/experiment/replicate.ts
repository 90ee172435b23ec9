/** Many runs of one scenario with consecutive seeds. The result does not depend on how many workers share them. */
import type { RunSummary } from '../metrics/summary';
import type { SpecOptions } from '../runtime/loadSpec';
import type { ScenarioSource } from '../scenario/source';
import { type Estimate, estimates } from './estimate';

export type Job = { readonly source: ScenarioSource; readonly options: SpecOptions };

/** Whatever runs a job: in this process, or a pool of workers. Rejects with the problems of an invalid scenario. */
export type RunJob = (job: Job) => Promise<RunSummary>;

export type ReplicationPlan = {
  readonly source: ScenarioSource;
  readonly options: SpecOptions;
  readonly firstSeed: number;
  /** Runs to make at least, and at most. */
  readonly runs: number;
  readonly mostRuns: number;
  /** Stop when the half-width of the mean wait is within this share of it, for example 0.05; null = exactly `runs`. */
  readonly precision: number | null;
  /** Runs under way at once. */
  readonly width: number;
};

export type ReplicationProgress = { readonly done: number; readonly planned: number; readonly wait: Estimate | null };

/**
 * Runs the plan. Sequential stopping is decided in seed order after whole batches of `runs`, so the set of seeds is
 * the same for any number of workers. `signal` cancels between runs: what was finished, in seed order without gaps, is returned.
 */
export async function replicate(
  plan: ReplicationPlan,
  runJob: RunJob,
  onProgress: (progress: ReplicationProgress) => void = () => {},
  signal?: AbortSignal,
): Promise<RunSummary[]> {
  const results: RunSummary[] = [];
  let planned = plan.runs;
  let next = 0;
  let done = 0;
  const worker = async (): Promise<void> => {
    while (next < planned && !signal?.aborted) {
      const index = next++;
      results[index] = await runJob({
        source: plan.source,
        options: { ...plan.options, seed: plan.firstSeed + index },
      });
      done++;
      onProgress({ done, planned, wait: null });
    }
  };
  for (;;) {
    await Promise.all(Array.from({ length: Math.max(1, plan.width) }, worker));
    if (signal?.aborted) break;
    const wait = estimates(results)[0] as Estimate;
    onProgress({ done, planned, wait });
    const precise = plan.precision === null || wait.halfWidth <= plan.precision * Math.abs(wait.mean);
    if (precise || planned >= plan.mostRuns) break;
    planned = Math.min(plan.mostRuns, planned + plan.runs);
  }
  const gap = results.findIndex((run) => !run);
  return gap < 0 ? results : results.slice(0, gap);
}
