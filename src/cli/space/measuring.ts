/**
 * Days that are measured while they are run: with `--space` each day of an experiment is run once, with the meter on, and gives what the
 * laboratory asks for and its space. Only days that the laboratory took from its store are run again for their space.
 */
import type { Runner } from '../../experiment/laboratory';
import type { HallLayout } from '../../kernel/layout';
import type { DayEvidence } from '../../metrics/evidence';
import type { SpaceResult } from '../../metrics/space/result';
import { loadSpec, type SpecOptions } from '../../runtime/loadSpec';
import type { NodePool } from '../../runtime/nodePool';
import type { ScenarioSource } from '../../scenario/source';
import { type SpaceRequest, spaceOptions } from './options';

export class SpaceDays implements Runner {
  private request: SpaceRequest | null = null;
  private readonly layouts = new Map<string, HallLayout>();
  private readonly measured = new Map<string, SpaceResult>();
  /** Days run for their space alone. */
  again = 0;

  constructor(private readonly pool: NodePool) {}

  get width(): number {
    return this.pool.width;
  }

  /** From now on every day is measured. */
  measure(request: SpaceRequest): void {
    this.request = request;
  }

  async runEvidence(job: {
    readonly source: ScenarioSource;
    readonly options: SpecOptions;
    readonly seeds: readonly number[];
  }): Promise<DayEvidence[]> {
    if (!this.request) return this.pool.runEvidence(job);
    const { source, options, seeds } = job;
    const space = spaceOptions(this.request, await this.layoutOf(source, options));
    const days = await this.pool.runSpace({ source, options, seeds, space });
    return days.map((day, i) => {
      this.measured.set(keyOf(source, seeds[i] as number), day.space);
      return day.evidence;
    });
  }

  /** Space of a day: as measured when it was run, else it is run again. */
  async spaceOf(source: ScenarioSource, options: SpecOptions, seed: number): Promise<SpaceResult> {
    const key = keyOf(source, seed);
    if (!this.measured.has(key)) {
      this.again++;
      await this.runEvidence({ source, options, seeds: [seed] });
    }
    const space = this.measured.get(key);
    if (!space) throw new Error('spaceOf: call measure first');
    return space;
  }

  async layoutOf(source: ScenarioSource, options: SpecOptions): Promise<HallLayout> {
    const key = keyOf(source, 0);
    const known = this.layouts.get(key);
    if (known) return known;
    const loaded = await loadSpec(source, { ...options, bodies: 'kinematic' });
    if (!loaded.ok) throw new Error(loaded.problems.map((found) => found.message).join('\n'));
    this.layouts.set(key, loaded.spec.layout);
    return loaded.spec.layout;
  }
}

function keyOf(source: ScenarioSource, seed: number): string {
  return `${seed}\u0000${source.scenarioText}\u0000${source.sceneText}`;
}
