/** Where people stop: the served place of every window, kiosk, desk and robot, their lines, the seats, the doors. */
import { atan2, PI } from '../../kernel/base/detmath';
import type { FieldTarget, Place, PlaceKind } from '../../kernel/layout';
import type { Scene, SceneLine } from '../schema/scene';
import { type Direction, directionOf, left, offset } from './directions';
import type { Edge } from './outline';
import { nearestEdge } from './outline';
import { serpentineCorners } from './serpentine';
import { SEAT_DEPTH_M } from './solids';

/** Feet before a counter, kiosk or desk edge, before a seat's front edge, and behind a door. Metres. */
export const CUSTOMER_M = 0.45;
const SEAT_FRONT_M = 0.34;
const DOOR_INSIDE_M = 0.6;

/** Places and targets as they are collected; methods return the index of what they add. */
export class PlaceList {
  readonly places: Place[] = [];
  readonly targets: FieldTarget[] = [];
  /** (places) the scene entry it comes from. */
  readonly paths: (readonly (string | number)[])[] = [];

  target(xM: number, yM: number): number {
    this.targets.push({ xM, yM });
    return this.targets.length - 1;
  }

  add(place: Place, path: readonly (string | number)[]): number {
    this.places.push(place);
    this.paths.push(path);
    return this.places.length - 1;
  }

  /** A place with a target of its own; the body rests where the feet are. */
  spot(
    id: string,
    kind: PlaceKind,
    at: { xM: number; yM: number },
    facingRad: number,
    owner: number,
    path: readonly (string | number)[],
  ): number {
    const target = this.target(at.xM, at.yM);
    return this.add({ id, kind, ...at, facingRad, restXM: at.xM, restYM: at.yM, target, owner, rank: 0 }, path);
  }
}

/** Direction that somebody faces who stands before a thing that faces him. */
function opposite(f: Direction): number {
  return directionOf(compassDeg({ x: -f.x || 0, y: -f.y || 0 })).rad;
}

export function addDoor(
  list: PlaceList,
  scene: Scene,
  edges: readonly Edge[],
  index: number,
): { place: number; facingRad: number } {
  const door = scene.doors[index]!;
  const on = nearestEdge(edges, door.at[0], door.at[1]);
  const edge = edges[on.edge]!;
  const inward = left({ x: edge.ux, y: edge.uy });
  const deg = compassDeg(inward);
  const facingRad = directionOf(deg).rad;
  const at = offset(edge.ax + on.alongM * edge.ux, edge.ay + on.alongM * edge.uy, inward, DOOR_INSIDE_M);
  return { place: list.spot(door.id, 'door', at, facingRad, index, ['doors', index]), facingRad };
}

/** Degrees of a unit vector; exact for the four main directions. */
function compassDeg(v: { x: number; y: number }): number {
  if (v.y === 0) return v.x > 0 ? 0 : 180;
  if (v.x === 0) return v.y > 0 ? 90 : -90;
  return (atan2(v.y, v.x) * 180) / PI;
}

/**
 * The place before a server and its line. `servedM`: from the server's middle to the served place.
 * Line places: every `pitchM` metres along the path served place -> via points -> on in the same direction.
 */
export function addServed(
  list: PlaceList,
  kinds: readonly [PlaceKind, PlaceKind],
  id: string,
  at: readonly [number, number],
  facingDeg: number,
  servedM: number,
  line: SceneLine | null,
  owner: number,
  path: readonly (string | number)[],
): { place: number; line: number[] } {
  const f = directionOf(facingDeg);
  const served = offset(at[0], at[1], f, servedM);
  const place = list.spot(id, kinds[0], served, opposite(f), owner, path);
  if (!line) return { place, line: [] };
  return { place, line: addLine(list, kinds[1], id, alongPath(served, f, line), line, owner, path) };
}

/** A marked line of its own: its first place is the head. */
export function addMarkedLine(list: PlaceList, scene: Scene, index: number): { place: number; line: number[] } {
  const { id, at, facingDeg, line } = scene.lines[index]!;
  const f = directionOf(facingDeg);
  const head = { xM: at[0], yM: at[1], facingRad: opposite(f) };
  const spots = [head, ...alongPath(head, f, { ...line, count: line.count - 1 })];
  const places = addLine(list, 'marked-line', id, spots, line, index, ['lines', index]);
  return { place: places[0]!, line: places };
}

/** The places of a line. One target for the flow field, in a serpentine one for each lane. */
function addLine(
  list: PlaceList,
  kind: PlaceKind,
  id: string,
  spots: readonly Spot[],
  { serpentine, pitchM }: SceneLine,
  owner: number,
  path: readonly (string | number)[],
): number[] {
  const perTarget = serpentine ? Math.max(1, Math.floor(serpentine.laneM / pitchM)) : spots.length;
  let target = -1;
  return spots.map(({ xM, yM, facingRad }, rank) => {
    if (rank % perTarget === 0) {
      const last = Math.min(spots.length, rank + perTarget) - 1;
      const middle = spots[rank + Math.floor((last - rank) / 2)]!;
      target = list.target(middle.xM, middle.yM);
    }
    return list.add(
      { id: `${id}-line${rank + 1}`, kind, xM, yM, facingRad, restXM: xM, restYM: yM, target, owner, rank },
      [...path, 'line'],
    );
  });
}

type Spot = { xM: number; yM: number; facingRad: number };

function alongPath(from: { xM: number; yM: number }, f: Direction, line: SceneLine): Spot[] {
  const spots: Spot[] = [];
  const corners = line.serpentine ? serpentineCorners(from, f, line.serpentine) : line.via;
  let x = from.xM;
  let y = from.yM;
  let ux: number = f.x;
  let uy: number = f.y;
  let corner = 0;
  /** Metres left to the next place. */
  let need = line.pitchM;
  while (spots.length < line.count) {
    const via = corners[corner];
    const legM = via ? Math.sqrt((via[0] - x) * (via[0] - x) + (via[1] - y) * (via[1] - y)) : Number.POSITIVE_INFINITY;
    if (via && legM > 1e-9) {
      ux = (via[0] - x) / legM;
      uy = (via[1] - y) / legM;
    }
    if (legM < need) {
      x = via![0];
      y = via![1];
      need -= legM;
      corner++;
      continue;
    }
    x += need * ux;
    y += need * uy;
    need = line.pitchM;
    spots.push({ xM: x, yM: y, facingRad: directionOf(compassDeg({ x: -ux || 0, y: -uy || 0 })).rad });
  }
  return spots;
}

/** Seats of a block, row by row; returns their place indices. Seats of one row share a target. */
export function addSeats(list: PlaceList, scene: Scene, index: number): number[] {
  const block = scene.seats[index]!;
  const f = directionOf(block.facingDeg);
  const name = block.id ?? `seats-${index + 1}`;
  const seats: number[] = [];
  for (let r = 0; r < block.rows; r++) {
    const ahead = ((block.rows - 1) / 2 - r) * block.rowPitchM;
    const front = offset(block.at[0], block.at[1], f, ahead + SEAT_DEPTH_M / 2 + SEAT_FRONT_M);
    const target = list.target(front.xM, front.yM);
    for (let c = 0; c < block.columns; c++) {
      const aside = ((block.columns - 1) / 2 - c) * block.pitchM;
      const feet = offset(block.at[0], block.at[1], f, ahead + SEAT_DEPTH_M / 2 + SEAT_FRONT_M, aside);
      const body = offset(block.at[0], block.at[1], f, ahead, aside);
      const id = `${name}-row${r + 1}-${c + 1}`;
      seats.push(
        list.add(
          {
            id,
            kind: 'seat',
            ...feet,
            facingRad: f.rad,
            restXM: body.xM,
            restYM: body.yM,
            target,
            owner: index,
            rank: 0,
          },
          ['seats', index],
        ),
      );
    }
  }
  return seats;
}
