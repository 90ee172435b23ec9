/** Runs jobs on worker threads (Node only). */
import { availableParallelism } from 'node:os';
import Tinypool from 'tinypool';
import type { DayEvidence } from '../metrics/evidence';
import type { RunSummary } from '../metrics/summary';
import type { ScenarioSource } from '../scenario/source';
import type { SpecOptions } from './loadSpec';
import type { EvidenceJob } from './runEvidence';
import type { SpaceDay, SpaceJob } from './runSpace';

export type NodePool = {
  readonly width: number;
  run(job: { readonly source: ScenarioSource; readonly options: SpecOptions }): Promise<RunSummary>;
  runEvidence(job: EvidenceJob): Promise<DayEvidence[]>;
  runSpace(job: SpaceJob): Promise<SpaceDay[]>;
  close(): Promise<void>;
};

/** @param workers threads; default: all cores. */
export function createNodePool(workers = availableParallelism()): NodePool {
  const pool = new Tinypool({
    filename: new URL('./nodeWorker.mjs', import.meta.url).href,
    minThreads: workers,
    maxThreads: workers,
  });
  return {
    width: workers,
    run: (job) => pool.run(job),
    runEvidence: (job) => pool.run(job),
    runSpace: (job) => pool.run(job),
    close: () => pool.destroy(),
  };
}
