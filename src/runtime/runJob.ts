/** One headless run from texts to summary. */
import { Hall } from '../kernel/hall';
import type { HallRouter } from '../kernel/routing/router';
import { createRouter } from '../kernel/routing/router';
import type { RunSummary } from '../metrics/summary';
import type { ScenarioSource } from '../scenario/source';
import { loadSpec, type SpecOptions } from './loadSpec';
import { runHall, summaryOf } from './run';

/** Flow fields by layout hash: the same for every replication of a scene. */
export class RouterCache {
  private readonly routers = new Map<string, HallRouter>();

  of(layout: Parameters<typeof createRouter>[0]): HallRouter {
    const known = this.routers.get(layout.layoutHash);
    if (known) return known;
    const router = createRouter(layout);
    this.routers.set(layout.layoutHash, router);
    return router;
  }
}

export async function runScenario(
  source: ScenarioSource,
  options: SpecOptions,
  routers = new RouterCache(),
): Promise<RunSummary> {
  const loaded = await loadSpec(source, options);
  if (!loaded.ok) throw new Error(loaded.problems.map((problem) => `${problem.path}: ${problem.message}`).join('\n'));
  const { spec } = loaded;
  const hall = new Hall(spec, spec.walking ? routers.of(spec.layout) : null);
  return summaryOf(hall, runHall(hall));
}
