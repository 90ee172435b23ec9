/** The append-only log as growing columns. Written by the kernel only; readers get the `EventLog` face of it. */
import type { EventKind, EventLog } from '../events';

export type EventLogState = {
  readonly timeS: Float64Array;
  readonly kind: Uint8Array;
  readonly citizen: Int32Array;
  readonly a: Int32Array;
  readonly b: Int32Array;
};

/** About a small day; doubles when full. */
const FIRST_ROWS = 8192;

export class GrowingEventLog implements EventLog {
  length = 0;
  timeS = new Float64Array(FIRST_ROWS);
  kind = new Uint8Array(FIRST_ROWS);
  citizen = new Int32Array(FIRST_ROWS);
  a = new Int32Array(FIRST_ROWS);
  b = new Int32Array(FIRST_ROWS);

  append(timeS: number, kind: EventKind, citizen: number, a: number, b: number): void {
    const i = this.length;
    if (i === this.timeS.length) this.grow(2 * i);
    this.timeS[i] = timeS;
    this.kind[i] = kind;
    this.citizen[i] = citizen;
    this.a[i] = a;
    this.b[i] = b;
    this.length = i + 1;
  }

  private grow(length: number): void {
    const old = { timeS: this.timeS, kind: this.kind, citizen: this.citizen, a: this.a, b: this.b };
    this.timeS = new Float64Array(length);
    this.kind = new Uint8Array(length);
    this.citizen = new Int32Array(length);
    this.a = new Int32Array(length);
    this.b = new Int32Array(length);
    this.timeS.set(old.timeS);
    this.kind.set(old.kind);
    this.citizen.set(old.citizen);
    this.a.set(old.a);
    this.b.set(old.b);
  }

  save(): EventLogState {
    const n = this.length;
    return {
      timeS: this.timeS.slice(0, n),
      kind: this.kind.slice(0, n),
      citizen: this.citizen.slice(0, n),
      a: this.a.slice(0, n),
      b: this.b.slice(0, n),
    };
  }

  load(state: EventLogState): void {
    const n = state.timeS.length;
    if (this.timeS.length < n) this.grow(Math.max(1024, n));
    this.timeS.set(state.timeS);
    this.kind.set(state.kind);
    this.citizen.set(state.citizen);
    this.a.set(state.a);
    this.b.set(state.b);
    this.length = n;
  }
}
