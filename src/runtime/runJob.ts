/** One headless run from texts to summary. */
import { Hall } from '../kernel/hall';
import type { HallRouter } from '../kernel/routing/router';
import { createRouter } from '../kernel/routing/router';
import type { HallSpec } from '../kernel/spec';
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
  const hall = hallOf(loaded.spec, routers);
  return summaryOf(hall, runHall(hall));
}

/** One whole day of a spec; for those who need the event log and not only the summary. */
export function runSpec(spec: HallSpec, routers = new RouterCache()): Hall {
  const hall = hallOf(spec, routers);
  runHall(hall);
  return hall;
}

function hallOf(spec: HallSpec, routers: RouterCache): Hall {
  return new Hall(spec, spec.walking ? routers.of(spec.layout) : null);
}
