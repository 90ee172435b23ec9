/**
 * Near-contacts by distance: how close people come to each other and to robots. The distance is the gap between the bodies (centres
 * minus radii). An encounter lasts while the gap is below the widest band; it counts once, in the band of its closest approach,
 * which is found between two looks on straight ways. Two people at rest (neighbours on seats, in line) are no encounter.
 */
import type { SpaceSample } from './sample';

/** Upper edges of the bands, m: touch or nearly, within reach, Hall's intimate zone, Hall's personal zone. */
export const PERSON_BANDS_M = [0.1, 0.2, 0.45] as const;
export const ROBOT_BANDS_M = [0.1, 0.2, 0.45, 1.2] as const;

/** Closest approach of two bodies that move straight during a step: from offset (ax, ay) to offset (bx, by). */
export function closestApproach(ax: number, ay: number, bx: number, by: number): number {
  const ux = bx - ax;
  const uy = by - ay;
  const square = ux * ux + uy * uy;
  const t = square > 0 ? Math.min(1, Math.max(0, -(ax * ux + ay * uy) / square)) : 0;
  const x = ax + t * ux;
  const y = ay + t * uy;
  return Math.sqrt(x * x + y * y);
}

/** Encounters of one kind, counted by band. */
class Encounters {
  readonly counts: number[];
  /** Pair key -> band of the closest approach so far, and the look at which it was last near. */
  private open = new Map<number, { band: number; look: number }>();

  constructor(private readonly bandsM: readonly number[]) {
    this.counts = bandsM.map(() => 0);
  }

  near(key: number, gapM: number, look: number): void {
    let band = 0;
    while (band < this.bandsM.length && gapM >= (this.bandsM[band] as number)) band++;
    if (band === this.bandsM.length) return;
    const known = this.open.get(key);
    if (!known) {
      this.open.set(key, { band, look });
      this.counts[band] = (this.counts[band] as number) + 1;
      return;
    }
    known.look = look;
    if (band >= known.band) return;
    this.counts[known.band] = (this.counts[known.band] as number) - 1;
    this.counts[band] = (this.counts[band] as number) + 1;
    known.band = band;
  }

  /** Ends the encounters that were not near at this look. */
  close(look: number): void {
    for (const [key, pair] of this.open) if (pair.look !== look) this.open.delete(key);
  }
}

const BUCKET_M = 2;

export class ContactCounter {
  readonly people = new Encounters(PERSON_BANDS_M);
  readonly robots = new Encounters(ROBOT_BANDS_M);
  private look = 0;
  private readonly columns: number;
  private readonly head: Int32Array;
  private next = new Int32Array(64);
  private readonly lastRobotX: number[] = [];
  private readonly lastRobotY: number[] = [];

  constructor(
    private readonly minXM: number,
    private readonly minYM: number,
    maxXM: number,
    maxYM: number,
  ) {
    this.columns = Math.ceil((maxXM - minXM) / BUCKET_M) + 3;
    const rows = Math.ceil((maxYM - minYM) / BUCKET_M) + 3;
    this.head = new Int32Array(this.columns * rows).fill(-1);
  }

  /**
   * `fromX`, `fromY`: (count) where each person was at the last look, the same as now for who is new or at rest.
   * Looks only at pairs of which one moves.
   */
  step(sample: SpaceSample, fromX: Float64Array, fromY: Float64Array): void {
    this.look++;
    this.fill(sample);
    const { count, moving, xM, yM, radiusM, row } = sample;
    for (let i = 0; i < count; i++) {
      if (moving[i] === 0) continue;
      const bucket = this.bucketOf(xM[i] as number, yM[i] as number);
      for (let line = bucket - this.columns; line <= bucket + this.columns; line += this.columns) {
        for (let b = line - 1; b <= line + 1; b++) {
          for (let j = this.head[b] ?? -1; j >= 0; j = this.next[j] as number) {
            if (j === i || (moving[j] === 1 && j < i)) continue;
            const gap =
              closestApproach(
                (fromX[j] as number) - (fromX[i] as number),
                (fromY[j] as number) - (fromY[i] as number),
                (xM[j] as number) - (xM[i] as number),
                (yM[j] as number) - (yM[i] as number),
              ) -
              (radiusM[i] as number) -
              (radiusM[j] as number);
            if (gap < PERSON_BANDS_M[PERSON_BANDS_M.length - 1]!) {
              this.people.near(pairKey(row[i] as number, row[j] as number), gap, this.look);
            }
          }
        }
      }
    }
    this.people.close(this.look);
    this.clear(sample);
    this.meetRobots(sample, fromX, fromY);
  }

  private meetRobots(sample: SpaceSample, fromX: Float64Array, fromY: Float64Array): void {
    const { count, moving, xM, yM, radiusM, row } = sample;
    for (let r = 0; r < sample.robots; r++) {
      const x = sample.robotXM[r] as number;
      const y = sample.robotYM[r] as number;
      const lastX = this.lastRobotX[r] ?? x;
      const lastY = this.lastRobotY[r] ?? y;
      this.lastRobotX[r] = x;
      this.lastRobotY[r] = y;
      const drives = Math.abs(x - lastX) + Math.abs(y - lastY) > 0.005;
      for (let i = 0; i < count; i++) {
        if (!drives && moving[i] === 0) continue;
        const gap =
          closestApproach(
            (fromX[i] as number) - lastX,
            (fromY[i] as number) - lastY,
            (xM[i] as number) - x,
            (yM[i] as number) - y,
          ) -
          (radiusM[i] as number) -
          (sample.robotRadiusM[r] as number);
        if (gap < ROBOT_BANDS_M[ROBOT_BANDS_M.length - 1]!) {
          this.robots.near((row[i] as number) * sample.robots + r, gap, this.look);
        }
      }
    }
    this.robots.close(this.look);
  }

  private bucketOf(xM: number, yM: number): number {
    const column = Math.max(1, Math.min(this.columns - 2, Math.floor((xM - this.minXM) / BUCKET_M) + 1));
    const rows = this.head.length / this.columns;
    const row = Math.max(1, Math.min(rows - 2, Math.floor((yM - this.minYM) / BUCKET_M) + 1));
    return row * this.columns + column;
  }

  private fill(sample: SpaceSample): void {
    if (this.next.length < sample.count) this.next = new Int32Array(2 * sample.count);
    for (let i = 0; i < sample.count; i++) {
      const bucket = this.bucketOf(sample.xM[i] as number, sample.yM[i] as number);
      this.next[i] = this.head[bucket] as number;
      this.head[bucket] = i;
    }
  }

  private clear(sample: SpaceSample): void {
    for (let i = 0; i < sample.count; i++) {
      this.head[this.bucketOf(sample.xM[i] as number, sample.yM[i] as number)] = -1;
    }
  }
}

/** Rows of the hall's table: one person each among those present. */
function pairKey(a: number, b: number): number {
  return a < b ? a * 0x4000000 + b : b * 0x4000000 + a;
}
