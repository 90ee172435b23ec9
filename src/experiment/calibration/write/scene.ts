/**
 * A plain rectangular hall for a model: its windows by letter along three walls, seats in the middle, ticket machines near
 * the door. Every length is designed, not surveyed; aisles of 2.2 m as in the shipped halls. Metres, x east, y north.
 */
import type { HallModel } from '../fit/model';
import { comment, quoted } from './yaml';

const PITCH_M = 1.8;
/** Depth of the staff's side behind the counters. */
const STAFF_M = 3.4;
/** Corner kept free at each end of a wall's counters. */
const CORNER_M = 3.2;
const SEAT_ROWS = 4;
const SEAT_COLUMNS = 5;
const BLOCK_WIDTH_M = 5;
const BLOCK_DEPTH_M = 8.2;
/** From the south wall to the first block: door, ticket machines with their lines, aisle. */
const FRONT_M = 11.5;
/** Free strip between the seats and the counters in the north. */
const BACK_M = 4;
/** A ticket machine is planned to be busy this share of the peak hour, at 35 s a ticket. */
const KIOSK_LOAD = 0.6;
const KIOSK_S = 35;
const KIOSKS_MAX = 10;
const SEATS_MAX = 600;
/** A hall is at most 120 x 120 m: windows along the north wall, and in all. */
const NORTH_MAX = 55;
export const WINDOWS_MAX = 155;

export type SceneNeeds = {
  readonly id: string;
  readonly name: { readonly zh: string; readonly en: string };
  /** Window ids like B01, numbered from 1 without gaps within a letter. */
  readonly windows: readonly string[];
  readonly kiosks: number;
  readonly seats: number;
};

export function sceneNeeds(model: HallModel): SceneNeeds {
  const peakPerHour = peakRate(model);
  return {
    id: `${model.id}-hall`,
    name: model.name,
    windows: model.windows.map((window) => window.id),
    kiosks: Math.min(KIOSKS_MAX, Math.max(1, Math.ceil((peakPerHour * KIOSK_S) / 3600 / KIOSK_LOAD))),
    seats: Math.min(SEATS_MAX, Math.max(40, Math.ceil(1.5 * model.peakWaiting))),
  };
}

function peakRate(model: HallModel): number {
  const slots = Math.max(...model.groups.map((group) => group.arrivals.perHour.length), 0);
  let peak = 0;
  for (let i = 0; i < slots; i++) {
    peak = Math.max(
      peak,
      model.groups.reduce((sum, group) => sum + (group.arrivals.perHour[i] ?? 0), 0),
    );
  }
  return peak;
}

type Row = {
  readonly letter: string;
  readonly first: number;
  readonly count: number;
  readonly at: readonly [number, number];
  readonly facing: number;
};

/** YAML of a scene that passes the project's own checks. */
export function sceneYaml(needs: SceneNeeds): string {
  const { widthM, depthM, sides, blocks } = plan(needs);
  const rows = windowRows(needs.windows, sides, widthM, depthM);
  const lines: string[] = [
    `# ${comment(needs.name.en)}: a designed rectangle with the windows, ticket machines and seats that the records call for.`,
    '# Replace it by the real plan: keep the window letters and numbers, and the scenario stays valid.',
    'version: 1',
    `id: ${needs.id}`,
    `name: { zh: ${quoted(needs.name.zh)}, en: ${quoted(needs.name.en)} }`,
    `outline: [[0, 0], [${widthM}, 0], [${widthM}, ${depthM}], [0, ${depthM}]]`,
    'doors:',
    `  - { id: main-door, at: [${round(widthM / 2)}, 0], widthM: 2.4, use: in }`,
    `  - { id: west-door, at: [5, 0], widthM: 1.8, use: out }`,
    `  - { id: east-door, at: [${round(widthM - 5)}, 0], widthM: 1.8, use: out }`,
    `# ${needs.windows.length} windows, ${PITCH_M} m apart.`,
    'windows:',
    ...rows.map(
      (row) =>
        `  - { letter: ${row.letter}, firstNumber: ${row.first}, count: ${row.count}, at: [${round(row.at[0])}, ${round(row.at[1])}], facingDeg: ${row.facing}${row.first === 1 ? ', low: [1]' : ''} }`,
    ),
    `# ${blocks.length * SEAT_ROWS * SEAT_COLUMNS} seats: one and a half times the largest mean number waiting, 40 at least.`,
    'seats:',
    ...blocks.map(
      ([x, y], i) =>
        `  - { id: seats-${i + 1}, at: [${x}, ${y}], facingDeg: 90, rows: ${SEAT_ROWS}, columns: ${SEAT_COLUMNS} }`,
    ),
    `# ${needs.kiosks} ticket machines: busy ${KIOSK_LOAD * 100}% of the peak hour at ${KIOSK_S} s a ticket.`,
    'kiosks:',
    ...Array.from({ length: needs.kiosks }, (_, i) => {
      // From the door to both sides, the way in between.
      const side = i % 2 === 0 ? -1 : 1;
      const x = round(widthM / 2 + side * (3.2 + 1.7 * Math.floor(i / 2)));
      return `  - { id: kiosk-${i + 1}, at: [${x}, 7.2], facingDeg: 270, line: { count: 6 } }`;
    }),
    'zones:',
    '  - id: waiting-south',
    '    kind: waiting',
    `    name: { zh: 等候区, en: Waiting area }`,
    `    polygon: [[4.5, 8.6], [${round(widthM - 4.5)}, 8.6], [${round(widthM - 4.5)}, 10.6], [4.5, 10.6]]`,
    '  - id: waiting-north',
    '    kind: waiting',
    `    name: { zh: 等候区（北）, en: Waiting area north }`,
    `    polygon: [[6, ${round(depthM - STAFF_M - BACK_M + 0.2)}], [${round(widthM - 6)}, ${round(depthM - STAFF_M - BACK_M + 0.2)}], [${round(widthM - 6)}, ${round(depthM - STAFF_M - 1.9)}], [6, ${round(depthM - STAFF_M - 1.9)}]]`,
    'assumptions:',
    '  - zh: 平面为设计，并非实测。窗口间距、座椅和取号机按文件注释中的规则布置。',
    '    en: The plan is designed, not surveyed. Window pitch, seats and ticket machines follow the rules in its comments.',
    '',
  ];
  return lines.join('\n');
}

type Sides = { readonly north: number; readonly west: number; readonly east: number };

function plan(needs: SceneNeeds): {
  readonly widthM: number;
  readonly depthM: number;
  readonly sides: Sides;
  readonly blocks: readonly (readonly [number, number])[];
} {
  const n = needs.windows.length;
  const blockCount = Math.max(1, Math.ceil(needs.seats / (SEAT_ROWS * SEAT_COLUMNS)));
  const north = n <= 12 ? n : Math.min(NORTH_MAX, Math.ceil(n / 2));
  const west = Math.ceil((n - north) / 2);
  const east = n - north - west;
  // As wide as the counters in the north, or as the seats in a block that is about twice as wide as deep.
  const acrossWish = Math.min(blockCount, Math.max(3, Math.ceil(Math.sqrt(blockCount * 3))));
  const kioskM = 2 * (3.2 + 1.7 * Math.ceil(needs.kiosks / 2)) + 4;
  const sideM = n > north ? 2 * STAFF_M : 0;
  const widthM = Math.max(
    20,
    kioskM,
    Math.ceil(north * PITCH_M + 2 * CORNER_M + sideM),
    Math.ceil(acrossWish * BLOCK_WIDTH_M + 10 + sideM),
  );
  const across = Math.max(1, Math.floor((widthM - 10 - sideM) / BLOCK_WIDTH_M));
  const deep = Math.ceil(blockCount / across);
  const depthM = Math.max(
    Math.ceil(FRONT_M + deep * BLOCK_DEPTH_M + BACK_M + STAFF_M),
    Math.ceil(FRONT_M + west * PITCH_M + CORNER_M + STAFF_M),
  );
  const blocks = Array.from({ length: blockCount }, (_, i): readonly [number, number] => {
    const row = Math.floor(i / across);
    const inRow = Math.min(across, blockCount - row * across);
    const x = widthM / 2 + ((i % across) - (inRow - 1) / 2) * BLOCK_WIDTH_M;
    return [round(x), round(FRONT_M + (row + 0.5) * BLOCK_DEPTH_M)];
  });
  return { widthM, depthM, sides: { north, west, east }, blocks };
}

/** Windows in order of their letters around the hall: west wall from the south, north wall, east wall to the south. */
function windowRows(windows: readonly string[], sides: Sides, widthM: number, depthM: number): Row[] {
  const sorted = [...windows].sort();
  const spots: { readonly at: readonly [number, number]; readonly facing: number }[] = [];
  const top = depthM - STAFF_M;
  for (let k = 0; k < sides.west; k++) spots.push({ at: [STAFF_M, FRONT_M + k * PITCH_M], facing: 0 });
  const left = (widthM - (sides.north - 1) * PITCH_M) / 2;
  for (let k = 0; k < sides.north; k++) spots.push({ at: [left + k * PITCH_M, top], facing: 270 });
  for (let k = 0; k < sides.east; k++) {
    spots.push({ at: [widthM - STAFF_M, FRONT_M + (sides.east - 1 - k) * PITCH_M], facing: 180 });
  }
  const rows: Row[] = [];
  sorted.forEach((id, i) => {
    const letter = id.slice(0, 1);
    const number = Number(id.slice(1));
    const spot = spots[i] as (typeof spots)[number];
    const last = rows[rows.length - 1];
    const continues =
      last &&
      last.letter === letter &&
      last.facing === spot.facing &&
      last.first + last.count === number &&
      last.count < 60;
    if (continues) rows[rows.length - 1] = { ...last, count: last.count + 1 };
    else rows.push({ letter, first: number, count: 1, at: spot.at, facing: spot.facing });
  });
  return rows;
}

function round(x: number): number {
  return Math.round(x * 100) / 100;
}
