import { EventKind, type EventLog } from '../kernel/events';
import type { FetchFigures } from './fetchHelp';
import type { PeopleFigures } from './people';
import { type RuleFigures, type RuleNames, ruleFigures } from './rules';
import { stepsOf } from './services';
import { mean, quantileSorted } from './statistics';
import { visitsOf, windowUse } from './visits';
import type { WayFigures } from './wayfinding';

/** The figures of one run: what `hall-twin run --json` prints. */
export type RunSummary = {
  readonly scenario: string;
  readonly seed: number;
  readonly resolution: 'micro' | 'meso';
  readonly hash: string;
  /** Hall seconds that were simulated, and wall seconds it took. */
  readonly simulatedS: number;
  readonly wallS: number;
  readonly citizens: {
    readonly arrived: number;
    readonly served: number;
    readonly leftUnserved: number;
    readonly inside: number;
  };
  /** Wait = service start - ticket taken, served visitors. Seconds. */
  readonly waitS: {
    readonly mean: number;
    readonly p50: number;
    readonly p90: number;
    readonly p95: number;
    readonly max: number;
    readonly byGroup: Readonly<
      Record<string, { readonly mean: number; readonly p90: number; readonly served: number }>
    >;
  };
  readonly serviceS: { readonly mean: number };
  readonly timeInSystemS: { readonly mean: number; readonly p90: number };
  readonly windows: readonly { readonly id: string; readonly utilization: number; readonly served: number }[];
  readonly utilizationMean: number;
  readonly robots: readonly {
    readonly id: string;
    readonly asked: number;
    readonly answered: number;
    readonly ledStarted: number;
    readonly ledArrived: number;
    readonly distanceM: number;
    readonly chargeRatioMin: number;
    readonly chargeRatioEnd: number;
    readonly charges: number;
    readonly collisions: number;
    /** null = no person came within sensing range. */
    readonly minPersonGapM: number | null;
  }[];
  readonly problems: readonly string[];
  /** Figures of the hall's rules; only when a rule is on. */
  readonly rules?: RuleFigures;
  /** Finding the way to the window; only when wayfinding is on. */
  readonly wayfinding?: WayFigures;
  /** Rests, looks at robots, making way; only with `rules.people`. */
  readonly people?: PeopleFigures;
  /** Staff whom robots fetched; only with `rules.fetchHelp`. */
  readonly fetchHelp?: FetchFigures;
};

/** What the summary needs besides the log. Ids in table order; robots' own counters as the run ended. */
export type SummaryInput = {
  readonly scenario: string;
  readonly seed: number;
  readonly resolution: 'micro' | 'meso';
  readonly hash: string;
  readonly startS: number;
  readonly endS: number;
  readonly wallS: number;
  readonly inside: number;
  readonly log: EventLog;
  readonly groupLetters: readonly string[];
  readonly windowIds: readonly string[];
  readonly robots: readonly {
    readonly id: string;
    readonly distanceM: number;
    readonly chargeRatioMin: number;
    readonly chargeRatioEnd: number;
    readonly minPersonGapM: number | null;
  }[];
  readonly problems: readonly string[];
  readonly rules?: RuleNames;
};

export function summarize(input: SummaryInput): RunSummary {
  const visits = visitsOf(input.log);
  const served = visits.filter((visit) => !Number.isNaN(visit.endedS));
  const waits = Float64Array.from(served, (visit) => visit.waitedS).sort();
  const use = windowUse(input.log, input.windowIds.length, input.endS);
  const utilization = input.windowIds.map((_, i) => ratio(use.busyS[i] as number, use.openS[i] as number));
  const staffed = utilization.filter((_, i) => (use.openS[i] as number) > 0);
  const inSystem = Float64Array.from(
    visits.filter((visit) => visit.reason === 0 || visit.reason === 1),
    (visit) => visit.leftS - visit.arrivedS,
  ).sort();
  return {
    scenario: input.scenario,
    seed: input.seed,
    resolution: input.resolution,
    hash: input.hash,
    simulatedS: input.endS - input.startS,
    wallS: input.wallS,
    citizens: {
      arrived: visits.length,
      served: visits.filter((visit) => visit.reason === 0).length,
      leftUnserved: visits.filter((visit) => visit.reason > 0).length,
      inside: input.inside,
    },
    waitS: {
      mean: mean(waits),
      p50: quantileSorted(waits, 0.5),
      p90: quantileSorted(waits, 0.9),
      p95: quantileSorted(waits, 0.95),
      max: waits[waits.length - 1] ?? 0,
      byGroup: waitsByGroup(input.rules ? stepsOf(input.log) : served, input.groupLetters),
    },
    serviceS: { mean: mean(Float64Array.from(served, (visit) => visit.servedS)) },
    timeInSystemS: { mean: mean(inSystem), p90: quantileSorted(inSystem, 0.9) },
    windows: input.windowIds.map((id, i) => ({
      id,
      utilization: utilization[i] as number,
      served: use.served[i] as number,
    })),
    utilizationMean: mean(staffed),
    robots: input.robots.map((robot, i) => ({ ...robot, ...robotCounts(input.log, i) })),
    problems: input.problems,
    ...(input.rules ? { rules: ruleFigures(input.log, visits, input.rules) } : {}),
  };
}

function ratio(part: number, whole: number): number {
  return whole > 0 ? part / whole : 0;
}

/** By letter of the window that served, each service of its own when citizens go on to other letters. */
function waitsByGroup(
  served: readonly { readonly group: number; readonly waitedS: number }[],
  letters: readonly string[],
): RunSummary['waitS']['byGroup'] {
  const result: Record<string, { mean: number; p90: number; served: number }> = {};
  letters.forEach((letter, group) => {
    const waits = Float64Array.from(
      served.filter((visit) => visit.group === group),
      (visit) => visit.waitedS,
    ).sort();
    result[letter] = { mean: mean(waits), p90: quantileSorted(waits, 0.9), served: waits.length };
  });
  return result;
}

function robotCounts(
  log: EventLog,
  robot: number,
): { asked: number; answered: number; ledStarted: number; ledArrived: number; charges: number; collisions: number } {
  const counts = { asked: 0, answered: 0, ledStarted: 0, ledArrived: 0, charges: 0, collisions: 0 };
  for (let i = 0; i < log.length; i++) {
    if (log.a[i] !== robot) continue;
    switch (log.kind[i]) {
      case EventKind.robotAsked:
        counts.asked++;
        break;
      case EventKind.robotAnswered:
        if ((log.b[i] as number) >= 0) counts.answered++;
        break;
      case EventKind.leadStarted:
        counts.ledStarted++;
        break;
      case EventKind.leadArrived:
        counts.ledArrived++;
        break;
      case EventKind.chargeStarted:
        counts.charges++;
        break;
      case EventKind.robotContact:
        counts.collisions++;
        break;
    }
  }
  return counts;
}
