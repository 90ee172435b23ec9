/**
 * The evidence of one day: everything that an experiment may ask about it, derived from the event log and small enough to
 * store for thousands of days. Definitions in docs/metrics.md.
 */
import type { EventLog } from '../kernel/events';
import { type PackedDurations, pack } from './packed';
import type { PeopleFigures } from './people';
import { type QueueProfile, queueProfile } from './profile';
import { type RuleFigures, type RuleNames, ruleFigures } from './rules';
import { type Step as Service, stepsOf } from './services';
import { mean, quantileSorted } from './statistics';
import { forEachStep, SERVER_KINDS, type ServerKindName, STEPS, type Step } from './steps';
import { type Visit, visitsOf, windowUse } from './visits';
import type { WayFigures } from './wayfinding';

export type DayEvidence = {
  readonly scenario: string;
  readonly seed: number;
  readonly resolution: 'micro' | 'meso';
  /** State hash at the end: the same seed reproduces it. */
  readonly hash: string;
  /** Doors open and close, first and last moment simulated; seconds since midnight. */
  readonly openS: number;
  readonly closeS: number;
  readonly startS: number;
  readonly endS: number;
  readonly citizens: {
    readonly arrived: number;
    /** Left with the business done; sent away for a paper; left without having been served; still inside at the end. */
    readonly served: number;
    readonly missingPaper: number;
    readonly leftUnserved: number;
    readonly inside: number;
  };
  /** Waits (service start - ticket or transfer) of services that ended, by ticket letter: one a window that a visitor sees. */
  readonly waits: Readonly<Record<string, PackedDurations>>;
  /** Waits of visits whose last service ended, all their windows together; null = one window a visit, as in `waits`. */
  readonly visitWaits: PackedDurations | null;
  /** By stage of a visit (first window, second, ...); empty = one window a visit. */
  readonly stageWaits: readonly PackedDurations[];
  /** Waits of visits by priority class; empty without classes. */
  readonly classWaits: Readonly<Record<string, PackedDurations>>;
  /** Time from door to door of those whose service ended. */
  readonly stays: PackedDurations;
  /** Only items that were asked for. Seconds. */
  readonly items: Readonly<
    Record<
      string,
      { readonly served: number; readonly waitMeanS: number; readonly waitP90S: number; readonly serviceMeanS: number }
    >
  >;
  /** Time that a case holds a window (call to end of service) by letter: cases, sum, sum of squares. */
  readonly holding: Readonly<Record<string, { readonly n: number; readonly sumS: number; readonly sumSqS2: number }>>;
  readonly windows: readonly WindowEvidence[];
  /** Kiosks, desks and robots: seconds with a citizen, citizens, seconds that citizens stood in the line. */
  readonly servers: readonly {
    readonly kind: ServerKindName;
    readonly index: number;
    readonly busyS: number;
    readonly served: number;
    readonly lineS: number;
  }[];
  /** By step: seconds spent by all finished visitors, and how many of them took the step. Left out = nobody did. */
  readonly steps: Readonly<Partial<Record<Step, { readonly sumS: number; readonly visits: number }>>>;
  /** Visitors who left, over whom the steps are summed; and all their time in the hall, seconds. */
  readonly finished: number;
  readonly inHallS: number;
  readonly profile: QueueProfile;
  /** Figures of the hall's rules; they stand at zero where no rule is on. */
  readonly rules: RuleFigures;
  /** Finding the way; absent where everybody knows it. */
  readonly wayfinding?: WayFigures;
  /** Rests, looks at robots, making way; only with `rules.people`. */
  readonly people?: PeopleFigures;
  readonly problems: readonly string[];
};

export type WindowEvidence = {
  readonly id: string;
  /** A self-service machine or service robot: no clerk sits there. */
  readonly machine: boolean;
  /** Clerks per open window: 1, 0 at a machine, less than 1 where clerks share windows (`rules.sharedClerks`). */
  readonly clerks: number;
  /** Open = opening to closing, overtime included; busy = service; called = citizen on the way to the window. */
  readonly openS: number;
  readonly busyS: number;
  readonly calledS: number;
  readonly served: number;
  readonly waitMeanS: number;
};

/** What the log does not say. Ids in the order of the tables that the log's numbers point into. */
export type EvidenceInput = {
  readonly scenario: string;
  readonly seed: number;
  readonly resolution: 'micro' | 'meso';
  readonly hash: string;
  readonly openS: number;
  readonly closeS: number;
  readonly startS: number;
  readonly endS: number;
  readonly inside: number;
  readonly log: EventLog;
  readonly letters: readonly string[];
  readonly itemIds: readonly string[];
  readonly windowIds: readonly string[];
  /** By window: true = no clerk sits there. */
  readonly machines: readonly boolean[];
  readonly ruleNames: RuleNames;
  /** How many there are: kiosks, desks, robots. */
  readonly serverCounts: readonly [number, number, number];
  readonly problems: readonly string[];
};

export function evidenceOf(input: EvidenceInput): DayEvidence {
  const { log } = input;
  const visits = visitsOf(log);
  const ended = visits.filter((visit) => !Number.isNaN(visit.endedS));
  const finished = visits.filter((visit) => visit.reason >= 0);
  const services = stepsOf(log).filter((service) => !Number.isNaN(service.endedS));
  const waits: Record<string, PackedDurations> = {};
  input.letters.forEach((letter, group) => {
    waits[letter] = pack(services.filter((service) => service.group === group).map((service) => service.waitedS));
  });
  const stages = services.reduce((most, { stage }) => Math.max(most, stage + 1), 0);
  const byStage = (stage: number): PackedDurations =>
    pack(services.filter((service) => service.stage === stage).map((service) => service.waitedS));
  const classWaits: Record<string, PackedDurations> = {};
  input.ruleNames.classIds.forEach((id, klass) => {
    classWaits[id] = pack(ended.filter((visit) => visit.klass === klass).map(waitOf));
  });
  return {
    scenario: input.scenario,
    seed: input.seed,
    resolution: input.resolution,
    hash: input.hash,
    openS: input.openS,
    closeS: input.closeS,
    startS: input.startS,
    endS: input.endS,
    citizens: {
      arrived: visits.length,
      served: visits.filter((visit) => visit.reason === 0).length,
      missingPaper: visits.filter((visit) => visit.reason === 1).length,
      leftUnserved: visits.filter((visit) => visit.reason > 1).length,
      inside: input.inside,
    },
    waits,
    visitWaits: stages > 1 ? pack(ended.map(waitOf)) : null,
    stageWaits: stages > 1 ? Array.from({ length: stages }, (_, stage) => byStage(stage)) : [],
    classWaits,
    stays: pack(ended.filter((visit) => !Number.isNaN(visit.leftS)).map((visit) => visit.leftS - visit.arrivedS)),
    items: itemEvidence(ended, input.itemIds),
    ...stepEvidence(input),
    holding: holdingTimes(services, input.letters),
    windows: windowEvidence(input, services),
    finished: finished.length,
    inHallS: finished.reduce((sum, visit) => sum + visit.leftS - visit.arrivedS, 0),
    profile: queueProfile(log, input),
    rules: ruleFigures(log, visits, input.ruleNames),
    problems: input.problems,
  };
}

function waitOf(visit: Visit): number {
  return visit.waitedS;
}

function itemEvidence(ended: readonly Visit[], ids: readonly string[]): DayEvidence['items'] {
  const byItem = new Map<number, Visit[]>();
  for (const visit of ended) {
    const list = byItem.get(visit.item);
    if (list) list.push(visit);
    else byItem.set(visit.item, [visit]);
  }
  const items: Record<string, DayEvidence['items'][string]> = {};
  ids.forEach((id, item) => {
    const list = byItem.get(item);
    if (!list) return;
    const waits = Float64Array.from(list, waitOf).sort();
    items[id] = {
      served: list.length,
      waitMeanS: mean(waits),
      waitP90S: quantileSorted(waits, 0.9),
      serviceMeanS: mean(list.map((visit) => visit.servedS)),
    };
  });
  return items;
}

function holdingTimes(services: readonly Service[], letters: readonly string[]): DayEvidence['holding'] {
  const holding: Record<string, { n: number; sumS: number; sumSqS2: number }> = {};
  letters.forEach((letter, group) => {
    const sums = { n: 0, sumS: 0, sumSqS2: 0 };
    for (const service of services) {
      if (service.group !== group) continue;
      const heldS = service.endedS - service.calledS;
      sums.n++;
      sums.sumS += heldS;
      sums.sumSqS2 += heldS * heldS;
    }
    holding[letter] = sums;
  });
  return holding;
}

function windowEvidence(input: EvidenceInput, services: readonly Service[]): WindowEvidence[] {
  const use = windowUse(input.log, input.windowIds.length, input.endS);
  const shared = input.ruleNames.staff.shared;
  const calledS = new Float64Array(input.windowIds.length);
  const waitS = new Float64Array(input.windowIds.length);
  for (const { window, startedS, calledS: fromS, waitedS } of services) {
    calledS[window] = (calledS[window] ?? 0) + startedS - fromS;
    waitS[window] = (waitS[window] ?? 0) + waitedS;
  }
  return input.windowIds.map((id, i) => {
    const served = use.served[i] as number;
    return {
      id,
      machine: input.machines[i] as boolean,
      clerks: input.machines[i] ? 0 : clerksAt(shared.find((entry) => entry.windows.includes(i))),
      openS: use.openS[i] as number,
      busyS: use.busyS[i] as number,
      calledS: calledS[i] as number,
      served,
      waitMeanS: served > 0 ? (waitS[i] as number) / served : 0,
    };
  });
}

function clerksAt(entry: { readonly windows: readonly number[]; readonly clerks: number } | undefined): number {
  return entry ? Math.min(1, entry.clerks / entry.windows.length) : 1;
}

/** Steps of the visitors who left, and what the lines' servers did (for everybody). */
function stepEvidence(input: EvidenceInput): Pick<DayEvidence, 'steps' | 'servers'> {
  const servers = SERVER_KINDS.flatMap((kind, k) =>
    Array.from({ length: input.serverCounts[k] as number }, (_, index) => ({
      kind,
      index,
      busyS: 0,
      served: 0,
      lineS: 0,
    })),
  );
  const serverOf = (kind: ServerKindName, index: number) =>
    servers.find((server) => server.kind === kind && server.index === index);
  const open = new Map<number, { step: Step; lengthS: number }[]>();
  const sums: Partial<Record<Step, { sumS: number; visits: number }>> = {};
  forEachStep(input.log, ({ citizen, step, fromS, toS, server }) => {
    const lengthS = toS - fromS;
    const mine = open.get(citizen) ?? [];
    mine.push({ step, lengthS });
    open.set(citizen, mine);
    if (step === 'kiosk' || step === 'desk' || step === 'robot' || step === 'led') {
      const found = serverOf(step === 'led' ? 'robot' : step, server);
      if (found) {
        found.busyS += lengthS;
        if (step !== 'led') found.served++;
      }
    }
    if (step === 'kioskLine' || step === 'deskLine' || step === 'robotLine') {
      const found = serverOf(step.slice(0, -4) as ServerKindName, server);
      if (found) found.lineS += lengthS;
    }
  });
  // A visit is summed once it is over: its last step ended with `left`.
  for (const visit of visitsOf(input.log)) {
    if (visit.reason < 0) continue;
    const taken = new Set<Step>();
    for (const { step, lengthS } of open.get(visit.citizen) ?? []) {
      const sum = sums[step] ?? { sumS: 0, visits: 0 };
      sum.sumS += lengthS;
      if (!taken.has(step)) sum.visits++;
      taken.add(step);
      sums[step] = sum;
    }
  }
  const steps: Partial<Record<Step, { sumS: number; visits: number }>> = {};
  for (const step of STEPS) if (sums[step]) steps[step] = sums[step];
  return { steps, servers };
}
