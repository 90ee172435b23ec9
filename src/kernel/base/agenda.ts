/**
 * Future events in order of (exact time, priority, sequence): at equal times the lower priority number goes first, and
 * among equals the one scheduled first. A binary heap of slots; columns grow by doubling; nothing is allocated per event.
 */

export const AgendaKind = {
  /** a = window, b = interval * 2 + (1 = end). */
  staffing: 1,
  /** a = window, b = run of the service (rules), else 0. */
  serviceEnd: 2,
  /** a = server, b = row. */
  serverDone: 3,
  /** a = row, b = walk generation. */
  walkDone: 4,
  /** a = row, b = dialogue step (service/robotDesk). */
  dialogue: 5,
  /** a = row, b = citizen number. */
  patience: 6,
  /** a = robot, b = step (robot/mesoRobots). */
  mesoRobot: 7,
  /** a = index into spec.scripted. */
  scripted: 8,
  /** a = index into spec.arrivals. */
  arrival: 9,
  /** a = 0 the doors close, 1 the 24-hour zone does. */
  closing: 10,
  /** a = row, b = citizen number. */
  overflow: 11,
  /** a = window, b = number of the recall. */
  recall: 12,
  /** a = row, b = citizen number. */
  requeue: 13,
  /** a = window, b = 2 * index into spec.rules.breaks + (1 = end). */
  pause: 14,
  /** a = window, b = 0 the clerk comes, 1 shortest opening over. */
  tide: 15,
  /** a = index into the missed appointments. */
  missedSlot: 16,
  /** a = number of the new visit, b = item + errand * items. */
  comeBack: 17,
  /** a = window, b = citizen number. */
  help: 18,
  /** a = window. The set-up is over and somebody stands there. */
  setUp: 19,
  /** a = window of the machine that is helped. */
  helpDone: 20,
  /** a = row, b = citizen number. */
  resultReady: 21,
  /** a = 2 * index into spec.rules.doors.closings + (1 = end). */
  door: 22,
  /** a = window, b = 2 * index into spec.rules.windowClosings + (1 = end). */
  windowClosing: 23,
  /** a = index into the areas that may close (rules/closures), b = 1 it closes, 0 it opens. */
  area: 24,
  /** a = row, b = walk generation. Somebody on the way looks round; the answer of who was asked. */
  look: 30,
  asked: 31,
  /** a = row, b = walk generation. Has walked far enough to need a rest; a stop on the way (people/pause.ts) is over. */
  tired: 33,
  pauseOver: 34,
  /** a = robot, b = which question. A clerk answers it. */
  clerkAnswers: 40,
  /** a = place of help. The clerk has helped; is back from an absence. */
  clerkDone: 41,
  deskBack: 42,
} as const;
export type AgendaKind = (typeof AgendaKind)[keyof typeof AgendaKind];

const SEQUENCE_SPAN = 2 ** 44;

export type AgendaState = {
  readonly sequence: number;
  /** (n x 4) time, order key, a, b of each entry, in heap order. */
  readonly entries: Float64Array;
};

export class Agenda {
  private time = new Float64Array(64);
  /** kind * 2^44 + sequence: kinds are numbered by priority. */
  private order = new Float64Array(64);
  private a = new Int32Array(64);
  private b = new Int32Array(64);
  private heap = new Int32Array(64);
  private free = new Int32Array(64);
  private freeCount = 0;
  private used = 0;
  private sequence = 0;
  size = 0;

  /** Fields of the event that `pop` took. */
  poppedTimeS = 0;
  poppedKind: AgendaKind = AgendaKind.staffing;
  poppedA = 0;
  poppedB = 0;

  /** Time of the next event, Infinity if none. */
  nextTimeS(): number {
    return this.size === 0 ? Number.POSITIVE_INFINITY : (this.time[this.heap[0] as number] as number);
  }

  schedule(timeS: number, kind: AgendaKind, a: number, b = 0): void {
    if (!(timeS >= 0)) throw new Error(`Agenda.schedule: time must be a number >= 0, got ${timeS} (kind ${kind})`);
    let slot: number;
    if (this.freeCount > 0) slot = this.free[--this.freeCount] as number;
    else {
      if (this.used === this.time.length) this.grow();
      slot = this.used++;
    }
    this.time[slot] = timeS;
    this.order[slot] = kind * SEQUENCE_SPAN + this.sequence++;
    this.a[slot] = a;
    this.b[slot] = b;
    let i = this.size++;
    const { heap } = this;
    while (i > 0) {
      const parent = (i - 1) >> 1;
      const other = heap[parent] as number;
      if (!this.before(slot, other)) break;
      heap[i] = other;
      i = parent;
    }
    heap[i] = slot;
  }

  /** Takes the next event into the `popped` fields. Call only when size > 0. */
  pop(): void {
    const { heap } = this;
    const top = heap[0] as number;
    this.poppedTimeS = this.time[top] as number;
    this.poppedKind = Math.floor((this.order[top] as number) / SEQUENCE_SPAN) as AgendaKind;
    this.poppedA = this.a[top] as number;
    this.poppedB = this.b[top] as number;
    this.free[this.freeCount++] = top;
    const last = heap[--this.size] as number;
    let i = 0;
    for (;;) {
      let child = 2 * i + 1;
      if (child >= this.size) break;
      if (child + 1 < this.size && this.before(heap[child + 1] as number, heap[child] as number)) child++;
      if (!this.before(heap[child] as number, last)) break;
      heap[i] = heap[child] as number;
      i = child;
    }
    heap[i] = last;
  }

  private before(x: number, y: number): boolean {
    const tx = this.time[x] as number;
    const ty = this.time[y] as number;
    return tx < ty || (tx === ty && (this.order[x] as number) < (this.order[y] as number));
  }

  private grow(): void {
    const length = this.time.length * 2;
    const wider = <T extends Float64Array | Int32Array>(old: T, fresh: T): T => {
      fresh.set(old);
      return fresh;
    };
    this.time = wider(this.time, new Float64Array(length));
    this.order = wider(this.order, new Float64Array(length));
    this.a = wider(this.a, new Int32Array(length));
    this.b = wider(this.b, new Int32Array(length));
    this.heap = wider(this.heap, new Int32Array(length));
    this.free = wider(this.free, new Int32Array(length));
  }

  save(): AgendaState {
    const entries = new Float64Array(this.size * 4);
    for (let i = 0; i < this.size; i++) {
      const slot = this.heap[i] as number;
      entries[4 * i] = this.time[slot] as number;
      entries[4 * i + 1] = this.order[slot] as number;
      entries[4 * i + 2] = this.a[slot] as number;
      entries[4 * i + 3] = this.b[slot] as number;
    }
    return { sequence: this.sequence, entries };
  }

  load(state: AgendaState): void {
    const count = state.entries.length / 4;
    while (this.time.length < count) this.grow();
    for (let i = 0; i < count; i++) {
      this.time[i] = state.entries[4 * i] as number;
      this.order[i] = state.entries[4 * i + 1] as number;
      this.a[i] = state.entries[4 * i + 2] as number;
      this.b[i] = state.entries[4 * i + 3] as number;
      this.heap[i] = i;
    }
    this.size = count;
    this.used = count;
    this.freeCount = 0;
    this.sequence = state.sequence;
  }
}
