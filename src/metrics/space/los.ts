/**
 * Level of service: letters A (best) to F for a density. Schemes differ by a factor of two to three at the same density,
 * because they answer different questions, so every map and table names the scheme it uses.
 *
 * Bounds are the least area per person of each letter, m2. Fruin 1971 in ft2 (1 ft2 = 0.09290304 m2): walkway A > 35, B 25-35,
 * C 15-25, D 10-15, E 5-10, F < 5; queuing A > 13, B 10-13, C 7-10, D 3-7, E 2-3, F < 2. HCM 2000 (metric edition): walkway
 * A > 5.6, B > 3.7, C > 2.2, D > 1.4, E > 0.75; queuing A > 1.2, B > 0.9, C > 0.6, D > 0.3, E > 0.2.
 */
export const LOS_LETTERS = ['A', 'B', 'C', 'D', 'E', 'F'] as const;
export type LosLetter = (typeof LOS_LETTERS)[number];

export const LOS_SCHEME_IDS = ['fruin-walkway', 'fruin-queuing', 'hcm-walkway', 'hcm-queuing'] as const;
export type LosSchemeId = (typeof LOS_SCHEME_IDS)[number];

export type LosScheme = {
  readonly id: LosSchemeId;
  /** As written on maps; the same in both languages. */
  readonly title: string;
  readonly nameZh: string;
  readonly nameEn: string;
  readonly source: string;
  /** m2 a person: least of A, B, C, D, E; below the last is F. Descending. */
  readonly leastAreaM2: readonly number[];
};

const FT2 = 0.09290304;

export const LOS_SCHEMES: Readonly<Record<LosSchemeId, LosScheme>> = {
  'fruin-walkway': {
    id: 'fruin-walkway',
    title: 'FRUIN WALKWAY',
    nameZh: 'Fruin 步道服务水平',
    nameEn: 'Fruin walkway',
    source: 'Fruin 1971, Pedestrian Planning and Design: 35, 25, 15, 10, 5 ft2 a person',
    leastAreaM2: [35 * FT2, 25 * FT2, 15 * FT2, 10 * FT2, 5 * FT2],
  },
  'fruin-queuing': {
    id: 'fruin-queuing',
    title: 'FRUIN QUEUING',
    nameZh: 'Fruin 排队服务水平',
    nameEn: 'Fruin queuing',
    source: 'Fruin 1971: 13, 10, 7, 3, 2 ft2 a person',
    leastAreaM2: [13 * FT2, 10 * FT2, 7 * FT2, 3 * FT2, 2 * FT2],
  },
  'hcm-walkway': {
    id: 'hcm-walkway',
    title: 'HCM 2000 WALKWAY',
    nameZh: 'HCM 2000 步道服务水平',
    nameEn: 'HCM 2000 walkway',
    source: 'Highway Capacity Manual 2000, metric, walkways: 5.6, 3.7, 2.2, 1.4, 0.75 m2 a person',
    leastAreaM2: [5.6, 3.7, 2.2, 1.4, 0.75],
  },
  'hcm-queuing': {
    id: 'hcm-queuing',
    title: 'HCM 2000 QUEUING',
    nameZh: 'HCM 2000 排队服务水平',
    nameEn: 'HCM 2000 queuing',
    source: 'Highway Capacity Manual 2000, metric, queuing areas: 1.2, 0.9, 0.6, 0.3, 0.2 m2 a person',
    leastAreaM2: [1.2, 0.9, 0.6, 0.3, 0.2],
  },
};

/** Highest density, persons/m2, that still has the letter; F has none. */
export function mostDensity(scheme: LosScheme, letter: Exclude<LosLetter, 'F'>): number {
  return 1 / (scheme.leastAreaM2[LOS_LETTERS.indexOf(letter)] as number);
}

/** Letter of a density, persons/m2, >= 0. On a bound the better letter. */
export function losOf(scheme: LosScheme, densityPerM2: number): LosLetter {
  for (let i = 0; i < scheme.leastAreaM2.length; i++) {
    if (densityPerM2 * (scheme.leastAreaM2[i] as number) <= 1 + 1e-12) return LOS_LETTERS[i] as LosLetter;
  }
  return 'F';
}

/** All bounds of all schemes as densities, persons/m2, ascending, without doubles: the edges of the stored histograms. */
export const DENSITY_EDGES: Float64Array = Float64Array.from(
  [...new Set(LOS_SCHEME_IDS.flatMap((id) => LOS_SCHEMES[id].leastAreaM2.map((area) => 1 / area)))].sort(
    (a, b) => a - b,
  ),
);

/** First histogram bin in which the letter or a worse one holds: bin k is the densities in (edge k-1, edge k]. */
export function firstBinOf(scheme: LosScheme, letter: LosLetter): number {
  const index = LOS_LETTERS.indexOf(letter);
  if (index === 0) return 0;
  return DENSITY_EDGES.indexOf(1 / (scheme.leastAreaM2[index - 1] as number)) + 1;
}
