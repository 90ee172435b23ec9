/**
 * What the bumper means for the wheels: whether the way ahead or the way back is closed by a touch.
 *
 * A segment ahead of the middle line closes driving forward, one behind it driving back. A bumper that cannot tell sides, or that
 * says all of them at once, is read by the nearest echo. A segment that stays pressed although the robot has got away from where it was
 * pressed is broken: it no longer closes anything until it lets go, but the robot goes slowly. Base frame, m.
 */
import type { BumperSide, Percept } from '../../contract';
import { BUMPER_SIDES } from '../../contract';
import type { ScanPoints } from '../perceive/scanPoints';

/** Further than this from where it was pressed nothing can still press it, m. */
const AWAY_M = 0.1;
const AHEAD: ReadonlySet<BumperSide> = new Set(['front', 'front-left', 'front-right']);

/** Where the odometry was when each segment that is pressed now was pressed, in the order of `BUMPER_SIDES`; null = free. */
export type BumperState = {
  readonly pressedAt: readonly (readonly [number, number] | null)[];
  /** Broken until they let go. */
  readonly broken: readonly boolean[];
};

const FREE: BumperState = { pressedAt: BUMPER_SIDES.map(() => null), broken: BUMPER_SIDES.map(() => false) };

export class Bumper {
  /** Driving forward, and back, would press on. */
  ahead = false;
  behind = false;
  /** Pressed by nothing that can be there. */
  broken = false;
  private state = FREE;

  /** Once a percept, after its scans were taken. */
  update({ contacts, odometry }: Percept, scan: ScanPoints): void {
    this.ahead = false;
    this.behind = false;
    this.broken = false;
    const { bumperSides: sides } = contacts;
    const telling = contacts.bumper && sides !== undefined && sides.length > 0 && sides.length < BUMPER_SIDES.length;
    if (!telling) {
      this.state = FREE;
      if (contacts.bumper) this.byEchoes(scan);
      return;
    }
    const { xM, yM } = odometry;
    const before = this.state;
    const pressedAt = BUMPER_SIDES.map((side, k) =>
      sides.includes(side) ? (before.pressedAt[k] ?? ([xM, yM] as const)) : null,
    );
    const broken = pressedAt.map((at, k) => {
      if (!at) return false;
      if (before.broken[k]) return true;
      return (at[0] - xM) * (at[0] - xM) + (at[1] - yM) * (at[1] - yM) > AWAY_M * AWAY_M;
    });
    this.state = { pressedAt, broken };
    BUMPER_SIDES.forEach((side, k) => {
      if (!pressedAt[k]) return;
      if (broken[k]) this.broken = true;
      else if (AHEAD.has(side)) this.ahead = true;
      else this.behind = true;
    });
  }

  /** The nearest echo is what touches. */
  private byEchoes(scan: ScanPoints): void {
    let nearest = Number.POSITIVE_INFINITY;
    this.ahead = true;
    for (let i = 0; i < scan.count; i++) {
      const x = scan.xM[i] as number;
      const y = scan.yM[i] as number;
      if (x * x + y * y >= nearest) continue;
      nearest = x * x + y * y;
      this.ahead = x > 0;
    }
    this.behind = !this.ahead;
  }

  save(): BumperState {
    const { pressedAt, broken } = this.state;
    return { pressedAt: pressedAt.map((at) => (at ? ([...at] as const) : null)), broken: [...broken] };
  }

  /** @param state undefined = saved before the bumper told sides */
  load(state: BumperState | undefined): void {
    this.state = state ?? FREE;
  }
}
