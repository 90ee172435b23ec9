/** A whole day without a screen. */
import type { Hall } from '../kernel/hall';
import { hashHall } from '../kernel/save';
import { advance, type PhaseProbe } from '../kernel/tick';
import { fetchFigures } from '../metrics/fetchHelp';
import { peopleFigures } from '../metrics/people';
import type { RuleNames } from '../metrics/rules';
import { type RunSummary, summarize } from '../metrics/summary';
import { wayFigures } from '../metrics/wayfinding';

export type RunOptions = {
  /** Stop at this hall time, seconds since midnight; default: until the day is over. */
  readonly untilS?: number;
  /** Called about every 15 hall minutes with the hall clock. */
  readonly onProgress?: (timeS: number) => void;
  /** Told at the end of each phase of each worked tick; it may only read. */
  readonly probe?: PhaseProbe;
};

/** Runs a hall to its end and returns wall seconds used. */
export function runHall(hall: Hall, options: RunOptions = {}): number {
  const untilS = Math.min(options.untilS ?? hall.spec.endS, hall.spec.endS);
  const from = performance.now();
  while (!hall.finished && hall.nowS < untilS) {
    const before = hall.tick;
    advance(hall, Math.min(untilS, hall.nowS + 900), Number.POSITIVE_INFINITY, options.probe);
    options.onProgress?.(hall.nowS);
    if (hall.tick === before) break;
  }
  return (performance.now() - from) / 1000;
}

export function summaryOf(hall: Hall, wallS: number): RunSummary {
  const { spec } = hall;
  const summary = summarize({
    scenario: spec.id,
    seed: spec.seed,
    resolution: spec.resolution,
    hash: hashHall(hall),
    startS: hall.startS,
    endS: hall.nowS,
    wallS,
    inside: hall.citizens.inside,
    log: hall.log,
    groupLetters: spec.groups.map((group) => group.letter),
    windowIds: spec.layout.windows.map((window) => window.id),
    robots: spec.robots.map((robot, i) => {
      const gap = hall.robots?.minPersonGapM[i] ?? Number.POSITIVE_INFINITY;
      return {
        id: robot.id,
        distanceM: (hall.robots?.distanceM ?? hall.mesoRobots?.distanceM)?.[i] ?? 0,
        chargeRatioMin: hall.robotChargeMin[i] as number,
        chargeRatioEnd: (hall.robots?.chargeRatio ?? hall.mesoRobots?.chargeRatio)?.[i] ?? 0,
        minPersonGapM: gap === Number.POSITIVE_INFINITY ? null : gap,
      };
    }),
    problems: hall.problems,
    ...(hall.rules ? { rules: ruleNames(hall) } : {}),
  });
  return {
    ...summary,
    ...(hall.ways ? { wayfinding: wayFigures(hall.log) } : {}),
    ...(hall.people ? { people: peopleFigures(hall.log) } : {}),
    ...(hall.fetch ? { fetchHelp: fetchFigures(hall.log) } : {}),
  };
}

/** Names for the figures of the rules, in table order. */
export function ruleNames(hall: Hall): RuleNames {
  const { priority, appointments, channels, sharedClerks, greenChannel } = hall.spec.rules;
  const { windows } = hall.spec.layout;
  return {
    classIds: priority ? priority.classes.map((entry) => entry.id) : [],
    graceS: appointments?.map((entry) => entry.graceS) ?? [],
    channelIds: channels?.map((entry) => entry.id) ?? [],
    staff: {
      shared:
        sharedClerks?.map((entry) => ({
          ...entry,
          id: entry.windows.map((window) => windows[window]?.id ?? '?').join('+'),
        })) ?? [],
      greenWindows: greenChannel?.windows ?? [],
      greenClasses: greenChannel?.classes ?? [],
    },
  };
}
