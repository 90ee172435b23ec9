/** What a day (or the mean of many) did with its space. Plain data: typed arrays and numbers, so that threads can send it. */

import type { HallLayout } from '../../kernel/layout';
import { BINS } from './densityField';
import type { SpaceGrid } from './grid';
import { firstBinOf, LOS_SCHEMES, type LosLetter, type LosSchemeId } from './los';
import { polygonArea } from './voronoi';
import type { WalkSums } from './walks';
import type { ZoneBin } from './zones';

export type LineResult = {
  readonly id: string;
  readonly inward: number;
  readonly outward: number;
  readonly bins: readonly (readonly [number, number])[];
};

export type SeatResult = {
  readonly id: string;
  readonly xM: number;
  readonly yM: number;
  /** Share of the time in which somebody sat on it; and how often somebody sat down. */
  readonly usedShare: number;
  readonly sittings: number;
};

export type ZoneResult = {
  readonly id: string;
  readonly bins: readonly ZoneBin[];
  /** Persons/m2 by Voronoi cells, mean and most over the Voronoi looks. */
  readonly voronoiMean: number;
  readonly voronoiMax: number;
};

export type SpaceResult = {
  /** Hall time measured, seconds since midnight. */
  readonly fromS: number;
  readonly toS: number;
  /** Days that it is the mean of. */
  readonly days: number;
  readonly grid: SpaceGrid;
  /** (cells) persons/m2, Gaussian: time mean and highest; time mean by Voronoi cells. */
  readonly densityMean: Float32Array;
  readonly densityMax: Float32Array;
  readonly voronoiMean: Float32Array;
  /** (cells x BINS) seconds in each density band; bounds are `DENSITY_EDGES`. */
  readonly secondsByDensity: Float32Array;
  /** (cells) times somebody stepped into it. */
  readonly passes: Float32Array;
  readonly peakPersons: number;
  readonly lines: readonly LineResult[];
  readonly travel: readonly { readonly from: string; readonly to: string; readonly seconds: readonly number[] }[];
  readonly zones: readonly ZoneResult[];
  readonly binS: number;
  readonly seats: readonly SeatResult[];
  readonly walks: WalkSums;
  /** Encounters by band of the closest approach, see contacts.ts. */
  readonly contacts: { readonly people: readonly number[]; readonly robots: readonly number[] };
};

/** (cells) minutes in which the letter of the scheme or a worse one held. */
export function minutesAt(result: SpaceResult, scheme: LosSchemeId, letter: LosLetter): Float32Array {
  const first = firstBinOf(LOS_SCHEMES[scheme], letter);
  const cells = result.densityMean.length;
  const minutes = new Float32Array(cells);
  for (let cell = 0; cell < cells; cell++) {
    let seconds = 0;
    for (let bin = first; bin < BINS; bin++) seconds += result.secondsByDensity[cell * BINS + bin] as number;
    minutes[cell] = seconds / 60;
  }
  return minutes;
}

/** Floor area in m2 on which the letter or worse held for at least so many minutes, and the most minutes of any cell. */
export function areaAt(
  result: SpaceResult,
  scheme: LosSchemeId,
  letter: LosLetter,
  leastMin: number,
): { readonly areaM2: number; readonly mostMin: number } {
  const minutes = minutesAt(result, scheme, letter);
  let cells = 0;
  let mostMin = 0;
  for (let cell = 0; cell < minutes.length; cell++) {
    if (result.grid.floor[cell] !== 1) continue;
    if ((minutes[cell] as number) >= leastMin) cells++;
    mostMin = Math.max(mostMin, minutes[cell] as number);
  }
  return { areaM2: cells * result.grid.cellM * result.grid.cellM, mostMin };
}

/** Area of a zone of the layout, m2. */
export function zoneAreaM2(layout: HallLayout, id: string): number {
  const zone = layout.zones.find((entry) => entry.id === id);
  return zone ? polygonArea(zone.polygon) : 0;
}
