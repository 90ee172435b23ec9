/** Figures that have a name of their own. Definitions in docs/metrics.md. */
import type { DayEvidence } from '../../metrics/evidence';
import type { WayFigures } from '../../metrics/wayfinding';
import { type Kpi, meanQueue, peakUtilization, staffS, sum, utilization } from './kpi';

/** Hours that a trip to the hall costs a citizen: 150,000 trips were 150,000 hours (Zhaoqing report). */
const HOURS_A_TRIP = 1;

const NAMED: Readonly<Record<string, Pick<Kpi, 'unit' | 'better' | 'of'>>> = {
  utilization: { unit: '%', better: null, of: (day) => 100 * utilization(day) },
  peakUtilization: { unit: '%', better: null, of: (day) => 100 * peakUtilization(day) },
  staffHours: { unit: 'h', better: 'lower', of: (day) => staffS(day) / 3600 },
  staffMinutes: { unit: 'min', better: 'lower', of: (day) => staffS(day) / 60 },
  staffMinutesPerCase: {
    unit: 'min',
    better: 'lower',
    of: (day) => perCase(staffS(day) / 60, day.citizens.served),
  },
  windows: { unit: 'windows', better: 'lower', of: (day) => day.profile.openMax },
  arrived: { unit: 'persons', better: null, of: (day) => day.citizens.arrived },
  served: { unit: 'persons', better: 'higher', of: (day) => day.citizens.served },
  leftUnserved: { unit: 'persons', better: 'lower', of: (day) => day.citizens.leftUnserved + day.citizens.inside },
  balked: { unit: 'persons', better: 'lower', of: (day) => day.rules.balked },
  reneged: { unit: 'persons', better: 'lower', of: (day) => day.rules.reneged },
  passed: { unit: 'persons', better: 'lower', of: (day) => day.rules.passed },
  queueMean: { unit: 'persons', better: 'lower', of: (day) => meanQueue(day, null) },
  queueMax: { unit: 'persons', better: 'lower', of: (day) => Math.max(0, ...day.profile.waitingMax) },
  queueAtClosing: { unit: 'persons', better: 'lower', of: (day) => day.profile.waitingAtClosing },
  visitsPerCase: {
    unit: 'visits',
    better: 'lower',
    of: (day) => (day.rules.cases.cases > 0 ? day.rules.cases.visitsPerCase : Number.NaN),
  },
  firstVisitShare: {
    unit: '%',
    better: 'higher',
    of: (day) => (day.rules.cases.cases > 0 ? 100 * day.rules.cases.firstVisitShare : Number.NaN),
  },
  missingPapers: { unit: 'visits', better: 'lower', of: (day) => day.citizens.missingPaper },
  papersFetched: { unit: 'cases', better: null, of: (day) => day.rules.papersFetched },
  windowsPerVisit: {
    unit: 'windows',
    better: 'lower',
    of: (day) => (day.citizens.served > 0 ? day.rules.windowsPerVisit : Number.NaN),
  },
  trips: { unit: 'trips', better: 'lower', of: trips },
  tripsSaved: { unit: 'trips', better: 'higher', of: tripsSaved },
  hoursSaved: { unit: 'h', better: 'higher', of: (day) => HOURS_A_TRIP * tripsSaved(day) },
  citizenHours: { unit: 'h', better: 'lower', of: (day) => day.inHallS / 3600 },
  online: { unit: 'cases', better: null, of: (day) => day.rules.diverted },
  channelVisits: {
    unit: 'visits',
    better: null,
    of: (day) => sum(Object.values(day.rules.channels).map((channel) => channel.chosen)),
  },
  satisfaction: { unit: 'points', better: 'higher', of: (day) => day.rules.satisfaction.mean },
  satisfied: { unit: '%', better: 'higher', of: (day) => 100 * day.rules.satisfaction.satisfiedShare },
  dayLength: { unit: 'h', better: 'lower', of: (day) => (day.endS - day.startS) / 3600 },
  robotMinutes: { unit: 'min', better: null, of: (day) => busyMin(day, 'robot') },
  robotVisits: { unit: 'visits', better: null, of: (day) => servedBy(day, 'robot') },
  deskMinutes: { unit: 'min', better: 'lower', of: (day) => busyMin(day, 'desk') },
  deskVisits: { unit: 'visits', better: null, of: (day) => servedBy(day, 'desk') },
  knowsNoWay: { unit: '%', better: 'lower', of: (day) => way(day, (found) => (100 * found.sought) / found.calls) },
  callToWindow: { unit: 's', better: 'lower', of: (day) => way(day, (found) => found.toWindowS) },
  searching: { unit: 's', better: 'lower', of: (day) => way(day, (found) => found.extraS) },
  wrongTurns: { unit: 'turns', better: 'lower', of: (day) => way(day, (found) => 100 * found.wrongTurns) },
  restsOnWay: { unit: 'visits', better: null, of: (day) => day.people?.rests ?? Number.NaN },
  robotWatchers: {
    unit: 'visits',
    better: null,
    of: (day) => (day.people ? day.people.looks + day.people.blocks : Number.NaN),
  },
  askingWait: { unit: 'min', better: 'lower', of: askingWait },
};

export const KPI_NAMES: readonly string[] = Object.keys(NAMED);

export function namedKpi(id: string): Kpi | null {
  const found = Object.hasOwn(NAMED, id) ? NAMED[id] : undefined;
  return found ? { id, selector: null, pool: null, ...found } : null;
}

/** mean(queue), mean(queue[A]). */
export function queueKpi(id: string, selector: Kpi['selector']): Kpi {
  return {
    id,
    unit: 'persons',
    better: 'lower',
    selector,
    pool: null,
    of: (day) => meanQueue(day, selector?.id ?? null),
  };
}

function perCase(amount: number, cases: number): number {
  return cases > 0 ? amount / cases : Number.NaN;
}

/** To the hall: today, another day for a paper, and to fetch a result. */
function trips({ citizens, rules }: DayEvidence): number {
  return citizens.arrived + rules.cases.anotherDay + rules.resultTrips;
}

/** Cases done online, papers that were fetched instead of brought in another visit, results that were sent. */
function tripsSaved({ rules }: DayEvidence): number {
  const sent = (rules.results.eForm ?? 0) + (rules.results.qrCode ?? 0) + (rules.results.mail ?? 0);
  return rules.diverted + rules.papersFetched + sent;
}

function busyMin(day: DayEvidence, kind: 'robot' | 'desk'): number {
  return sum(day.servers.filter((server) => server.kind === kind).map((server) => server.busyS)) / 60;
}

function servedBy(day: DayEvidence, kind: 'robot' | 'desk'): number {
  return sum(day.servers.filter((server) => server.kind === kind).map((server) => server.served));
}

/** Figures of `rules.wayfinding`; none where everybody knows the way. */
function way({ wayfinding }: DayEvidence, of: (found: WayFigures) => number): number {
  return wayfinding && wayfinding.calls > 0 ? of(wayfinding) : Number.NaN;
}

/** Time in the line for an answer, of those who asked at the desk or the robot. */
function askingWait(day: DayEvidence): number {
  const asked = day.servers.filter((server) => server.kind !== 'kiosk');
  return perCase(sum(asked.map((server) => server.lineS)) / 60, sum(asked.map((server) => server.served)));
}
