/**
 * Maps as Nav2's map server reads them: a YAML file with a picture beside it -> occupancy grid.
 *
 * Meaning of every field after nav2_map_server (map_io.cpp): `mode` trinary, scale or raw; occupied above
 * `occupied_thresh`, free below `free_thresh`, unknown (trinary) or in proportion (scale) between. Metres; cells row-major,
 * first row at the bottom. Values 0..100, 255 = unknown (the message's -1). The yaw of `origin` is kept and, as in Nav2's
 * costmaps, not applied. Left out: BMP, and pictures found by URL.
 */
import { isMap, LineCounter, type Node, parseDocument } from 'yaml';
import type { OccupancyMap } from '../../../agents/contract';
import type { MapImage } from './image';

export type MapMode = 'trinary' | 'scale' | 'raw';
const MODES: readonly MapMode[] = ['trinary', 'scale', 'raw'];
const UNKNOWN = 255;

export type MapHeader = {
  /** As written; relative to the YAML file. */
  readonly image: string;
  readonly resolutionM: number;
  readonly originXM: number;
  readonly originYM: number;
  readonly originYawRad: number;
  readonly negate: boolean;
  readonly occupiedThreshold: number;
  readonly freeThreshold: number;
  readonly mode: MapMode;
};

export type MapProblem = { readonly line: number | null; readonly path: string; readonly message: string };
export type MapHeaderResult =
  | { readonly ok: true; readonly header: MapHeader }
  | { readonly ok: false; readonly problems: readonly MapProblem[] };

/** Reads the YAML part; every problem at once, with its line. Never throws. */
export function parseMapYaml(text: string): MapHeaderResult {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const problems: MapProblem[] = document.errors.map((error) => ({
    line: error.linePos?.[0].line ?? null,
    path: '',
    message: error.message.split('\n')[0] as string,
  }));
  if (problems.length > 0) return { ok: false, problems };
  if (!isMap(document.contents)) {
    return { ok: false, problems: [{ line: 1, path: '', message: 'is no map file: expected "image: ..." and so on' }] };
  }
  const found = document.toJS() as Record<string, unknown>;
  const complain = (path: string, message: string): void => {
    const node = document.get(path, true) as Node | undefined;
    const line = node?.range ? lines.linePos(node.range[0]).line : null;
    problems.push({ line, path, message });
  };
  const number = (path: string, low: number, high: number): number => {
    const value = found[path];
    if (typeof value === 'number' && value >= low && value <= high) return value;
    complain(path, `${shown(value)} must be a number from ${low} to ${high}`);
    return Number.NaN;
  };
  const { image, origin, negate } = found;
  if (typeof image !== 'string' || image === '') complain('image', `${shown(image)} must name a picture file`);
  const resolutionM = number('resolution', 0.001, 10);
  const occupiedThreshold = number('occupied_thresh', 0, 1);
  const freeThreshold = number('free_thresh', 0, 1);
  if (freeThreshold > occupiedThreshold) {
    complain('free_thresh', `${freeThreshold} must be at most occupied_thresh ${occupiedThreshold}`);
  }
  const place = Array.isArray(origin) && origin.length === 3 ? (origin as unknown[]) : [];
  const soundOrigin = place.length === 3 && place.every((value) => typeof value === 'number' && Number.isFinite(value));
  if (!soundOrigin) complain('origin', `${shown(origin)} must be three numbers: x m, y m, yaw rad`);
  if (![0, 1, true, false].includes(negate as number)) complain('negate', `${shown(negate)} must be 0 or 1`);
  const mode = found.mode ?? 'trinary';
  if (!MODES.includes(mode as MapMode)) complain('mode', `${shown(mode)} must be one of ${MODES.join(', ')}`);
  if (problems.length > 0) return { ok: false, problems };
  return {
    ok: true,
    header: {
      image: image as string,
      resolutionM,
      originXM: place[0] as number,
      originYM: place[1] as number,
      originYawRad: place[2] as number,
      negate: negate === 1 || negate === true,
      occupiedThreshold,
      freeThreshold,
      mode: mode as MapMode,
    },
  };
}

function shown(value: unknown): string {
  return value === undefined ? 'missing:' : JSON.stringify(value);
}

/** The grid that Nav2's map server would publish, 255 for its -1. */
export function occupancyGrid(image: MapImage, header: MapHeader): OccupancyMap {
  const { width, height } = image;
  const cells = new Uint8Array(width * height);
  for (let row = 0; row < height; row++) {
    const from = (height - 1 - row) * width;
    for (let column = 0; column < width; column++) {
      cells[row * width + column] = cellValue(image, from + column, header);
    }
  }
  const { originXM, originYM, resolutionM } = header;
  return { originXM, originYM, resolutionM, columns: width, rows: height, cells };
}

function cellValue(image: MapImage, i: number, header: MapHeader): number {
  const { mode, negate, occupiedThreshold, freeThreshold } = header;
  let shade = image.shade[i] as number;
  // Trinary: alpha counts as a fourth colour, opaque = bright; Nav2 keeps that from ROS 1.
  if (mode === 'trinary' && image.alpha) shade = (3 * shade + (image.alpha[i] as number)) / 4;
  if (mode === 'raw') {
    const value = Math.round(shade * 255);
    return value <= 100 ? value : UNKNOWN;
  }
  if (mode === 'scale' && image.alpha && image.alpha[i] !== 1) return UNKNOWN;
  const occupied = negate ? shade : 1 - shade;
  if (occupiedThreshold < occupied) return 100;
  if (occupied < freeThreshold) return 0;
  if (mode === 'trinary') return UNKNOWN;
  return roundHalfEven(((occupied - freeThreshold) / (occupiedThreshold - freeThreshold)) * 100);
}

/** C's `rint`: halves go to the even neighbour. */
function roundHalfEven(value: number): number {
  const low = Math.floor(value);
  const rest = value - low;
  if (rest < 0.5) return low;
  if (rest > 0.5) return low + 1;
  return low % 2 === 0 ? low : low + 1;
}

/**
 * What Nav2's static layer makes of the grid by default (trinary_costmap): below 100 is free; unknown stays unknown, or
 * becomes free where unknown space is allowed.
 */
export function drivableMap(map: OccupancyMap, allowUnknown: boolean): OccupancyMap {
  const cells = map.cells.map((cell) => (cell === 100 ? 100 : cell === UNKNOWN && !allowUnknown ? UNKNOWN : 0));
  return { ...map, cells };
}
