/** Staff who may be fetched by a robot: what the scenario says (`rules.fetchHelp`), and where robots, clerks and guests are with it. */
import type { StateHash } from '../base/hash';
import type { DurationSpec } from '../spec';

/** A clerk's place. Lengths m, map frame. */
export type FetchPlace = {
  readonly id: string;
  /** `index` into layout.desks or layout.windows. */
  readonly kind: 'desk' | 'window';
  readonly index: number;
  /** Where the clerk's voice comes from. */
  readonly clerkXM: number;
  readonly clerkYM: number;
  /** Where the robot stands to ask. */
  readonly askXM: number;
  readonly askYM: number;
  /** Where the clerk steps out onto the floor and comes back to; index into layout.targets. */
  readonly outXM: number;
  readonly outYM: number;
  readonly outTarget: number;
  /** Nobody is there then: seconds since midnight. */
  readonly away: readonly { readonly fromS: number; readonly toS: number }[];
};

export type FetchHelpSpec = {
  readonly places: readonly FetchPlace[];
  /** With more people than this in line at the desk the clerk stays. */
  readonly busyAbove: number;
  /** Until the clerk answers; the help itself; how long a guest waits for it. */
  readonly answer: DurationSpec;
  readonly help: DurationSpec;
  readonly patience: DurationSpec;
  /** Of the elderly and wheelchair users who ask the robot: share who want help; of the others: share who want a person. */
  readonly assistShare: number;
  readonly personShare: number;
};

/** Where a clerk is. `follows`: the robot; `joins`: the last steps to the guest. */
export const Clerk = { there: 0, follows: 1, joins: 2, helps: 3, back: 4 } as const;
const ROBOT_INTS = ['guest', 'place', 'reply', 'asked', 'again'] as const;
const PLACE_INTS = ['clerk', 'robot', 'row', 'helped'] as const;

export type FetchStateSaved = Readonly<Record<string, Int32Array | Float64Array>>;

export class FetchState {
  /** (robots) number of the guest for whom somebody is fetched, -1; place asked, -1; Reply; how often it asked today; 1 = asked again. */
  readonly guest: Int32Array;
  readonly place: Int32Array;
  readonly reply: Int32Array;
  readonly asked: Int32Array;
  readonly again: Int32Array;
  /** (robots) when the guest was told, s since midnight. */
  readonly sinceS: Float64Array;
  /** (places) Clerk; robot followed, -1; the clerk's body, a citizen row, -1; number of the guest helped, -1. */
  readonly clerk: Int32Array;
  readonly robot: Int32Array;
  readonly row: Int32Array;
  readonly helped: Int32Array;
  /** (places) since when the clerk has stood behind a robot that stands, or joins a guest; s since midnight. */
  readonly stillS: Float64Array;
  /** (places) when that guest was told, s since midnight. */
  readonly toldS: Float64Array;

  constructor(
    readonly spec: FetchHelpSpec,
    robots: number,
  ) {
    const places = spec.places.length;
    this.guest = new Int32Array(robots).fill(-1);
    this.place = new Int32Array(robots).fill(-1);
    this.reply = new Int32Array(robots);
    this.asked = new Int32Array(robots);
    this.again = new Int32Array(robots);
    this.sinceS = new Float64Array(robots);
    this.clerk = new Int32Array(places);
    this.robot = new Int32Array(places).fill(-1);
    this.row = new Int32Array(places).fill(-1);
    this.helped = new Int32Array(places).fill(-1);
    this.stillS = new Float64Array(places);
    this.toldS = new Float64Array(places);
  }

  private columns(): Record<string, Int32Array | Float64Array> {
    const { sinceS, stillS, toldS } = this;
    const found: Record<string, Int32Array | Float64Array> = { sinceS, stillS, toldS };
    for (const name of ROBOT_INTS) found[name] = this[name];
    for (const name of PLACE_INTS) found[name] = this[name];
    return found;
  }

  save(): FetchStateSaved {
    const saved: Record<string, Int32Array | Float64Array> = {};
    for (const [name, column] of Object.entries(this.columns())) saved[name] = column.slice();
    return saved;
  }

  load(saved: FetchStateSaved): void {
    for (const [name, column] of Object.entries(this.columns())) column.set(saved[name] as never);
  }

  hashInto(hash: StateHash): void {
    for (const column of Object.values(this.columns())) hash.value(column);
  }
}
