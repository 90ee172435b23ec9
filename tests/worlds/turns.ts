/** Counts how often people turn round: from one moving step to the next by more than 90 degrees. Who trembles does so ten times a second. */

/** A step slower than this has no direction, m/s: the one before it counts on. */
const MOVES_MPS = 0.2;

export class Turns {
  /** (rows) changes of direction by more than 90 degrees since `start`. */
  readonly count: number[] = [];
  private readonly directionX: number[] = [];
  private readonly directionY: number[] = [];

  /** A new walk of this row begins; nothing is counted yet. */
  start(row: number): void {
    this.count[row] = 0;
    this.forget(row);
  }

  /** The next step of this row has none before it. */
  forget(row: number): void {
    this.directionX[row] = 0;
    this.directionY[row] = 0;
  }

  /** A step at this velocity, m/s. True if it turned round. */
  step(row: number, vxMps: number, vyMps: number): boolean {
    if (Math.hypot(vxMps, vyMps) < MOVES_MPS) return false;
    const turned = vxMps * (this.directionX[row] as number) + vyMps * (this.directionY[row] as number) < 0;
    if (turned) this.count[row] = (this.count[row] as number) + 1;
    this.directionX[row] = vxMps;
    this.directionY[row] = vyMps;
    return turned;
  }
}
