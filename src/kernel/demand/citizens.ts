/**
 * The citizens who are inside, as columns. A row is reused after its citizen has left; `number` (order of arrival) is the
 * identity that events carry. The design sketch asked for cold rows as immutable unions; all of a citizen's facts are
 * numbers, so columns make save, hash and transfer one `slice` each and keep a million arrivals a second in reach.
 */
import { hashRow, loadColumns, saveColumns, widenColumns } from '../base/columns';
import type { StateHash } from '../base/hash';
import { Phase } from './phase';

export type CitizensState = {
  readonly rows: number;
  readonly free: Int32Array;
  readonly columns: Record<string, Float64Array | Int32Array | Uint8Array>;
};

/** Column names by type. */
const INTS = [
  'number',
  'item',
  'place',
  'window',
  'group',
  'ticket',
  'nextInQueue',
  'generation',
  'server',
  'scripted',
] as const;
const BYTES = [
  'phase',
  'build',
  'held',
  'moving',
  'asks',
  'wantsLead',
  'missingPaper',
  'tries',
  'dialogue',
  'leaveReason',
] as const;
const FLOATS = [
  'arrivedS',
  'ticketS',
  'serviceS',
  'speedMps',
  'fromXM',
  'fromYM',
  'goalXM',
  'goalYM',
  'walkStartS',
  'walkEndS',
] as const;
const WHOLE = [...INTS, ...BYTES] as const;
const COLUMNS = [...WHOLE, ...FLOATS] as const;

export class Citizens {
  /** Rows ever used; live rows are those whose phase is not absent. */
  rows = 0;
  /** Live rows. */
  inside = 0;
  capacity = 64;
  /** (rows) order of arrival; item index; place held (-1); window that called (-1); ticket's group (-1) and number (0). */
  number = new Int32Array(64);
  item = new Int32Array(64);
  place = new Int32Array(64);
  window = new Int32Array(64);
  group = new Int32Array(64);
  ticket = new Int32Array(64);
  /** Next row in the group's queue, -1 = last. Written by service/tickets. */
  nextInQueue = new Int32Array(64);
  /** Counts walks, so that a stale walk or patience event is known as stale. */
  generation = new Int32Array(64);
  /** Line server in use (-1), and index of the scripted visitor (-1). */
  server = new Int32Array(64);
  scripted = new Int32Array(64);
  phase = new Uint8Array(64);
  build = new Uint8Array(64);
  /** 1 while with the robot: has a ticket but cannot be called yet. */
  held = new Uint8Array(64);
  /** 1 while on the way (walking, following). */
  moving = new Uint8Array(64);
  asks = new Uint8Array(64);
  wantsLead = new Uint8Array(64);
  missingPaper = new Uint8Array(64);
  /** Dialogue: how often the question was put. */
  tries = new Uint8Array(64);
  /** Step of the dialogue with the robot (service/robotDesk), and why the citizen leaves (LeaveReason). */
  dialogue = new Uint8Array(64);
  leaveReason = new Uint8Array(64);
  arrivedS = new Float64Array(64);
  ticketS = new Float64Array(64);
  /** Service requirement drawn at arrival, seconds. */
  serviceS = new Float64Array(64);
  speedMps = new Float64Array(64);
  /** Where and when the current walk began, and in meso when it ends. */
  fromXM = new Float64Array(64);
  fromYM = new Float64Array(64);
  goalXM = new Float64Array(64);
  goalYM = new Float64Array(64);
  walkStartS = new Float64Array(64);
  walkEndS = new Float64Array(64);
  private free: number[] = [];

  /** A row for a new citizen; every column is reset. */
  add(number: number): number {
    let row = this.free.pop();
    if (row === undefined) {
      if (this.rows === this.capacity) this.grow();
      row = this.rows++;
    }
    this.inside++;
    this.number[row] = number;
    this.place[row] = -1;
    this.window[row] = -1;
    this.group[row] = -1;
    this.ticket[row] = 0;
    this.nextInQueue[row] = -1;
    this.server[row] = -1;
    this.scripted[row] = -1;
    this.held[row] = 0;
    this.moving[row] = 0;
    this.tries[row] = 0;
    this.dialogue[row] = 0;
    this.generation[row] = ((this.generation[row] as number) + 1) | 0;
    return row;
  }

  remove(row: number): void {
    this.phase[row] = Phase.absent;
    this.number[row] = -1;
    this.free.push(row);
    this.inside--;
  }

  private grow(): void {
    this.capacity *= 2;
    widenColumns(this, COLUMNS, this.capacity);
  }

  save(): CitizensState {
    const columns = saveColumns(this, COLUMNS, this.rows);
    return { rows: this.rows, free: Int32Array.from(this.free), columns };
  }

  load(state: CitizensState): void {
    while (this.capacity < state.rows) this.grow();
    loadColumns('Citizens', this, COLUMNS, state.columns);
    // Rows beyond the saved ones are as in a new hall: their walk counters go on from zero.
    for (const name of COLUMNS) this[name].fill(0, state.rows);
    this.rows = state.rows;
    this.free = Array.from(state.free);
    this.inside = state.rows - this.free.length;
  }

  hashInto(hash: StateHash): void {
    for (let row = 0; row < this.rows; row++) {
      hash.int(this.phase[row] as number);
      if (this.phase[row] === Phase.absent) continue;
      hashRow(hash, this, WHOLE, FLOATS, row);
    }
  }
}
