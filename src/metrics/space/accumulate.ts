/**
 * The mean of many days. Maps are averaged cell by cell, each day counting once (densityMax is then the mean of the days' highest);
 * time series bin by bin over the days that reach the bin; travel times are put together.
 */
import type { LineResult, SpaceResult, ZoneResult } from './result';

const mean = (values: readonly number[]): number =>
  values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;

function meanColumn(columns: readonly Float32Array[]): Float32Array {
  const out = new Float64Array(columns[0]?.length ?? 0);
  for (const column of columns) {
    for (let i = 0; i < out.length; i++) out[i] = (out[i] as number) + (column[i] as number);
  }
  return Float32Array.from(out, (sum) => sum / columns.length);
}

function meanBins<T>(lists: readonly (readonly T[])[], of: (entries: readonly T[]) => T): T[] {
  const longest = Math.max(0, ...lists.map((list) => list.length));
  return Array.from({ length: longest }, (_, k) =>
    of(lists.flatMap((list) => (k < list.length ? [list[k] as T] : []))),
  );
}

/** @param days at least one, all of one layout and the same options */
export function meanOfDays(days: readonly SpaceResult[]): SpaceResult {
  const [first] = days;
  if (!first) throw new Error('meanOfDays: no day was given');
  for (const day of days) {
    if (day.densityMean.length !== first.densityMean.length)
      throw new Error('meanOfDays: the days have different grids');
  }
  const travel = new Map<string, { from: string; to: string; seconds: number[] }>();
  for (const day of days) {
    for (const { from, to, seconds } of day.travel) {
      const key = JSON.stringify([from, to]);
      const known = travel.get(key) ?? { from, to, seconds: [] };
      known.seconds.push(...seconds);
      travel.set(key, known);
    }
  }
  return {
    fromS: first.fromS,
    toS: Math.max(...days.map((day) => day.toS)),
    days: days.reduce((sum, day) => sum + day.days, 0),
    grid: first.grid,
    densityMean: meanColumn(days.map((day) => day.densityMean)),
    densityMax: meanColumn(days.map((day) => day.densityMax)),
    voronoiMean: meanColumn(days.map((day) => day.voronoiMean)),
    secondsByDensity: meanColumn(days.map((day) => day.secondsByDensity)),
    passes: meanColumn(days.map((day) => day.passes)),
    peakPersons: mean(days.map((day) => day.peakPersons)),
    lines: first.lines.map((line, i) =>
      meanLine(
        line.id,
        days.map((day) => day.lines[i] as LineResult),
        days.length,
      ),
    ),
    travel: [...travel.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, entry]) => entry),
    zones: first.zones.map((zone, i) =>
      meanZone(
        zone.id,
        days.map((day) => day.zones[i] as ZoneResult),
      ),
    ),
    binS: first.binS,
    seats: first.seats.map((seat, i) => ({
      ...seat,
      usedShare: mean(days.map((day) => day.seats[i]?.usedShare ?? 0)),
      sittings: mean(days.map((day) => day.seats[i]?.sittings ?? 0)),
    })),
    walks: {
      walks: mean(days.map((day) => day.walks.walks)),
      wayM: mean(days.map((day) => day.walks.wayM)),
      straightM: mean(days.map((day) => day.walks.straightM)),
      timeS: mean(days.map((day) => day.walks.timeS)),
    },
    contacts: {
      people: first.contacts.people.map((_, i) => mean(days.map((day) => day.contacts.people[i] ?? 0))),
      robots: first.contacts.robots.map((_, i) => mean(days.map((day) => day.contacts.robots[i] ?? 0))),
    },
  };
}

/** Crossings in a bin are averaged over all days: a day that had ended had none. */
function meanLine(id: string, lines: readonly LineResult[], days: number): LineResult {
  return {
    id,
    inward: mean(lines.map((line) => line.inward)),
    outward: mean(lines.map((line) => line.outward)),
    bins: meanBins<readonly [number, number]>(
      lines.map((line) => line.bins),
      (bins) => [bins.reduce((sum, [a]) => sum + a, 0) / days, bins.reduce((sum, [, b]) => sum + b, 0) / days],
    ),
  };
}

function meanZone(id: string, zones: readonly ZoneResult[]): ZoneResult {
  return {
    id,
    bins: meanBins(
      zones.map((zone) => zone.bins),
      (bins) => ({ mean: mean(bins.map((bin) => bin.mean)), max: mean(bins.map((bin) => bin.max)) }),
    ),
    voronoiMean: mean(zones.map((zone) => zone.voronoiMean)),
    voronoiMax: mean(zones.map((zone) => zone.voronoiMax)),
  };
}
