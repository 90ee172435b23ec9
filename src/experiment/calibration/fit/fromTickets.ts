/** Ticket records -> what a scenario needs to know about the hall. */
import { quantileSorted } from '../../../metrics/statistics';
import { secondsOf } from '../../../scenario/schema/units';
import type { TicketMap } from '../read/map';
import type { TicketRecord } from '../read/tickets';
import { WEEKDAYS, type Weekday, weekdayOf } from '../read/times';
import { countTable, meanOf, rateProfile, steadySpreads } from './arrivals';
import { chooseFit, DEFAULT_CV, type ServiceFit } from './choose';
import type { GroupModel, HallModel, ItemModel, NoShowModel } from './model';
import { assignLetters, bothLanguages, makeId } from './names';
import { clerkModels, speedsBy, windowModels } from './windows';

export type FitResult =
  | { readonly ok: true; readonly model: HallModel }
  | { readonly ok: false; readonly message: string };

/** Begin of service: started, or called where that is all there is. */
export function beginOf(record: TicketRecord): number {
  return Number.isNaN(record.startS) ? record.callS : record.startS;
}

export function isServed(record: TicketRecord): boolean {
  return record.outcome === 'served' || record.outcome === 'missingPaper';
}

/** @param records of all files; the map's weekdays are taken here */
export function fitTickets(records: readonly TicketRecord[], map: TicketMap): FitResult {
  const weekdays: readonly Weekday[] = map.days.weekdays ?? WEEKDAYS;
  const wanted = records.filter((record) => weekdays.includes(weekdayOf(record.day)));
  const used = wanted.filter(isServed);
  if (used.length === 0) return { ok: false, message: 'no served ticket is left to fit' };
  const days = [...new Set(used.map((record) => record.day))].sort();
  const hours = openingHours(used, map);
  const resolutionS = resolutionOf(used);
  const serviceS = (record: TicketRecord): number => Math.max(record.endS - beginOf(record), resolutionS / 2);

  const byLetter = groupBy(used, (record) => record.letter || record.item);
  const order = [...byLetter].sort(([, a], [, b]) => b.length - a.length).map(([source]) => source);
  const letterOf = assignLetters(order);
  const everyone = chooseFit(used.map(serviceS));
  const spread = { meanS: everyone.meanS, cv: everyone.n > 1 && everyone.cv > 0 ? everyone.cv : DEFAULT_CV };
  const ids = new Set<string>();
  const letters = [...new Set(order.map((source) => letterOf.get(source) as string))].sort();
  const sourceOf = (record: TicketRecord): string => record.letter || record.item;
  const own = letters.map((letter): GroupModel => {
    const sources = order.filter((source) => letterOf.get(source) === letter);
    const tickets = sources.flatMap((source) => byLetter.get(source) ?? []);
    const taken = wanted.filter((record) => sources.includes(sourceOf(record)));
    // Who was called in vain came as well and took the window's time.
    const came = taken.filter((record) => record.outcome !== 'left');
    const times = days.map((day) => came.filter((record) => record.day === day).map((record) => record.takeS));
    const table = countTable(times, hours.openS, hours.lastTicketS, map.intervalMin * 60);
    const items = itemModels(tickets, map, ids, letter, serviceS, spread);
    return {
      letter,
      source: sources.join(', '),
      name: items.length === 1 && items[0] ? items[0].name : bothLanguages(sources.join(', ')),
      arrivals: rateProfile(table, hours.lastTicketS),
      items,
      noShowShare: share(taken, (record) => record.outcome === 'noShow'),
      leftShare: share(taken, (record) => record.outcome === 'left'),
    };
  });

  const spreads = steadySpreads(own.map((group) => group.arrivals));
  const groups = own.map((group, i) => ({ ...group, arrivals: spreads[i] ?? group.arrivals }));
  const { windows, windowHours } = windowModels(
    wanted,
    days,
    hours,
    (record) => letterOf.get(sourceOf(record)) ?? 'A',
    serviceS,
  );
  const speeds = speedsBy(used, (record) => record.clerk, serviceS);
  const total = rateProfile(
    countTable(
      days.map((day) => used.filter((record) => record.day === day).map((record) => record.takeS)),
      hours.openS,
      hours.lastTicketS,
      map.intervalMin * 60,
    ),
  );
  return {
    ok: true,
    model: {
      id: map.hall.id,
      name: map.hall.name,
      days,
      ...hours,
      groups,
      windows,
      clerks: clerkModels(used, speeds, serviceS),
      dayCv: total.dayCv,
      weekdayFactors: weekdayFactors(used, days),
      callToStart: gapFit(used.map((record) => record.startS - record.callS)),
      endToCall: gapFit(gapsBetween(used, (next) => (Number.isNaN(next.callS) ? next.startS : next.callS))),
      setUp: setUpFit(gapsBetween(used, beginOf)),
      noShow: noShowModel(wanted),
      windowHours,
      peakWaiting: peakWaiting(wanted, days, hours.openS, hours.closeS),
      sources: [
        `${used.length} served tickets of ${days.length} days, ${days[0]} to ${days[days.length - 1]}; ${wanted.length - used.length} further tickets were not served`,
      ],
      assumptions: assumptionsOf(wanted, resolutionS),
    },
  };
}

function itemModels(
  own: readonly TicketRecord[],
  map: TicketMap,
  ids: Set<string>,
  letter: string,
  serviceS: (record: TicketRecord) => number,
  spread: { readonly meanS: number; readonly cv: number },
): ItemModel[] {
  const byItem = [...groupBy(own, (record) => record.item)].sort(([, a], [, b]) => b.length - a.length);
  return byItem.map(([source, list], i) => {
    const given = map.items[source];
    const served = list.filter((record) => record.outcome === 'served');
    const missing = list.filter((record) => record.outcome === 'missingPaper');
    const wantedId = given?.id !== undefined && !ids.has(given.id) ? given.id : null;
    if (wantedId !== null) ids.add(wantedId);
    return {
      id: wantedId ?? makeId(source, `item-${letter.toLowerCase()}${i + 1}`, ids),
      source,
      name: given?.name ?? bothLanguages(source),
      department: given?.department ?? { zh: '办事大厅', en: 'Service hall' },
      weight: list.length / own.length,
      service: chooseFit(served.map(serviceS), spread),
      missingPaperShare: missing.length / list.length,
      missingPaperS: meanOf(missing.map(serviceS)),
    };
  });
}

/** Opening from the map, or from the records: the earliest and latest tickets of a usual day, in quarters of an hour. */
function openingHours(
  used: readonly TicketRecord[],
  map: TicketMap,
): { readonly openS: number; readonly closeS: number; readonly lastTicketS: number } {
  const takes = Float64Array.from(used, (record) => record.takeS).sort();
  const at = (share: number): number => takes[Math.floor(share * (takes.length - 1))] as number;
  const quarter = 900;
  const { hall } = map;
  let openS = hall.open === undefined ? Math.floor(at(0.002) / quarter) * quarter : secondsOf(hall.open);
  const given = hall.close ?? hall.lastTicket;
  let closeS = given === undefined ? Math.ceil((at(0.998) + 1) / quarter) * quarter : secondsOf(given);
  closeS = Math.min(24 * 3600, closeS);
  if (closeS <= openS) {
    if (hall.open === undefined) openS = Math.max(0, closeS - 3600);
    else closeS = Math.min(24 * 3600, openS + 3600);
  }
  const lastTicketS = hall.lastTicket === undefined ? closeS : Math.min(closeS, secondsOf(hall.lastTicket));
  return { openS, closeS, lastTicketS: lastTicketS > openS ? lastTicketS : closeS };
}

/** Largest of 60, 30, 10, 5, 1 s that divides nearly all times: how finely the system records. */
export function resolutionOf(records: readonly TicketRecord[]): number {
  for (const step of [60, 30, 10, 5]) {
    const fits = records.filter((record) => record.endS % step === 0 && beginOf(record) % step === 0).length;
    if (fits >= 0.99 * records.length) return step;
  }
  return 1;
}

export function groupBy<T>(list: readonly T[], key: (entry: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const entry of list) {
    const name = key(entry);
    const group = groups.get(name);
    if (group) group.push(entry);
    else groups.set(name, [entry]);
  }
  return groups;
}

function share<T>(list: readonly T[], is: (entry: T) => boolean): number {
  return list.length === 0 ? 0 : list.filter(is).length / list.length;
}

export function weekdayFactors(
  used: readonly { readonly day: string }[],
  days: readonly string[],
): HallModel['weekdayFactors'] {
  const mean = used.length / Math.max(1, days.length);
  return WEEKDAYS.flatMap((weekday) => {
    const own = days.filter((day) => weekdayOf(day) === weekday);
    if (own.length === 0) return [];
    const count = used.filter((record) => weekdayOf(record.day) === weekday).length;
    return [{ weekday, factor: count / own.length / mean, days: own.length }];
  });
}

function gapFit(gaps: readonly number[]): ServiceFit | null {
  const known = gaps.filter((gap) => Number.isFinite(gap) && gap >= 0).map((gap) => Math.max(0.5, gap));
  return known.length < 5 ? null : chooseFit(known);
}

/** Shorter set-ups than this are the clock's steps, not the clerk's work. */
const SET_UP_LEAST_S = 3;

/** Null where half of the services follow each other at once: long gaps then are something else. */
function setUpFit(gaps: readonly number[]): ServiceFit | null {
  const median = quantileSorted(Float64Array.from(gaps).sort(), 0.5);
  return median < SET_UP_LEAST_S ? null : gapFit(gaps);
}

/** From the end of a service to a moment of the next one at the window, where the next customer already waited. Seconds. */
function gapsBetween(used: readonly TicketRecord[], momentS: (next: TicketRecord) => number): number[] {
  const gaps: number[] = [];
  for (const list of groupBy(used, (record) => `${record.day} ${record.window}`).values()) {
    const sorted = [...list].sort((a, b) => beginOf(a) - beginOf(b));
    for (let i = 1; i < sorted.length; i++) {
      const before = sorted[i - 1] as TicketRecord;
      const next = sorted[i] as TicketRecord;
      const gap = momentS(next) - before.endS;
      if (gap >= 0 && gap < 1500 && next.takeS < before.endS) gaps.push(gap);
    }
  }
  return gaps;
}

function noShowModel(wanted: readonly TicketRecord[]): NoShowModel | null {
  const passed = wanted.filter((record) => record.outcome === 'noShow');
  if (passed.length === 0) return null;
  const called = passed.length + wanted.filter(isServed).length;
  const waits = passed.map((record) => record.endS - record.callS).filter((waitS) => waitS > 0 && waitS <= 900);
  return {
    share: passed.length / called,
    called,
    passed: passed.length,
    waitedS: waits.length > 0 ? meanOf(waits) : null,
    timed: waits.length,
  };
}

function peakWaiting(records: readonly TicketRecord[], days: readonly string[], openS: number, closeS: number): number {
  let peak = 0;
  for (let timeS = openS; timeS <= closeS; timeS += 900) {
    const waiting = records.filter((record) => {
      const called = Number.isNaN(record.callS) ? beginOf(record) : record.callS;
      return record.takeS <= timeS && called > timeS;
    }).length;
    peak = Math.max(peak, waiting / Math.max(1, days.length));
  }
  return peak;
}

function assumptionsOf(wanted: readonly TicketRecord[], resolutionS: number): HallModel['assumptions'] {
  const list = [
    {
      zh: '办事群众的到达是泊松过程，各时段内到达率不变；注释中当天和各时段的随机系数不属于本场景。',
      en: 'People arrive as Poisson processes with a constant rate within each interval; the random day and interval factors in the comments are not part of the scenario.',
    },
    {
      zh: '没有可叫的号时，窗口按空闲计，不按休息计。',
      en: 'A window is idle, not on a break, when nobody it could call was waiting.',
    },
  ];
  const left = wanted.filter((record) => record.outcome === 'left').length;
  if (left > 0) {
    list.push({
      zh: `${left} 张票的持有人在叫号前已离开，不计入需求：记录中没有他们愿意等多久。`,
      en: `${left} tickets of people who left before they were called are not part of the demand: how long they would wait is not in the records.`,
    });
  }
  if (wanted.some((record) => record.outcome === 'noShow')) {
    list.push({
      zh: '叫号未到的不再叫，本人也不再回来；全厅使用同一比例。',
      en: 'Numbers that were called in vain are not called again and do not come back; a share for the whole hall.',
    });
  }
  if (resolutionS > 1) {
    list.push({
      zh: `记录的时间以 ${resolutionS} 秒为单位。`,
      en: `Times are recorded in steps of ${resolutionS} s.`,
    });
  }
  return list;
}
