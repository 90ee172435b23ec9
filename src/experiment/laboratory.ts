/**
 * The laboratory runs days of designs and remembers them. Replication r of every design has seed base + r, so that the same
 * people come with the same needs (common random numbers). What has been run before, in this process or an earlier one, is
 * taken from the store. Nothing here depends on how many workers there are or on which finishes first.
 */
import type { DayEvidence } from '../metrics/evidence';
import type { SpecOptions } from '../runtime/loadSpec';
import type { ScenarioSource } from '../scenario/source';

/** Whatever runs days: worker threads, or this thread. */
export type Runner = {
  /** Jobs under way at once. */
  readonly width: number;
  runEvidence(job: {
    readonly source: ScenarioSource;
    readonly options: SpecOptions;
    readonly seeds: readonly number[];
  }): Promise<DayEvidence[]>;
};

/** Days kept beyond this process, by scenario and seed. */
export type ResultStore = {
  load(source: ScenarioSource, options: SpecOptions): Map<number, DayEvidence>;
  append(source: ScenarioSource, options: SpecOptions, days: readonly DayEvidence[]): void;
};

export type Request = { readonly source: ScenarioSource; readonly count: number; readonly first?: number };

export type Progress = {
  /** Days run in this process and days still asked for. */
  readonly run: number;
  readonly waiting: number;
  /** Days taken from the store. */
  readonly stored: number;
  readonly elapsedMs: number;
};

export type LaboratoryOptions = {
  readonly runner: Runner;
  readonly store: ResultStore | null;
  readonly options: SpecOptions;
  /** Seed of replication 0. */
  readonly baseSeed: number;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: Progress) => void;
};

/** Days in one job: few enough for progress and a quick end, enough that threads do not wait for orders. */
const CHUNK_MAX = 5;

export class Laboratory {
  private readonly days = new Map<string, Map<number, DayEvidence>>();
  private readonly startedMs = performance.now();
  private runCount = 0;
  private storedCount = 0;

  constructor(private readonly setup: LaboratoryOptions) {}

  get aborted(): boolean {
    return this.setup.signal?.aborted === true;
  }

  /** Days run by this process so far, and days taken from the store. */
  get counts(): { readonly run: number; readonly stored: number } {
    return { run: this.runCount, stored: this.storedCount };
  }

  /**
   * Replications first .. first + count - 1 of each request. After an abort the lists hold what is there, in order and
   * without gaps.
   */
  async gather(requests: readonly Request[]): Promise<DayEvidence[][]> {
    const jobs = this.missing(requests);
    let waiting = jobs.reduce((total, job) => total + job.seeds.length, 0);
    const report = (): void =>
      this.setup.onProgress?.({
        run: this.runCount,
        waiting,
        stored: this.storedCount,
        elapsedMs: performance.now() - this.startedMs,
      });
    let next = 0;
    const worker = async (): Promise<void> => {
      while (next < jobs.length && !this.aborted) {
        const { source, seeds } = jobs[next++] as (typeof jobs)[number];
        const found = await untilAborted(
          this.setup.runner.runEvidence({ source, options: this.setup.options, seeds }),
          this.setup.signal,
        );
        if (found === null) return;
        const known = this.knownOf(source);
        for (const day of found) known.set(day.seed, day);
        this.setup.store?.append(source, this.setup.options, found);
        this.runCount += found.length;
        waiting -= found.length;
        report();
      }
    };
    if (jobs.length > 0) {
      report();
      await Promise.all(Array.from({ length: Math.min(jobs.length, Math.max(1, this.setup.runner.width)) }, worker));
    }
    return requests.map(({ source, count, first = 0 }) => {
      const known = this.knownOf(source);
      const list: DayEvidence[] = [];
      for (let r = first; r < first + count; r++) {
        const day = known.get(this.setup.baseSeed + r);
        if (!day) break;
        list.push(day);
      }
      return list;
    });
  }

  /** One request. */
  async run(source: ScenarioSource, count: number, first = 0): Promise<DayEvidence[]> {
    return (await this.gather([{ source, count, first }]))[0] as DayEvidence[];
  }

  private missing(requests: readonly Request[]): { source: ScenarioSource; seeds: number[] }[] {
    const wanted = requests.map(({ source, count, first = 0 }) => {
      const known = this.knownOf(source);
      const seeds: number[] = [];
      for (let r = first; r < first + count; r++) {
        if (!known.has(this.setup.baseSeed + r)) seeds.push(this.setup.baseSeed + r);
      }
      return { source, seeds };
    });
    const total = wanted.reduce((sum, entry) => sum + entry.seeds.length, 0);
    const chunk = Math.max(1, Math.min(CHUNK_MAX, Math.ceil(total / (4 * Math.max(1, this.setup.runner.width)))));
    const asked = new Set<string>();
    return wanted.flatMap(({ source, seeds }) => {
      const key = keyOf(source);
      const fresh = seeds.filter((seed) => !asked.has(`${seed} ${key}`));
      for (const seed of fresh) asked.add(`${seed} ${key}`);
      return Array.from({ length: Math.ceil(fresh.length / chunk) }, (_, k) => ({
        source,
        seeds: fresh.slice(k * chunk, (k + 1) * chunk),
      }));
    });
  }

  private knownOf(source: ScenarioSource): Map<number, DayEvidence> {
    const key = keyOf(source);
    const known = this.days.get(key);
    if (known) return known;
    const loaded = this.setup.store?.load(source, this.setup.options) ?? new Map<number, DayEvidence>();
    this.storedCount += loaded.size;
    this.days.set(key, loaded);
    return loaded;
  }
}

function keyOf(source: ScenarioSource): string {
  return `${source.scenarioText}\u0000${source.sceneText}`;
}

/** The value, or null as soon as the signal comes: what a thread is still working on is given up. */
async function untilAborted<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T | null> {
  if (!signal) return work;
  work.catch(() => {});
  let onAbort = (): void => {};
  const abort = new Promise<null>((resolve) => {
    onAbort = () => resolve(null);
    if (signal.aborted) resolve(null);
    signal.addEventListener('abort', onAbort, { once: true });
  });
  try {
    return await Promise.race([work, abort]);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}
