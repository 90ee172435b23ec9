/**
 * The map as the planner sees it: cells of about 0.1 m, each with the free room at its roomiest point and a cost.
 *
 * A cell may be driven through if the robot's circle fits at that point (so a gap of 0.80 m is found wherever it lies
 * against the grid). Near walls a metre costs more: see map/inflation.
 * Metres, map frame. Leaves out what the map does not know; see perceive/obstacles.
 */
import type { DistanceField } from '../map/distanceField';
import { smoothValueAt } from '../map/distanceField';
import { costAt, INFLATION_M } from '../map/inflation';

const CELL_M = 0.1;
/** Sampled offsets from the cell's centre, in cells. */
const OFFSETS = [-0.25, 0.25] as const;

export type PlanGrid = {
  readonly field: DistanceField;
  readonly radiusM: number;
  readonly originXM: number;
  readonly originYM: number;
  readonly cellM: number;
  readonly columns: number;
  readonly rows: number;
  /** (rows x columns) cost of a metre, >= 1; Infinity = closed. */
  readonly cost: Float32Array;
  /** (rows x columns) m of free room round the cell's point. */
  readonly clearanceM: Float32Array;
  /** (rows x columns) m: the cell's roomiest point relative to its centre. */
  readonly pointDxM: Float32Array;
  readonly pointDyM: Float32Array;
};

function build(field: DistanceField, radiusM: number): PlanGrid {
  const widthM = field.columns * field.resolutionM;
  const heightM = field.rows * field.resolutionM;
  const columns = Math.max(1, Math.ceil(widthM / CELL_M - 1e-6));
  const rows = Math.max(1, Math.ceil(heightM / CELL_M - 1e-6));
  const cost = new Float32Array(columns * rows);
  const clearanceM = new Float32Array(columns * rows);
  const pointDxM = new Float32Array(columns * rows);
  const pointDyM = new Float32Array(columns * rows);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const i = row * columns + column;
      const centreX = field.originXM + (column + 0.5) * CELL_M;
      const centreY = field.originYM + (row + 0.5) * CELL_M;
      const atCentre = smoothValueAt(field, field.clearanceM, centreX, centreY, -1);
      // In the open, or deep inside a wall, the exact point does not matter.
      if (atCentre >= INFLATION_M || atCentre < radiusM - CELL_M) {
        clearanceM[i] = atCentre;
        cost[i] = costAt(atCentre, radiusM);
        continue;
      }
      let best = -1;
      for (const oy of OFFSETS) {
        for (const ox of OFFSETS) {
          const x = centreX + ox * CELL_M;
          const y = centreY + oy * CELL_M;
          const clearance = smoothValueAt(field, field.clearanceM, x, y, -1);
          if (clearance > best + 1e-4) {
            best = clearance;
            pointDxM[i] = ox * CELL_M;
            pointDyM[i] = oy * CELL_M;
          }
        }
      }
      clearanceM[i] = best;
      cost[i] = costAt(best, radiusM);
    }
  }
  return {
    field,
    radiusM,
    originXM: field.originXM,
    originYM: field.originYM,
    cellM: CELL_M,
    columns,
    rows,
    cost,
    clearanceM,
    pointDxM,
    pointDyM,
  };
}

/** A pure function's memory, not state (see distanceField). */
const grids = new WeakMap<DistanceField, { radiusM: number; grid: PlanGrid }>();

export function planGrid(field: DistanceField, radiusM: number): PlanGrid {
  const kept = grids.get(field);
  if (kept && kept.radiusM === radiusM) return kept.grid;
  const grid = build(field, radiusM);
  grids.set(field, { radiusM, grid });
  return grid;
}

/** Cell of a point, -1 outside. */
export function cellOf(grid: PlanGrid, xM: number, yM: number): number {
  const column = Math.floor((xM - grid.originXM) / grid.cellM);
  const row = Math.floor((yM - grid.originYM) / grid.cellM);
  if (!(column >= 0 && column < grid.columns && row >= 0 && row < grid.rows)) return -1;
  return row * grid.columns + column;
}

export function cellXM(grid: PlanGrid, cell: number): number {
  return grid.originXM + ((cell % grid.columns) + 0.5) * grid.cellM + (grid.pointDxM[cell] as number);
}

export function cellYM(grid: PlanGrid, cell: number): number {
  return grid.originYM + (Math.floor(cell / grid.columns) + 0.5) * grid.cellM + (grid.pointDyM[cell] as number);
}
