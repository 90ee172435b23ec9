/** Layout fixtures for crowd, routing and geometry tests and for the crowd bench. Metres. */
import type { FieldTarget, HallLayout, Place, Solid } from '../../src/kernel/layout';

export type SolidInput = Partial<Solid> & Pick<Solid, 'xM' | 'yM' | 'halfXM' | 'halfYM'>;

export type HallInput = {
  readonly widthM: number;
  readonly heightM: number;
  /** Defaults to the rectangle (0, 0)-(width, height). */
  readonly outline?: readonly (readonly [number, number])[];
  readonly solids?: readonly SolidInput[];
  readonly targets?: readonly (readonly [number, number])[];
  readonly places?: readonly Place[];
};

export function box(xM: number, yM: number, halfXM: number, halfYM: number, rest: Partial<Solid> = {}): SolidInput {
  return { xM, yM, halfXM, halfYM, ...rest };
}

/** Box from corner to corner, axis-parallel. */
export function span(x0: number, y0: number, x1: number, y1: number, rest: Partial<Solid> = {}): SolidInput {
  return box((x0 + x1) / 2, (y0 + y1) / 2, (x1 - x0) / 2, (y1 - y0) / 2, rest);
}

export function makeHall(input: HallInput): HallLayout {
  const { widthM, heightM } = input;
  const outline: readonly (readonly [number, number])[] = input.outline ?? [
    [0, 0],
    [widthM, 0],
    [widthM, heightM],
    [0, heightM],
  ];
  const solids: Solid[] = (input.solids ?? []).map((solid, i) => ({
    id: `solid-${i}`,
    kind: 'wall',
    yawRad: 0,
    heightM: 1,
    blocksWalk: true,
    blocksLaser: true,
    ...solid,
  }));
  const targets: FieldTarget[] = (input.targets ?? []).map(([xM, yM]) => ({ xM, yM }));
  return {
    sceneId: 'fixture',
    layoutHash: '0000000000000000',
    minXM: 0,
    minYM: 0,
    maxXM: widthM,
    maxYM: heightM,
    outline,
    solids,
    places: input.places ?? [],
    targets,
    doors: [],
    windows: [],
    kiosks: [],
    desks: [],
    posts: [],
    docks: [],
    seats: [],
    stands: [],
    zones: [],
  };
}

/** The scene of the speed comparisons: one hall of `benchHalls`, 60 x 40 m. */
export function benchHall(): HallLayout {
  return benchHalls(1, 1);
}

/**
 * Halls of the speed comparisons side by side, without walls between: each 60 x 40 m with 62 rectangles (22 counters,
 * 24 seat rows of 6 x 0.6 m, 12 pillars, 4 kiosks) and 72 destinations (22 counters, 24 row fronts, 4 kiosks, 12 pillars,
 * 10 doors); destinations of the first hall first.
 */
export function benchHalls(across: number, up: number): HallLayout {
  const solids: SolidInput[] = [];
  const targets: [number, number][] = [];
  for (let hall = 0; hall < across * up; hall++) {
    furnish(60 * (hall % across), 40 * Math.floor(hall / across), solids, targets);
  }
  return makeHall({ widthM: 60 * across, heightM: 40 * up, solids, targets });
}

function furnish(x0: number, y0: number, solids: SolidInput[], targets: [number, number][]): void {
  for (let i = 0; i < 22; i++) {
    const top = i < 11;
    const x = x0 + 5 + (i % 11) * 5;
    solids.push(box(x, y0 + (top ? 38.5 : 1.5), 1.5, 0.4, { kind: 'counter' }));
    targets.push([x, y0 + (top ? 37.2 : 2.8)]);
  }
  for (let i = 0; i < 24; i++) {
    const x = x0 + 9 + (i % 4) * 14;
    const y = y0 + 9 + Math.floor(i / 4) * 4.4;
    solids.push(box(x, y, 3, 0.3, { kind: 'seat' }));
    targets.push([x + 1, y - 1.2]);
  }
  for (let i = 0; i < 4; i++) {
    const x = x0 + 29 + (i % 2) * 2;
    const y = y0 + Math.floor(i / 2) * 12;
    solids.push(box(x, y + 14, 0.4, 0.4, { kind: 'kiosk' }));
    targets.push([x, y + 12.9]);
  }
  for (let i = 0; i < 12; i++) {
    const x = x0 + 2.5 + (i % 6) * 11;
    const y = y0 + (i < 6 ? 6.5 : 33.5);
    solids.push(box(x, y, 0.4, 0.4, { kind: 'pillar' }));
    targets.push([x, y + (i < 6 ? 1 : -1)]);
  }
  for (let i = 0; i < 10; i++) targets.push([x0 + (i < 5 ? 0.8 : 59.2), y0 + 8 + (i % 5) * 6]);
}
