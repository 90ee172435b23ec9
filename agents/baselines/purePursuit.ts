/**
 * Plain pure pursuit (Coulter 1992) with stop: it drives towards a point of the way 0.6 m ahead, turns on the spot when that is far
 * to the side, and stands while anything is in its lane within braking distance. It never goes round what is not on the map.
 */
import type { CreateBrain, Percept } from '../contract';
import { atan2 } from '../contract/numerics/detmath';
import { Baseline, clamp, type Speeds } from './baseline';

const AHEAD_M = 0.6;
const TURN_FIRST_RAD = 0.8;
const LANE_M = 0.04;
const STOP_M = 0.25;

class PurePursuit extends Baseline {
  protected drive(percept: Percept): Speeds {
    const { params } = this;
    const to = this.carrot(AHEAD_M);
    const square = to.xM * to.xM + to.yM * to.yM;
    const angle = atan2(to.yM, to.xM);
    if (Math.abs(angle) > TURN_FIRST_RAD) {
      return { linearMps: 0, angularRps: clamp(1.5 * angle, params.maxAngularRps) };
    }
    const speed = Math.abs(percept.odometry.linearMps);
    const brakeM = (speed * speed) / (2 * params.linearDecelMps2) + 0.2 * speed;
    if (this.laneRoomM() < STOP_M + brakeM) return { linearMps: 0, angularRps: 0 };
    const curvature = square > 1e-6 ? (2 * to.yM) / square : 0;
    const leftM = Math.sqrt(square);
    const slow = leftM < AHEAD_M ? Math.max(0.1, leftM / AHEAD_M) : 1;
    const linearMps = (params.maxLinearMps * slow) / (1 + 0.7 * Math.abs(curvature));
    return { linearMps, angularRps: clamp(linearMps * curvature, params.maxAngularRps) };
  }

  /** Metres from the robot's rim to the nearest thing straight ahead in its lane. */
  private laneRoomM(): number {
    const { ends, params } = this;
    const half = params.radiusM + LANE_M;
    let room = Number.POSITIVE_INFINITY;
    for (let i = 0; i < ends.count; i++) {
      const x = ends.xM[i] as number;
      const y = ends.yM[i] as number;
      if (x > 0 && y < half && y > -half && x - params.radiusM < room) room = x - params.radiusM;
    }
    return room;
  }
}

export const createPurePursuit: CreateBrain = (site, params) =>
  new PurePursuit(site, params, 'baseline-pure-pursuit', Number.POSITIVE_INFINITY);
export const createBrain = createPurePursuit;
