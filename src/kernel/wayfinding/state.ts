/** Who knows the way and how the search goes. Exists only when the rule is on. Columns are indexed by citizen row. */

import { hashRow, loadColumns, type SavedColumns, saveColumns, widenColumns } from '../base/columns';
import { cos, sin } from '../base/detmath';
import type { StateHash } from '../base/hash';
import type { Citizens } from '../demand/citizens';
import { Phase } from '../demand/phase';
import type { HallLayout } from '../layout';
import { type LookSpot, lookSpots, windowSigns } from './places';
import { Sight, type Sign } from './sight';
import type { WayfindingSpec } from './spec';

const COLUMNS = ['knows', 'spot', 'looks', 'turns', 'told', 'looked', 'hinted', 'robotAsked'] as const;
const FLOATS = ['calledS', 'directS'] as const;

export type WayStateSaved = Readonly<SavedColumns>;

/** Look spots that fit into a row's bit mask. */
const SPOTS_MAX = 30;

export class WayState {
  private capacity = 64;
  /** (rows) 1 = knows the way; spot walked to while searching, -1 = not searching, -2 = asking, -3 = on the way to a robot, -4 = asks it. */
  knows = new Int32Array(64);
  spot = new Int32Array(64);
  /** (rows) looks so far (each has its own draws); wrong turns and questions of this search. */
  looks = new Int32Array(64);
  turns = new Int32Array(64);
  told = new Int32Array(64);
  /** (rows) bit masks of spots looked at, and pointed to by a board. */
  looked = new Int32Array(64);
  hinted = new Int32Array(64);
  /** (rows) 1 = has asked the robot in this search. */
  robotAsked = new Int32Array(64);
  /** (rows) when called, and seconds of the straight walk from there. */
  calledS = new Float64Array(64);
  directS = new Float64Array(64);
  readonly spots: readonly LookSpot[];
  readonly signs: readonly Sign[];
  readonly boards: readonly Sign[];
  readonly sight: Sight;

  constructor(
    readonly spec: WayfindingSpec,
    layout: HallLayout,
  ) {
    this.spots = lookSpots(layout).slice(0, SPOTS_MAX);
    this.signs = windowSigns(layout);
    this.boards = spec.boards.map(({ xM, yM, facingRad }) => ({
      xM,
      yM,
      normalX: cos(facingRad),
      normalY: sin(facingRad),
    }));
    this.sight = new Sight(layout);
  }

  /** Makes room for the row and clears it. */
  reset(row: number): void {
    while (row >= this.capacity) {
      this.capacity *= 2;
      widenColumns(this, COLUMNS, this.capacity);
      widenColumns(this, FLOATS, this.capacity);
    }
    for (const name of COLUMNS) this[name][row] = 0;
    for (const name of FLOATS) this[name][row] = 0;
    this.spot[row] = -1;
  }

  save(rows: number): WayStateSaved {
    return saveColumns(this, [...COLUMNS, ...FLOATS], rows);
  }

  load(saved: WayStateSaved): void {
    const rows = saved.knows?.length ?? 0;
    for (let row = 0; row < rows; row++) this.reset(row);
    loadColumns('WayState', this, [...COLUMNS, ...FLOATS], saved);
  }

  hashInto(hash: StateHash, citizens: Citizens): void {
    for (let row = 0; row < citizens.rows; row++) {
      if (citizens.phase[row] === Phase.absent) continue;
      hashRow(hash, this, COLUMNS, FLOATS, row);
    }
  }
}
