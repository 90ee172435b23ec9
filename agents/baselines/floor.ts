/** What the baselines know of the floor: distances to what is on the map, and shortest ways on a grid of 0.1 m. */
import type { OccupancyMap, Point2D } from '../contract';

/** Ways are planned on cells of this size, m. */
export const CELL_M = 0.1;
const FAR_M = 3;
const DIAGONAL = Math.SQRT2;

export class Floor {
  readonly columns: number;
  readonly rows: number;
  /** (rows x columns) row-major: metres from the cell's centre to the nearest occupied or unknown map cell, cut at 3 m. */
  readonly gapM: Float32Array;
  /** The same for occupied cells: metres to the nearest free one. Together: how far a laser's return is from a surface. */
  private readonly depthM: Float32Array;

  constructor(readonly map: OccupancyMap) {
    this.columns = Math.max(1, Math.ceil((map.columns * map.resolutionM) / CELL_M));
    this.rows = Math.max(1, Math.ceil((map.rows * map.resolutionM) / CELL_M));
    this.gapM = this.distances((cell) => cell !== 0);
    this.depthM = this.distances((cell) => cell === 0);
  }

  cellAt(xM: number, yM: number): number {
    const column = Math.floor((xM - this.map.originXM) / CELL_M);
    const row = Math.floor((yM - this.map.originYM) / CELL_M);
    return column < 0 || row < 0 || column >= this.columns || row >= this.rows ? -1 : row * this.columns + column;
  }

  centreOf(cell: number): Point2D {
    return {
      xM: this.map.originXM + ((cell % this.columns) + 0.5) * CELL_M,
      yM: this.map.originYM + (Math.floor(cell / this.columns) + 0.5) * CELL_M,
    };
  }

  /** 0 outside the map. */
  gapAt(xM: number, yM: number): number {
    const cell = this.cellAt(xM, yM);
    return cell < 0 ? 0 : (this.gapM[cell] as number);
  }

  /** Metres to the nearest surface, between the centres of four cells; far outside the map. */
  surfaceAt(xM: number, yM: number): number {
    const x = (xM - this.map.originXM) / CELL_M - 0.5;
    const y = (yM - this.map.originYM) / CELL_M - 0.5;
    const column = Math.floor(x);
    const row = Math.floor(y);
    if (column < 0 || row < 0 || column + 1 >= this.columns || row + 1 >= this.rows) return FAR_M;
    const i = row * this.columns + column;
    const fx = x - column;
    const fy = y - row;
    const at = (cell: number): number => (this.gapM[cell] as number) + (this.depthM[cell] as number);
    const below = (1 - fx) * at(i) + fx * at(i + 1);
    const above = (1 - fx) * at(i + this.columns) + fx * at(i + this.columns + 1);
    return (1 - fy) * below + fy * above;
  }

  /** Two passes of a chamfer mask with the offsets to the nearest occupied cell: within 2% of the exact distance. */
  private distances(takes: (cell: number) => boolean): Float32Array {
    const { map, columns, rows } = this;
    const fine = map.columns * map.rows;
    const toX = new Int32Array(fine).fill(1 << 14);
    const toY = new Int32Array(fine).fill(1 << 14);
    for (let i = 0; i < fine; i++) if (takes(map.cells[i] as number)) toX[i] = toY[i] = 0;
    const take = (i: number, from: number, dx: number, dy: number): void => {
      const x = (toX[from] as number) + dx;
      const y = (toY[from] as number) + dy;
      if (x * x + y * y < (toX[i] as number) ** 2 + (toY[i] as number) ** 2) {
        toX[i] = x;
        toY[i] = y;
      }
    };
    for (const sense of [1, -1]) {
      for (let k = 0; k < map.rows; k++) {
        const row = sense > 0 ? k : map.rows - 1 - k;
        for (const across of [1, -1]) {
          for (let n = 0; n < map.columns; n++) {
            const column = across > 0 ? n : map.columns - 1 - n;
            const i = row * map.columns + column;
            const beside = column - across;
            const before = row - sense;
            if (beside >= 0 && beside < map.columns) take(i, row * map.columns + beside, across, 0);
            if (before < 0 || before >= map.rows) continue;
            take(i, before * map.columns + column, 0, sense);
            if (beside >= 0 && beside < map.columns) take(i, before * map.columns + beside, across, sense);
          }
        }
      }
    }
    const gaps = new Float32Array(columns * rows);
    for (let cell = 0; cell < gaps.length; cell++) {
      const { xM, yM } = this.centreOf(cell);
      const column = Math.min(map.columns - 1, Math.floor((xM - map.originXM) / map.resolutionM));
      const row = Math.min(map.rows - 1, Math.floor((yM - map.originYM) / map.resolutionM));
      const i = row * map.columns + column;
      gaps[cell] = Math.min(FAR_M, map.resolutionM * Math.sqrt((toX[i] as number) ** 2 + (toY[i] as number) ** 2));
    }
    return gaps;
  }

  /** Shortest way of a disc, as points every cell; null = none. Within 0.5 m of walls a metre counts up to double. */
  way(from: Point2D, to: Point2D, radiusM: number, blocked: Uint8Array | null): Point2D[] | null {
    const start = this.cellAt(from.xM, from.yM);
    const goal = this.cellAt(to.xM, to.yM);
    if (start < 0 || goal < 0) return null;
    const { columns, rows, gapM } = this;
    const cost = new Float64Array(columns * rows).fill(Number.POSITIVE_INFINITY);
    const parent = new Int32Array(columns * rows).fill(-1);
    const queue = new Queue();
    const toGo = (cell: number): number => {
      const dx = Math.abs((cell % columns) - (goal % columns));
      const dy = Math.abs(Math.floor(cell / columns) - Math.floor(goal / columns));
      return Math.max(dx, dy) + (DIAGONAL - 1) * Math.min(dx, dy);
    };
    cost[start] = 0;
    queue.push(start, toGo(start));
    for (let cell = queue.pop(); cell >= 0 && cell !== goal; cell = queue.pop()) {
      const column = cell % columns;
      const row = Math.floor(cell / columns);
      for (let dy = -1; dy <= 1; dy++) {
        for (let dx = -1; dx <= 1; dx++) {
          if (dx === 0 && dy === 0) continue;
          if (column + dx < 0 || column + dx >= columns || row + dy < 0 || row + dy >= rows) continue;
          const next = cell + dy * columns + dx;
          const gap = gapM[next] as number;
          if (next !== goal && (gap < radiusM || blocked?.[next] === 1)) continue;
          const step = (dx !== 0 && dy !== 0 ? DIAGONAL : 1) * (gap < 0.5 ? 2 - gap / 0.5 : 1);
          const sum = (cost[cell] as number) + step;
          if (sum >= (cost[next] as number) - 1e-9) continue;
          cost[next] = sum;
          parent[next] = cell;
          queue.push(next, sum + toGo(next));
        }
      }
    }
    if (cost[goal] === Number.POSITIVE_INFINITY) return null;
    const points: Point2D[] = [];
    for (let cell = goal; cell >= 0; cell = parent[cell] as number) points.push(this.centreOf(cell));
    points.reverse();
    points[points.length - 1] = { xM: to.xM, yM: to.yM };
    return points;
  }
}

/** Binary heap by cost, first in first out among equals by number. */
class Queue {
  private readonly heap: { readonly cell: number; readonly cost: number }[] = [];

  push(cell: number, cost: number): void {
    const { heap } = this;
    const entry = { cell, cost };
    let i = heap.length;
    heap.push(entry);
    while (i > 0) {
      const up = (i - 1) >> 1;
      const above = heap[up] as (typeof heap)[number];
      if (above.cost <= cost) break;
      heap[i] = above;
      i = up;
    }
    heap[i] = entry;
  }

  /** -1 = empty. */
  pop(): number {
    const { heap } = this;
    const first = heap[0];
    const last = heap.pop();
    if (!first || !last) return -1;
    if (heap.length === 0) return first.cell;
    let i = 0;
    for (;;) {
      let child = 2 * i + 1;
      if (child >= heap.length) break;
      const right = heap[child + 1];
      if (right && right.cost < (heap[child] as typeof right).cost) child++;
      const below = heap[child] as (typeof heap)[number];
      if (below.cost >= last.cost) break;
      heap[i] = below;
      i = child;
    }
    heap[i] = last;
    return first.cell;
  }
}
