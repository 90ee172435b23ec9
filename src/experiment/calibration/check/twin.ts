/** The written scenario, run: as it stands for the walk to the window, and with random days for a prediction. */
import { visitsOf } from '../../../metrics/visits';
import { loadSpec } from '../../../runtime/loadSpec';
import { RouterCache, runSpec } from '../../../runtime/runJob';
import type { Problem } from '../../../scenario/source';
import { meanOf } from '../fit/arrivals';
import type { HallModel } from '../fit/model';
import { balancedFactors } from '../fit/queueSim';
import { scenarioYaml, type WriteOptions } from '../write/scenario';
import { sceneNeeds, sceneYaml } from '../write/scene';
import { type DayCourse, simulatedCourse } from './course';

export type SceneText = { readonly file: string; readonly text: string };
export type Twin = {
  readonly scenarioText: string;
  readonly scene: SceneText;
  /** Mean time from the call to the window in the scenario, seconds. */
  readonly walkS: number;
  readonly warnings: readonly Problem[];
};
export type TwinResult =
  | { readonly ok: true; readonly twin: Twin }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** A hall of its own for a model. */
export function ownScene(model: HallModel, file: string): SceneText {
  return { file, text: sceneYaml(sceneNeeds(model)) };
}

/**
 * Writes the scenario and makes sure that it can be read back. Where the recorded services hold the walk to the window
 * (call to call), a first run measures that walk in this hall and the second text has it taken off.
 */
export async function makeTwin(
  model: HallModel,
  scene: SceneText,
  options: Omit<WriteOptions, 'walkS'>,
  servicesHoldTheWalk: boolean,
): Promise<TwinResult> {
  const write = (walkS: ReadonlyMap<string, number> | undefined): string =>
    scenarioYaml(model, walkS === undefined ? options : { ...options, walkS });
  const load = (text: string) =>
    loadSpec({ scenarioFile: 'scenario', scenarioText: text, sceneFile: scene.file, sceneText: scene.text });
  const first = await load(write(undefined));
  if (!first.ok) return { ok: false, problems: first.problems };
  const hall = runSpec(first.spec);
  const visits = visitsOf(hall.log).filter((visit) => Number.isFinite(visit.startedS));
  const walkOf = (own: typeof visits): number => meanOf(own.map((visit) => visit.startedS - visit.calledS));
  const walkS = walkOf(visits);
  const byLetter = new Map(
    model.groups.map((group, g) => {
      const own = visits.filter((visit) => visit.group === g);
      return [group.letter, own.length === 0 ? walkS : walkOf(own)];
    }),
  );
  const scenarioText = write(servicesHoldTheWalk ? byLetter : undefined);
  const second = await load(scenarioText);
  if (!second.ok) return { ok: false, problems: second.problems };
  return { ok: true, twin: { scenarioText, scene, walkS, warnings: second.warnings } };
}

/**
 * Days as the twin expects them: the scenario with the fitted random day and interval factors (log-normal, mean 1), one
 * seed a day.
 */
export async function twinDays(
  model: HallModel,
  twin: Twin,
  replications: number,
  hoursS: readonly number[],
  seenAs: 'tickets' | 'board',
): Promise<readonly DayCourse[]> {
  const { scene, scenarioText } = twin;
  const loaded = await loadSpec({
    scenarioFile: 'scenario',
    scenarioText,
    sceneFile: scene.file,
    sceneText: scene.text,
  });
  if (!loaded.ok) throw new Error(loaded.problems.map((problem) => problem.message).join('\n'));
  const routers = new RouterCache();
  const withArrivals = model.groups.filter((group) => group.arrivals.perHour.some((rate) => rate > 0));
  const days: DayCourse[] = [];
  const hallDays = balancedFactors(model.dayCv, 7001, replications);
  const factors = withArrivals.map(({ arrivals }, g) => ({
    // What moves this letter's days beyond what moves the whole hall's.
    days: balancedFactors(Math.sqrt(Math.max(0, arrivals.dayCv ** 2 - model.dayCv ** 2)), 7002 + g, replications),
    intervals: arrivals.perHour.map((_, i) => balancedFactors(arrivals.intervalCv, 8000 + 1000 * g + i, replications)),
  }));
  for (let r = 0; r < replications; r++) {
    const arrivals = loaded.spec.arrivals.map((process, g) => {
      const profile = withArrivals[g]?.arrivals;
      if (process.kind !== 'rate' || !profile) return process;
      const day = (hallDays[r] as number) * (factors[g]?.days[r] as number);
      const intervals = process.intervals.map((interval) => {
        const index = Math.round((interval.fromS - profile.fromS) / profile.intervalS);
        return { ...interval, perHour: interval.perHour * day * (factors[g]?.intervals[index]?.[r] ?? 1) };
      });
      return { ...process, intervals };
    });
    const hall = runSpec({ ...loaded.spec, seed: r + 1, arrivals }, routers);
    days.push(simulatedCourse(visitsOf(hall.log), hoursS, seenAs, hall.nowS));
  }
  return days;
}
