/**
 * Free room around the robot: the map's walls and what the last scan saw that the map does not show.
 *
 * A square of `CELLS` x `CELLS` cells round the robot with the exact Euclidean distance to the nearest unmapped echo
 * (Felzenszwalb, Huttenlocher 2012, as in map/distanceField), combined on reading with the map's own distances. Echoes of
 * people who walk, and of the guest, are left out: those are predicted, not frozen. Map frame, metres. Rebuilt for every scan that is driven on.
 */
import { type DistanceField, smoothValueAt, transformLine } from '../map/distanceField';
import type { ObstacleLayer } from '../perceive/obstacles';
import { STANDING_MPS, type Track } from '../perceive/tracks';

const CELLS = 88;
const CELL_M = 0.05;
const FAR_M = 3;
const FEW_THINGS = 64;
/** An echo this near to a walking person's middle is that person, m. */
const BODY_M = 0.45;

export class LocalField {
  /** Cells taken by unmapped echoes; up to `FEW_THINGS` of them are simply gone through. */
  private things = 0;
  private readonly thingXM = new Float64Array(FEW_THINGS);
  private readonly thingYM = new Float64Array(FEW_THINGS);
  originXM = 0;
  originYM = 0;
  readonly distanceM = new Float32Array(CELLS * CELLS);
  private readonly squared = new Float64Array(CELLS * CELLS);
  private readonly taken = new Uint8Array(CELLS * CELLS);
  private readonly line = new Float64Array(CELLS);
  private readonly out = new Float64Array(CELLS);
  private readonly site = new Int32Array(CELLS);
  private readonly from = new Float64Array(CELLS);

  constructor(private readonly field: DistanceField) {}

  build(obstacles: ObstacleLayer, tracks: readonly Track[], xM: number, yM: number): void {
    this.originXM = xM - 0.5 * CELLS * CELL_M;
    this.originYM = yM - 0.5 * CELLS * CELL_M;
    this.taken.fill(0);
    this.things = 0;
    for (let i = 0; i < obstacles.nearCount; i++) {
      const x = obstacles.nearXM[i] as number;
      const y = obstacles.nearYM[i] as number;
      const column = Math.floor((x - this.originXM) / CELL_M);
      const row = Math.floor((y - this.originYM) / CELL_M);
      if (!(column >= 0 && column < CELLS && row >= 0 && row < CELLS)) continue;
      const cell = row * CELLS + column;
      if (this.taken[cell] === 1 || movesThere(tracks, x, y)) continue;
      this.taken[cell] = 1;
      if (this.things < FEW_THINGS) {
        this.thingXM[this.things] = x;
        this.thingYM[this.things] = y;
      }
      this.things++;
    }
    if (this.things > FEW_THINGS) this.transform();
  }

  /** True when nothing unmapped is near: only the map counts. */
  get empty(): boolean {
    return this.things === 0;
  }

  private transform(): void {
    const { squared, taken, line, out, distanceM } = this;
    for (let column = 0; column < CELLS; column++) {
      let since = Number.POSITIVE_INFINITY;
      for (let i = column; i < squared.length; i += CELLS) {
        since = taken[i] === 1 ? 0 : since + 1;
        squared[i] = since;
      }
      since = Number.POSITIVE_INFINITY;
      for (let i = squared.length - CELLS + column; i >= 0; i -= CELLS) {
        since = taken[i] === 1 ? 0 : since + 1;
        const nearest = Math.min(since, squared[i] as number);
        squared[i] = nearest * nearest;
      }
    }
    for (let base = 0; base < squared.length; base += CELLS) {
      for (let column = 0; column < CELLS; column++) line[column] = squared[base + column] as number;
      transformLine(line, CELLS, out, this.site, this.from);
      for (let column = 0; column < CELLS; column++) {
        distanceM[base + column] = Math.min(FAR_M, Math.sqrt(out[column] as number) * CELL_M);
      }
    }
  }

  /** Free room at a point, m: to the nearest wall of the map or unmapped echo; negative inside a wall. */
  roomAt(xM: number, yM: number): number {
    const wall = smoothValueAt(this.field, this.field.clearanceM, xM, yM, -1);
    const { things } = this;
    if (things === 0) return wall;
    if (things <= FEW_THINGS) return this.nearestThing(xM, yM, wall);
    const u = (xM - this.originXM) / CELL_M - 0.5;
    const v = (yM - this.originYM) / CELL_M - 0.5;
    const column = Math.floor(u);
    const row = Math.floor(v);
    if (!(column >= 0 && column + 1 < CELLS && row >= 0 && row + 1 < CELLS)) return wall;
    const i = row * CELLS + column;
    const { distanceM } = this;
    const fx = u - column;
    const fy = v - row;
    const low = (distanceM[i] as number) * (1 - fx) + (distanceM[i + 1] as number) * fx;
    const high = (distanceM[i + CELLS] as number) * (1 - fx) + (distanceM[i + CELLS + 1] as number) * fx;
    const thing = low * (1 - fy) + high * fy;
    return thing < wall ? thing : wall;
  }

  private nearestThing(xM: number, yM: number, wall: number): number {
    const { thingXM, thingYM, things } = this;
    let squared = wall > 0 ? wall * wall : 0;
    for (let i = 0; i < things; i++) {
      const dx = (thingXM[i] as number) - xM;
      const dy = (thingYM[i] as number) - yM;
      const away = dx * dx + dy * dy;
      if (away < squared) squared = away;
    }
    return wall > 0 ? Math.sqrt(squared) : wall;
  }
}

function movesThere(tracks: readonly Track[], x: number, y: number): boolean {
  for (const track of tracks) {
    if (!track.isPerson) continue;
    const speed2 = track.vxMps * track.vxMps + track.vyMps * track.vyMps;
    if (!track.isGuest && speed2 < STANDING_MPS * STANDING_MPS) continue;
    const dx = track.xM - x;
    const dy = track.yM - y;
    if (dx * dx + dy * dy < BODY_M * BODY_M) return true;
  }
  return false;
}
