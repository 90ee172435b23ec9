/** Many seeds of one scenario from texts to space measures, and what else is asked of the days; people must walk (resolution micro). */
import { Hall } from '../kernel/hall';
import type { DayEvidence } from '../metrics/evidence';
import type { SpaceOptions } from '../metrics/space/meter';
import type { SpaceResult } from '../metrics/space/result';
import type { ScenarioSource } from '../scenario/source';
import { loadSpec, type SpecOptions } from './loadSpec';
import { runHall } from './run';
import { dayEvidence } from './runEvidence';
import { RouterCache } from './runJob';
import { SpaceFeed } from './spaceFeed';

export type SpaceJob = {
  readonly source: ScenarioSource;
  readonly options: SpecOptions;
  readonly seeds: readonly number[];
  readonly space: SpaceOptions;
};

/** One day, run once: what an experiment asks of any day, and its space. */
export type SpaceDay = { readonly evidence: DayEvidence; readonly space: SpaceResult };

export class SpaceRunner {
  private readonly routers = new RouterCache();

  async run({ source, options, seeds, space }: SpaceJob): Promise<SpaceDay[]> {
    const loaded = await loadSpec(source, options);
    if (!loaded.ok) throw new Error(loaded.problems.map((found) => `${found.path}: ${found.message}`).join('\n'));
    return seeds.map((seed) => {
      const hall = new Hall({ ...loaded.spec, seed }, this.routers.of(loaded.spec.layout));
      const feed = new SpaceFeed(hall, space);
      runHall(hall, { probe: feed.probe });
      return { evidence: dayEvidence(hall), space: feed.result() };
    });
  }
}
