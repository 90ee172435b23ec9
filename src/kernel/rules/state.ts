/**
 * What the hall's rules add to the state. Exists only when a rule is on (`hall.rules`), so a hall without rules has the
 * state, and the fingerprint, that it always had. Columns are indexed by citizen row or by window.
 */
import { hashRow, loadColumns, type SavedColumns, saveColumns, widenColumns } from '../base/columns';
import type { StateHash } from '../base/hash';
import type { Citizens } from '../demand/citizens';
import { Phase } from '../demand/phase';
import type { RulesSpec } from './spec';

export type RuleStateSaved = Readonly<SavedColumns>;

const INTS = [
  'klass',
  'tolerated',
  'passes',
  'stage',
  'companion',
  'companionPlace',
  'channel',
  'errand',
  'linkDone',
  'redirect',
  'lineChanges',
] as const;
const WINDOW_INTS = ['breakState', 'breakIndex', 'serviceRun', 'tide', 'helpState', 'helpChannel', 'helperAt'] as const;
const WINDOW_FLOATS = ['serviceEndS', 'remainingS', 'tideOpenedS', 'readyS', 'helpS'] as const;
const FLOATS = ['orderS', 'patienceEndS', 'firstTicketS'] as const;

export class RuleState {
  private capacity = 64;
  /** (rows) class index; balking limit, persons. */
  klass = new Int32Array(64);
  tolerated = new Int32Array(64);
  /** (rows) times the number was called in vain and passed; stages begun. */
  passes = new Int32Array(64);
  stage = new Int32Array(64);
  /** (rows) 1 = has a companion; the place that the companion sits on, -1. */
  companion = new Int32Array(64);
  companionPlace = new Int32Array(64);
  /** (rows) channel: -1 not decided, 0 ordinary windows, else 1 + index into spec.channels. */
  channel = new Int32Array(64);
  /** (rows) what the visit is for (rules/errand); 1 = the linked item was looked at; where to when sent on (rules/channels). */
  errand = new Int32Array(64);
  linkDone = new Int32Array(64);
  redirect = new Int32Array(64);
  /** (rows) changes between lines. */
  lineChanges = new Int32Array(64);
  /** (rows) place in the queue as a time: the ticket time unless a rule moves it; and when patience ends, Infinity = never. */
  orderS = new Float64Array(64);
  patienceEndS = new Float64Array(64);
  /** (rows) when the visit's first ticket was taken. */
  firstTicketS = new Float64Array(64);

  /** (windows) break: none, due, on (rules/breaks), index into spec.breaks; counts services so that a stale end is known. */
  readonly breakState: Int32Array;
  readonly breakIndex: Int32Array;
  readonly serviceRun: Int32Array;
  /** (windows) tidal window: on call, coming, open (rules/tide), and since when. */
  readonly tide: Int32Array;
  readonly tideOpenedS: Float64Array;
  /** (windows) when the service at hand ends; and, interrupted, what is left of it. */
  readonly serviceEndS: Float64Array;
  readonly remainingS: Float64Array;
  /** (windows) closed by rules.windowClosings (Shut). Empty without the rule. */
  readonly shut: Int32Array;
  /** (windows) when the set-up after the last case is over. */
  readonly readyS: Float64Array;
  /** (windows) index into spec.sharedClerks, -1 = a clerk of its own. Constant. */
  readonly clerkEntry: Int32Array;

  /** (windows) a machine that waits for help or gets it (rules/help): state, its channel, helper's window (-1 = guide), how long. */
  readonly helpState: Int32Array;
  readonly helpChannel: Int32Array;
  readonly helperAt: Int32Array;
  readonly helpS: Float64Array;
  /** Machines that wait for a helper, in order of their calls; and (channels) guides who are helping. */
  helpQueue: number[] = [];
  readonly guidesOut: Int32Array;
  /** (clerks of the back office) when each will have done what has been given to it. */
  readonly backFreeS: Float64Array;

  /** (marked lines) rows that stand there, front first. */
  readonly standing: number[][];

  /** Citizens who will come back today. */
  expected = 0;
  /** True if a rule may call another ticket than the earliest of the letters. */
  readonly reorders: boolean;

  constructor(
    readonly spec: RulesSpec,
    windows: number,
  ) {
    this.reorders = Boolean(
      spec.priority ||
        spec.skills ||
        spec.noShow ||
        spec.journeys ||
        spec.channels ||
        spec.greenChannel ||
        spec.results?.pickup ||
        spec.linked ||
        spec.lines ||
        spec.windowClosings,
    );
    this.breakState = new Int32Array(windows);
    this.breakIndex = new Int32Array(windows);
    this.serviceRun = new Int32Array(windows);
    this.tide = new Int32Array(windows);
    this.tideOpenedS = new Float64Array(windows);
    this.shut = new Int32Array(spec.windowClosings ? windows : 0);
    this.serviceEndS = new Float64Array(windows);
    this.remainingS = new Float64Array(windows);
    this.readyS = new Float64Array(windows);
    const { backOffice } = spec.results ?? { backOffice: null };
    this.helpState = new Int32Array(windows);
    this.helpChannel = new Int32Array(windows);
    this.helperAt = new Int32Array(windows).fill(-1);
    this.helpS = new Float64Array(windows);
    this.guidesOut = new Int32Array(spec.channels?.length ?? 0);
    this.backFreeS = new Float64Array(backOffice ? backOffice.clerks + backOffice.waitClerks : 0);
    this.standing = spec.lines?.marked.map(() => []) ?? [];
    this.clerkEntry = new Int32Array(windows).fill(-1);
    spec.sharedClerks?.forEach((entry, i) => {
      for (const window of entry.windows) this.clerkEntry[window] = i;
    });
  }

  /** Makes room for the row and clears it. Call when a citizen gets it. */
  reset(row: number): void {
    while (row >= this.capacity) this.grow();
    for (const name of INTS) this[name][row] = 0;
    for (const name of FLOATS) this[name][row] = 0;
    this.patienceEndS[row] = Number.POSITIVE_INFINITY;
    this.companionPlace[row] = -1;
    this.channel[row] = -1;
  }

  private grow(): void {
    this.capacity *= 2;
    widenColumns(this, INTS, this.capacity);
    widenColumns(this, FLOATS, this.capacity);
  }

  save(rows: number): RuleStateSaved {
    const saved: SavedColumns = {
      ...saveColumns(this, [...INTS, ...FLOATS], rows),
      ...saveColumns(this, [...WINDOW_INTS, ...WINDOW_FLOATS]),
      expected: Int32Array.of(this.expected),
      helpQueue: Int32Array.from(this.helpQueue),
      guidesOut: this.guidesOut.slice(),
      backFreeS: this.backFreeS.slice(),
    };
    this.standing.forEach((line, i) => {
      saved[`standing${i}`] = Int32Array.from(line);
    });
    if (this.shut.length > 0) saved.shut = this.shut.slice();
    return saved;
  }

  load(saved: RuleStateSaved): void {
    const rows = saved.klass?.length ?? 0;
    this.expected = saved.expected?.[0] ?? 0;
    this.helpQueue = Array.from(saved.helpQueue as Int32Array);
    this.standing.forEach((line, i) => {
      line.splice(0, line.length, ...(saved[`standing${i}`] as Int32Array));
    });
    if (this.shut.length > 0) this.shut.set(saved.shut as Int32Array);
    this.guidesOut.set(saved.guidesOut as Int32Array);
    this.backFreeS.set(saved.backFreeS as Float64Array);
    while (this.capacity < rows) this.grow();
    loadColumns('RuleState', this, [...INTS, ...FLOATS, ...WINDOW_INTS, ...WINDOW_FLOATS], saved);
  }

  hashInto(hash: StateHash, citizens: Citizens): void {
    for (let row = 0; row < citizens.rows; row++) {
      if (citizens.phase[row] === Phase.absent) continue;
      hashRow(hash, this, INTS, FLOATS, row);
    }
    hash.int(this.expected).ints(Int32Array.from(this.helpQueue)).ints(this.guidesOut).floats(this.backFreeS);
    hash.ints(this.shut);
    for (const line of this.standing) hash.ints(Int32Array.from(line));
    for (const name of WINDOW_INTS) hash.ints(this[name]);
    for (const name of WINDOW_FLOATS) hash.floats(this[name]);
  }
}
