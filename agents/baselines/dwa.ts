/**
 * Dynamic window approach (Fox, Burgard, Thrun 1997) without social cost: speeds that can be had within a step are rolled out for
 * 1.5 s among the laser's points; those that could not stop are dropped; the best by heading to the way, clearance and speed is
 * taken. People are points like any other. The way is planned anew around what is seen, once a second.
 */
import type { CreateBrain, Percept } from '../contract';
import { atan2, cos, hypot, sin } from '../contract/numerics/detmath';
import { Baseline, clamp, type Speeds } from './baseline';

const HORIZON_S = 1.5;
const STEP_S = 0.1;
/** Time until a new command rules the wheels, s. */
const WINDOW_S = 0.25;
const SPEEDS = 6;
const TURNS = 13;
const AHEAD_M = 0.7;
/** Farther round than this it turns on the spot first. */
const TURN_FIRST_RAD = 1.2;
const SEE_M = 2.5;
const MARGIN_M = 0.03;
const CLEAR_M = 0.6;
const WEIGHTS = { heading: 1, clearance: 0.3, speed: 0.35 } as const;

class DynamicWindow extends Baseline {
  private readonly nearX = new Float64Array(4096);
  private readonly nearY = new Float64Array(4096);
  private near = 0;

  protected drive(percept: Percept): Speeds {
    const { params } = this;
    const { linearMps: v, angularRps: w } = percept.odometry;
    this.gather();
    const to = this.carrot(AHEAD_M);
    const lowV = Math.max(0, v - params.linearDecelMps2 * WINDOW_S);
    const highV = Math.min(params.maxLinearMps, v + params.linearAccelMps2 * WINDOW_S);
    const spanW = params.angularAccelRps2 * WINDOW_S;
    const angle = atan2(to.yM, to.xM);
    // On the spot when the way leads back, or when nothing else is left.
    const turn = { linearMps: 0, angularRps: clamp(1.5 * angle, params.maxAngularRps) };
    if (Math.abs(angle) > TURN_FIRST_RAD) return turn;
    let best: Speeds | null = null;
    let most = Number.NEGATIVE_INFINITY;
    for (let i = 1; i <= SPEEDS; i++) {
      const linearMps = lowV + ((highV - lowV) * i) / SPEEDS;
      for (let k = 0; k < TURNS; k++) {
        const share = (2 * k) / (TURNS - 1) - 1;
        const angularRps = Math.max(-params.maxAngularRps, Math.min(params.maxAngularRps, w + share * spanW));
        const score = this.score(linearMps, angularRps, to.xM, to.yM);
        if (score > most) {
          most = score;
          best = { linearMps, angularRps };
        }
      }
    }
    return best ?? turn;
  }

  private gather(): void {
    const { ends } = this;
    this.near = 0;
    for (let i = 0; i < ends.count && this.near < this.nearX.length; i++) {
      const x = ends.xM[i] as number;
      const y = ends.yM[i] as number;
      if (x * x + y * y > SEE_M * SEE_M) continue;
      this.nearX[this.near] = x;
      this.nearY[this.near++] = y;
    }
  }

  /** -Infinity = it could not stop before something. */
  private score(v: number, w: number, toX: number, toY: number): number {
    const { params } = this;
    let x = 0;
    let y = 0;
    let yaw = 0;
    let clear = CLEAR_M;
    let driven = 0;
    // Nearer than the margin already: it may leave, but come no nearer.
    const keepM = Math.min(MARGIN_M, this.gapAt(0, 0) - 0.002);
    const stopM = (v * v) / (2 * params.linearDecelMps2) + 0.2 * v;
    for (let t = STEP_S; t <= HORIZON_S + 1e-9; t += STEP_S) {
      const middle = yaw + (w * STEP_S) / 2;
      x += v * STEP_S * cos(middle);
      y += v * STEP_S * sin(middle);
      yaw += w * STEP_S;
      driven += v * STEP_S;
      const gap = this.gapAt(x, y);
      if (gap < keepM && v > 0) {
        if (driven <= stopM + v * STEP_S) return Number.NEGATIVE_INFINITY;
        clear = 0;
        break;
      }
      if (gap < clear) clear = gap;
    }
    const dx = toX - x;
    const dy = toY - y;
    const distance = hypot(dx, dy);
    const ahead = distance > 1e-6 ? (dx * cos(yaw) + dy * sin(yaw)) / distance : 1;
    const before = hypot(toX, toY);
    const heading = 0.5 * ahead + (before - distance) / (params.maxLinearMps * HORIZON_S);
    return (
      WEIGHTS.heading * heading + WEIGHTS.clearance * (clear / CLEAR_M) + WEIGHTS.speed * (v / params.maxLinearMps)
    );
  }

  private gapAt(x: number, y: number): number {
    let least = Number.POSITIVE_INFINITY;
    for (let i = 0; i < this.near; i++) {
      const dx = (this.nearX[i] as number) - x;
      const dy = (this.nearY[i] as number) - y;
      const square = dx * dx + dy * dy;
      if (square < least) least = square;
    }
    return Math.sqrt(least) - this.params.radiusM;
  }
}

export const createDwa: CreateBrain = (site, params) => new DynamicWindow(site, params, 'baseline-dwa', 1);
export const createBrain = createDwa;
