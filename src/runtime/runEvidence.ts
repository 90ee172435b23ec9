/** Many seeds of one scenario from texts to evidence. The spec is made once and only its seed changes. */
import { Hall } from '../kernel/hall';
import { hashHall } from '../kernel/save';
import type { HallSpec } from '../kernel/spec';
import { type DayEvidence, evidenceOf } from '../metrics/evidence';
import { peopleFigures } from '../metrics/people';
import { wayFigures } from '../metrics/wayfinding';
import type { ScenarioSource } from '../scenario/source';
import { loadSpec, type SpecOptions } from './loadSpec';
import { ruleNames, runHall } from './run';
import { RouterCache } from './runJob';

export type EvidenceJob = {
  readonly source: ScenarioSource;
  readonly options: SpecOptions;
  readonly seeds: readonly number[];
};

/** Specs that a worker keeps at hand. An experiment goes from design to design, so a few are enough. */
const SPECS_MAX = 8;

export class EvidenceRunner {
  private readonly routers = new RouterCache();
  /** Latest used last. Keyed by the texts themselves. */
  private readonly specs = new Map<string, HallSpec>();

  async run(job: EvidenceJob): Promise<DayEvidence[]> {
    const spec = await this.specOf(job);
    return job.seeds.map((seed) => {
      const seeded = { ...spec, seed };
      const hall = new Hall(seeded, seeded.walking ? this.routers.of(seeded.layout) : null);
      runHall(hall);
      return dayEvidence(hall);
    });
  }

  private async specOf({ source, options }: EvidenceJob): Promise<HallSpec> {
    const { seed: _, ...rest } = options;
    const key = JSON.stringify([source.scenarioText, source.sceneText, rest]);
    let spec = this.specs.get(key);
    if (!spec) {
      const loaded = await loadSpec(source, rest);
      if (!loaded.ok) throw new Error(loaded.problems.map((found) => `${found.path}: ${found.message}`).join('\n'));
      spec = loaded.spec;
      const oldest = this.specs.keys().next().value;
      if (this.specs.size >= SPECS_MAX && oldest !== undefined) this.specs.delete(oldest);
    } else this.specs.delete(key);
    this.specs.set(key, spec);
    return spec;
  }
}

export function dayEvidence(hall: Hall): DayEvidence {
  const { spec } = hall;
  const evidence = evidenceOf({
    scenario: spec.id,
    seed: spec.seed,
    resolution: spec.resolution,
    hash: hashHall(hall),
    openS: spec.openS,
    closeS: spec.closeS,
    startS: hall.startS,
    endS: hall.nowS,
    inside: hall.citizens.inside,
    log: hall.log,
    letters: spec.groups.map((group) => group.letter),
    itemIds: spec.items.map((item) => item.id),
    windowIds: spec.layout.windows.map((window) => window.id),
    machines: machinesOf(spec),
    ruleNames: ruleNames(hall),
    serverCounts: [spec.layout.kiosks.length, spec.layout.desks.length, spec.robots.length],
    problems: hall.problems,
  });
  return {
    ...evidence,
    ...(hall.ways ? { wayfinding: wayFigures(hall.log) } : {}),
    ...(hall.people ? { people: peopleFigures(hall.log) } : {}),
  };
}

/** By window: true if it is only ever a machine or service robot, where no clerk sits. A video window has its clerk. */
function machinesOf({ staffing, rules }: HallSpec): boolean[] {
  const groups = new Set(
    (rules.channels ?? []).filter((channel) => channel.kind !== 'video').map((channel) => channel.group),
  );
  return staffing.map(
    (intervals) =>
      intervals.length > 0 && intervals.every((interval) => interval.groups.every((group) => groups.has(group))),
  );
}
