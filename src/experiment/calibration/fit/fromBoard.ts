/**
 * Board snapshots -> the same model as from tickets. A board tells neither single tickets nor services: arrivals follow
 * from called numbers and people waiting, the mean service time is the one that explains the number waiting.
 */
import { secondsOf } from '../../../scenario/schema/units';
import type { Snapshot } from '../read/board';
import type { BoardMap } from '../read/map';
import { WEEKDAYS, type Weekday, weekdayOf } from '../read/times';
import { countTable, meanOf, median, rateProfile, steadySpreads, sum } from './arrivals';
import { type Curves, crossings, curvesOf, meanShown, waitsOf } from './boardCurves';
import { minutes } from './choose';
import { type BoardHours, COUNTER_SLOT_S, counterCalendar, servedBySomebody, typicalDays } from './counters';
import { type FitResult, groupBy, weekdayFactors } from './fromTickets';
import type { GroupModel, HallModel, RateProfile, WindowModel } from './model';
import { assignLetters, bothLanguages, makeId } from './names';
import { type QueueDay, serviceForWaiting } from './queueSim';
import { ownSeries } from './series';
import { hoursOf } from './staffing';

/** A queue with fewer calls over all days is left out. */
const CALLS_MIN = 3;

/** One queue with its days, for fitting and for checking. */
export type BoardQueue = {
  readonly group: string;
  readonly letter: string;
  readonly curves: ReadonlyMap<string, Curves>;
};

/** Queues in which somebody was called, busiest first. Number series shared by several queues are told apart first. */
export function boardQueues(all: readonly Snapshot[], hours: BoardHours): BoardQueue[] {
  const { snapshots } = ownSeries(all);
  const queues = [...groupBy(snapshots, (snapshot) => snapshot.group)].map(([group, list]) => {
    const byDay = groupBy(list, (snapshot) => snapshot.day);
    const curves = new Map([...byDay].map(([day, own]) => [day, curvesOf(own, hours.openS, hours.closeS)]));
    return { group, letter: list.find((snapshot) => snapshot.letter !== '')?.letter ?? '', curves };
  });
  const calls = (queue: BoardQueue): number => sum([...queue.curves.values()].map(callsOf));
  return queues.filter((queue) => calls(queue) >= CALLS_MIN).sort((a, b) => calls(b) - calls(a));
}

export function callsOf(curves: Curves): number {
  return curves.called[curves.called.length - 1] ?? 0;
}

/** From the map, or: first counter open, and the quarter hour by which 99% had come, medians over the days. */
export function boardHours(snapshots: readonly Snapshot[], map: BoardMap): BoardHours {
  const opens: number[] = [];
  const closes: number[] = [];
  for (const list of groupBy(snapshots, (snapshot) => snapshot.day).values()) {
    const active = list.filter((snapshot) => snapshot.open > 0).map((snapshot) => snapshot.timeS);
    if (active.length === 0) continue;
    opens.push(active.reduce((least, timeS) => Math.min(least, timeS), 86_400));
    const arrivals = [...groupBy(list, (snapshot) => snapshot.group).values()].flatMap((own) => {
      const curves = curvesOf(own, 0, 86_400);
      return crossings(curves.timesS, curves.taken);
    });
    const sorted = Float64Array.from(arrivals).sort();
    if (sorted.length > 0) closes.push(sorted[Math.floor(0.99 * (sorted.length - 1))] as number);
  }
  const quarter = 900;
  const round = (timeS: number, fallback: number): number =>
    Number.isNaN(timeS) ? fallback : Math.round(timeS / quarter) * quarter;
  const openS = map.hall.open === undefined ? round(median(opens), 8 * 3600) : secondsOf(map.hall.open);
  const closeS = map.hall.close === undefined ? round(median(closes), 16 * 3600) : secondsOf(map.hall.close);
  return { openS, closeS: Math.min(86_400, Math.max(closeS, openS + 3600)) };
}

/** @param records of all files; the map's weekdays are taken here */
export function fitBoard(records: readonly Snapshot[], map: BoardMap): FitResult {
  const weekdays: readonly Weekday[] = map.days.weekdays ?? WEEKDAYS;
  const snapshots = records.filter((snapshot) => weekdays.includes(weekdayOf(snapshot.day)));
  const days = [...new Set(snapshots.map((snapshot) => snapshot.day))].sort();
  if (days.length === 0) return { ok: false, message: 'no snapshot is left to fit' };
  const hours = boardHours(snapshots, map);
  const queues = boardQueues(snapshots, hours);
  if (queues.length === 0) return { ok: false, message: `no queue called ${CALLS_MIN} tickets or more` };
  const letters = assignLetters(queues.map((queue) => queue.group));
  const wished = assignWished(queues, map);
  const ids = new Set<string>();
  const times = queues.map((queue) =>
    days.map((day) => {
      const curves = queue.curves.get(day);
      return curves ? crossings(curves.timesS, curves.taken) : [];
    }),
  );
  const arrivals = times.flatMap((byDay) => byDay.flatMap((list, d) => list.map(() => ({ day: days[d] as string }))));
  const profiles = steadySpreads(
    times.map((byDay) => rateProfile(countTable(byDay, hours.openS, hours.closeS, map.intervalMin * 60), hours.closeS)),
  );
  const parts = queues.map((queue, q) => {
    const letter = wished.get(queue.group) ?? letters.get(queue.group) ?? 'Z';
    return fitQueue(
      { queue, letter, times: times[q] as number[][], profile: profiles[q] as RateProfile },
      days,
      hours,
      map,
      ids,
    );
  });
  const merged = mergeLetters(parts.map((part) => part.group));
  const perDay = days.map((day) => arrivals.filter((arrival) => arrival.day === day).length);
  const dayTotals = rateProfile({ fromS: 0, intervalS: 86_400, counts: perDay.map((count) => [count]) });
  const windows = numbered(parts.flatMap((part) => part.windows));
  const { shared } = ownSeries(snapshots);
  const outliers = sum(queues.flatMap((queue) => [...queue.curves.values()].map((curves) => curves.outliers)));
  const model: HallModel = {
    id: map.hall.id,
    name: map.hall.name,
    days,
    ...hours,
    lastTicketS: hours.closeS,
    groups: merged,
    windows,
    clerks: [],
    dayCv: dayTotals.intervalCv,
    weekdayFactors: weekdayFactors(arrivals, days),
    callToStart: null,
    endToCall: null,
    setUp: null,
    noShow: null,
    windowHours: {
      recorded: sum(parts.map((part) => part.recordedHours)),
      written: sum(windows.map((window) => hoursOf(window.intervals))),
    },
    peakWaiting: peakOf(queues, days, hours),
    sources: [
      `${snapshots.length} board snapshots of ${days.length} days, ${days[0]} to ${days[days.length - 1]}: ${queues.length} queues, ${arrivals.length} tickets; ${outliers} readings of the called number left out as jumps`,
      ...(shared.length > 0
        ? [`number series shared by several queues, told apart: ${shared.map((set) => set.join(' + ')).join('; ')}`]
        : []),
    ],
    assumptions: [
      {
        zh: '办理时间由等候人数和显示开放的窗口推算，并非实测；过号的票按已办理计。',
        en: 'Service times are inferred from the number waiting and the counters shown open, not measured; skipped tickets count as served.',
      },
      {
        zh: '办理多个队列的窗口在每个队列下都显示一次：窗口数和办理时间是各队列单独看待时的等效值。',
        en: 'A counter that serves several queues is shown under each of them: counters and service times are effective values of a queue of its own.',
      },
      {
        zh: '办事群众的到达是泊松过程，各时段内到达率不变；没有人放弃等候。',
        en: 'People arrive as Poisson processes with a constant rate within each interval; nobody gives up waiting.',
      },
    ],
  };
  return { ok: true, model };
}

/** Letters that the board or the map gives, first come first served; the rest is assigned. */
function assignWished(queues: readonly BoardQueue[], map: BoardMap): ReadonlyMap<string, string> {
  const taken = new Set<string>();
  const letters = new Map<string, string>();
  const give = (group: string, letter: string | undefined): void => {
    if (letter === undefined || !/^[A-Z]$/.test(letter) || taken.has(letter) || letters.has(group)) return;
    taken.add(letter);
    letters.set(group, letter);
  };
  for (const queue of queues) give(queue.group, map.groups[queue.group]?.letter);
  for (const queue of queues) give(queue.group, queue.letter.toUpperCase());
  for (const letter of 'ABCDEFGHIJKLMNOPQRSTUVWXYZ') {
    if (taken.has(letter)) continue;
    const next = queues.find((queue) => !letters.has(queue.group));
    if (next) give(next.group, letter);
  }
  return letters;
}

type QueueFit = {
  readonly group: GroupModel;
  readonly windows: readonly WindowModel[];
  readonly recordedHours: number;
};

type QueueData = {
  readonly queue: BoardQueue;
  readonly letter: string;
  /** Tickets taken on each day. */
  readonly times: readonly (readonly number[])[];
  readonly profile: RateProfile;
};

function fitQueue(
  { queue, letter, times, profile }: QueueData,
  days: readonly string[],
  hours: BoardHours,
  map: BoardMap,
  ids: Set<string>,
): QueueFit {
  const given = map.groups[queue.group];
  const curvesByDay = days.flatMap((day) => queue.curves.get(day) ?? []);
  const observed = meanOf(curvesByDay.map((curves) => meanShown(curves, curves.waiting, hours.openS, hours.closeS)));
  const queueDays: QueueDay[] = days.flatMap((day, i) => {
    const curves = queue.curves.get(day);
    if (!curves) return [];
    const counters = { timesS: curves.timesS, open: servedBySomebody(curves) };
    return [{ arrivalsS: times[i] as readonly number[], counters, fromS: hours.openS, toS: hours.closeS }];
  });
  const traced = serviceForWaiting(queueDays, observed, map.serviceCv);
  const waitS = meanOf(curvesByDay.flatMap(waitsOf));
  const calendar = counterCalendar(curvesByDay, hours, traced.meanS);
  const fitted = serviceForWaiting(typicalDays(profile, calendar, hours), waitS, map.serviceCv, 1);
  const name = given?.name ?? bothLanguages(queue.letter === '' ? queue.group : `${queue.letter} ${queue.group}`);
  const tickets = sum(times.map((list) => list.length));
  return {
    group: {
      letter,
      source: queue.group,
      name,
      arrivals: profile,
      noShowShare: 0,
      leftShare: 0,
      items: [
        {
          id: makeId(given?.name?.en ?? '', `queue-${letter.toLowerCase()}`, ids),
          source: queue.group,
          name,
          department: given?.department ?? { zh: '办事大厅', en: 'Service hall' },
          weight: 1,
          missingPaperShare: 0,
          missingPaperS: 0,
          service: {
            n: tickets,
            meanS: fitted.meanS,
            cv: map.serviceCv,
            fits: [],
            chosen: { kind: 'assumed', meanS: fitted.meanS, cv: map.serviceCv },
            why: `not measured: with this calendar the mean wait is ${minutes(waitS)} min as observed (model ${minutes(fitted.waiting)}); with each day's own counters and tickets ${minutes(traced.meanS)} min; spread assumed`,
          },
        },
      ],
    },
    windows: calendar.map((intervals) => ({
      id: letter,
      source: `counter of ${queue.group}`,
      letters: [letter],
      intervals,
      days: curvesByDay.length,
      served: 0,
      speed: null,
      service: null,
    })),
    recordedHours: meanOf(
      curvesByDay.map(
        (curves) => (meanShown(curves, curves.open, hours.openS, hours.closeS) * (hours.closeS - hours.openS)) / 3600,
      ),
    ),
  };
}

/** Queues beyond the 26th share a letter: one group with several items. */
function mergeLetters(groups: readonly GroupModel[]): GroupModel[] {
  return [...groupBy(groups, (group) => group.letter)]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, list]) => {
      const first = list[0] as GroupModel;
      if (list.length === 1) return first;
      const total = sum(list.map((group) => group.arrivals.arrivals));
      return {
        ...first,
        source: list.map((group) => group.source).join(', '),
        items: list.flatMap((group) =>
          group.items.map((item) => ({ ...item, weight: group.arrivals.arrivals / Math.max(1, total) })),
        ),
        arrivals: {
          ...first.arrivals,
          arrivals: total,
          perHour: first.arrivals.perHour.map((_, i) => sum(list.map((group) => group.arrivals.perHour[i] ?? 0))),
        },
      };
    });
}

function numbered(windows: readonly WindowModel[]): WindowModel[] {
  const counts = new Map<string, number>();
  return windows.map((window) => {
    const number = (counts.get(window.id) ?? 0) + 1;
    counts.set(window.id, number);
    return { ...window, id: `${window.id}${String(number).padStart(2, '0')}` };
  });
}

function peakOf(queues: readonly BoardQueue[], days: readonly string[], hours: BoardHours): number {
  let peak = 0;
  for (let timeS = hours.openS; timeS < hours.closeS; timeS += COUNTER_SLOT_S) {
    const waiting = days.map((day) =>
      sum(
        queues.map((queue) => {
          const curves = queue.curves.get(day);
          return curves ? meanShown(curves, curves.waiting, timeS, timeS + COUNTER_SLOT_S) : 0;
        }),
      ),
    );
    peak = Math.max(peak, meanOf(waiting));
  }
  return peak;
}
