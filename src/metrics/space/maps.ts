/**
 * The maps that can be drawn of a hall's space: which values, in which colours, with which legend. Density maps are coloured by the
 * level of service of a named scheme; minutes and paths by their own range; differences between two designs from blue to red.
 */
import { LOS_LETTERS, LOS_SCHEMES, type LosLetter, type LosScheme, type LosSchemeId } from './los';
import { minutesAt, type SpaceResult } from './result';

export const MAP_KINDS = ['now', 'mean', 'max', 'voronoi', 'minutes', 'paths'] as const;
export type MapKind = (typeof MAP_KINDS)[number];
export const RESULT_MAPS = ['mean', 'max', 'voronoi', 'minutes', 'paths'] as const satisfies readonly MapKind[];

export type Rgba = readonly [number, number, number, number];
export type LegendStep = { readonly colour: Rgba; readonly text: string };

export type SpaceMap = {
  readonly kind: MapKind | 'difference';
  /** (cells) values in `unit`. */
  readonly values: Float32Array;
  readonly unit: string;
  /** In capital ASCII letters, for pictures; names the scheme where one is used. */
  readonly title: string;
  readonly scheme: LosSchemeId | null;
  colourOf(value: number): Rgba;
  readonly legend: readonly LegendStep[];
};

/** A to F, from calm to crowded; told apart in grey as well as in colour (lightness falls). */
const LOS_COLOURS: readonly Rgba[] = [
  [120, 190, 225, 150],
  [95, 190, 150, 185],
  [190, 205, 80, 205],
  [245, 175, 50, 220],
  [220, 90, 45, 230],
  [140, 20, 60, 240],
];
const RAMP: readonly Rgba[] = [
  [255, 245, 200, 0],
  [253, 190, 90, 190],
  [225, 90, 70, 215],
  [130, 25, 105, 235],
  [50, 10, 80, 245],
];
const COLD: readonly Rgba[] = [
  [235, 240, 250, 0],
  [110, 160, 220, 210],
  [20, 60, 150, 240],
];
const WARM: readonly Rgba[] = [
  [250, 240, 235, 0],
  [235, 140, 90, 210],
  [165, 20, 40, 240],
];

function blend(ramp: readonly Rgba[], share: number): Rgba {
  const at = Math.min(1, Math.max(0, share)) * (ramp.length - 1);
  const i = Math.min(ramp.length - 2, Math.floor(at));
  const t = at - i;
  const a = ramp[i] as Rgba;
  const b = ramp[i + 1] as Rgba;
  const mix = (k: 0 | 1 | 2 | 3): number => Math.round(a[k] + (b[k] - a[k]) * t);
  return [mix(0), mix(1), mix(2), mix(3)];
}

function densityMap(kind: MapKind, values: Float32Array, what: string, scheme: LosScheme): SpaceMap {
  const bounds = scheme.leastAreaM2.map((area) => 1 / area);
  const colourOf = (value: number): Rgba => {
    const i = bounds.findIndex((bound) => value <= bound * (1 + 1e-6));
    const colour = LOS_COLOURS[i < 0 ? 5 : i] as Rgba;
    // Within A it fades out towards the empty floor, slowly, so that quiet parts can still be told apart.
    if (i !== 0) return colour;
    const share = Math.max(0, value) / (bounds[0] as number);
    return [colour[0], colour[1], colour[2], Math.round(colour[3] * Math.sqrt(share))];
  };
  return {
    kind,
    values,
    unit: '/m2',
    title: `${what}, PERSONS/M2, LOS ${scheme.title}`,
    scheme: scheme.id,
    colourOf,
    legend: LOS_LETTERS.map((letter, i) => ({
      colour: LOS_COLOURS[i] as Rgba,
      text:
        i < 5 ? `${letter} <= ${(bounds[i] as number).toFixed(2)}` : `${letter} > ${(bounds[4] as number).toFixed(2)}`,
    })),
  };
}

/** Smallest of 1, 2, 5 times a power of ten that is at least the value. */
function roundUp(value: number): number {
  if (!(value > 0)) return 1;
  let unit = 1;
  while (unit < value) unit *= 10;
  while (unit / 10 >= value) unit /= 10;
  return unit / 5 >= value ? unit / 5 : unit / 2 >= value ? unit / 2 : unit;
}

function steps(most: number, ramp: readonly Rgba[], sign: string): LegendStep[] {
  return [0.25, 0.5, 0.75, 1].map((share) => ({
    colour: blend(ramp, share),
    text: `${sign}${Number((most * share).toPrecision(3))}`,
  }));
}

function rampMap(
  kind: MapKind,
  values: Float32Array,
  title: string,
  unit: string,
  scheme: LosSchemeId | null,
): SpaceMap {
  let most = 0;
  for (const value of values) most = Math.max(most, value);
  most = roundUp(most);
  return {
    kind,
    values,
    unit,
    title,
    scheme,
    colourOf: (value) => (value > 0 ? blend(RAMP, Math.max(0.06, value / most)) : [0, 0, 0, 0]),
    legend: steps(most, RAMP, ''),
  };
}

export type MapChoice = { readonly scheme: LosSchemeId; readonly letter: LosLetter };

/** A map of a measured day, or of the mean of several. `now` is the density at this moment, for kind 'now'. */
export function mapOf(result: SpaceResult, kind: MapKind, choice: MapChoice, now?: Float32Array): SpaceMap {
  const scheme = LOS_SCHEMES[choice.scheme];
  const mean = result.days > 1 ? `, MEAN OF ${result.days} DAYS` : '';
  switch (kind) {
    case 'now':
      return densityMap(kind, now ?? new Float32Array(result.densityMean.length), 'DENSITY NOW', scheme);
    case 'mean':
      return densityMap(kind, result.densityMean, `MEAN DENSITY${mean}`, scheme);
    case 'max':
      return densityMap(kind, result.densityMax, `HIGHEST DENSITY${mean}`, scheme);
    case 'voronoi':
      return densityMap(kind, result.voronoiMean, `MEAN VORONOI DENSITY${mean}`, scheme);
    case 'minutes':
      return rampMap(
        kind,
        minutesAt(result, choice.scheme, choice.letter),
        `MINUTES AT LOS ${choice.letter} OR WORSE${mean}, LOS ${scheme.title}`,
        'min',
        choice.scheme,
      );
    case 'paths':
      return rampMap(kind, result.passes, `DESIRE LINES, STEPS INTO EACH CELL${mean}`, 'steps', null);
  }
}

/** Second minus first, cell by cell. Both need the same grid. */
export function differenceMap(first: SpaceMap, second: SpaceMap): SpaceMap {
  const values = second.values.map((value, i) => value - (first.values[i] as number));
  let most = 0;
  for (const value of values) most = Math.max(most, Math.abs(value));
  most = roundUp(most);
  return {
    kind: 'difference',
    values,
    unit: first.unit,
    title: `DIFFERENCE: ${second.title}`,
    scheme: first.scheme,
    colourOf: (value) => (value === 0 ? [0, 0, 0, 0] : blend(value > 0 ? WARM : COLD, Math.abs(value) / most)),
    legend: [...steps(most, COLD, '-').reverse(), ...steps(most, WARM, '+')],
  };
}

/** (cells x 4) bytes, row 0 in the south; nothing outside the floor. */
export function mapPixels(map: SpaceMap, floor: Uint8Array): Uint8ClampedArray<ArrayBuffer> {
  const pixels = new Uint8ClampedArray(4 * map.values.length);
  // Clear pixels keep the palest colour, so that smoothing between cells has no dark rim.
  const [red, green, blue] = map.colourOf(1e-6);
  for (let cell = 0; cell < map.values.length; cell++) {
    const colour = map.colourOf(map.values[cell] as number);
    pixels.set(floor[cell] === 1 && colour[3] > 0 ? colour : [red, green, blue, 0], 4 * cell);
  }
  return pixels;
}
