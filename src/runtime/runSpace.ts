/** Many seeds of one scenario from texts to space measures; people must walk (resolution micro). */
import { Hall } from '../kernel/hall';
import type { SpaceOptions } from '../metrics/space/meter';
import type { SpaceResult } from '../metrics/space/result';
import type { ScenarioSource } from '../scenario/source';
import { loadSpec, type SpecOptions } from './loadSpec';
import { runHall } from './run';
import { RouterCache } from './runJob';
import { SpaceFeed } from './spaceFeed';

export type SpaceJob = {
  readonly source: ScenarioSource;
  readonly options: SpecOptions;
  readonly seeds: readonly number[];
  readonly space: SpaceOptions;
};

export class SpaceRunner {
  private readonly routers = new RouterCache();

  async run({ source, options, seeds, space }: SpaceJob): Promise<SpaceResult[]> {
    const loaded = await loadSpec(source, options);
    if (!loaded.ok) throw new Error(loaded.problems.map((found) => `${found.path}: ${found.message}`).join('\n'));
    return seeds.map((seed) => {
      const hall = new Hall({ ...loaded.spec, seed }, this.routers.of(loaded.spec.layout));
      const feed = new SpaceFeed(hall, space);
      runHall(hall, { probe: feed.probe });
      return feed.result();
    });
  }
}
