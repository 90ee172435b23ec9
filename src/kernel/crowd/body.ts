/** What a body can do: wheels that turn slowly and roll only the way they face; shoulders that turn to make one narrower. */
import { cos, sin } from '../base/detmath';
import * as constants from './constants';
import type { People } from './people';
import * as rowBits from './people';
import type { Walkers } from './walkers';
import * as walkerBits from './walkers';

// Own names for them: numbers that are imported are loaded again and again, own ones become part of the code.
const { LEAST_WALL_M, NARROW_MPS, NARROW_RATIO, STUCK_SQUEEZE_S, TURN_MPS, WHEELS_COS, WIDEN_MPS, WIDEST_TURNING_M } =
  constants;
const { EDGING } = rowBits;
const { CLOSE, COMPANY } = walkerBits;

/**
 * Wheels: the heading turns towards the direction wished for as fast as the body can, and one rolls the way one faces, slower the
 * farther that is off, not at all beyond 45 degrees. Changes dirX and dirY, returns the speed.
 */
export function turnWheels(people: People, w: Walkers, i: number, row: number, speed: number, dtS: number): number {
  const hx = people.headingX[row]!;
  const hy = people.headingY[row]!;
  const ex = w.dirX[i]!;
  const ey = w.dirY[i]!;
  const most = people.turnRps[row]! * dtS;
  const along = hx * ex + hy * ey;
  const c = cos(most);
  if (along >= c || (hx === 0 && hy === 0)) {
    people.headingX[row] = ex;
    people.headingY[row] = ey;
    return speed;
  }
  const s = hx * ey - hy * ex >= 0 ? sin(most) : -sin(most);
  const nx = c * hx - s * hy;
  const ny = s * hx + c * hy;
  people.headingX[row] = nx;
  people.headingY[row] = ny;
  w.dirX[i] = nx;
  w.dirY[i] = ny;
  const facing = nx * ex + ny * ey;
  return facing > WHEELS_COS ? (speed * (facing - WHEELS_COS)) / (1 - WHEELS_COS) : 0;
}

/** Shoulder turn of who is held up or edges past a robot: narrower. */
export function narrow(people: People, w: Walkers, i: number, r: number, dtS: number): void {
  const full = people.fullRadiusM[r]!;
  const radius = people.radiusM[r]!;
  // The clock as it was when this step began.
  const squeezes = people.stuckS[r]! > STUCK_SQUEEZE_S;
  const edges = (people.flags[r]! & EDGING) !== 0;
  const turned = edges ? people.turnedRatio[r]! * full : NARROW_RATIO * full;
  const narrowest = full <= WIDEST_TURNING_M ? turned : squeezes ? LEAST_WALL_M : full;
  if (radius <= narrowest) return;
  const narrower = radius - (edges && !squeezes ? TURN_MPS : NARROW_MPS) * dtS;
  people.radiusM[r] = narrower > narrowest ? narrower : narrowest;
  w.radius[i] = people.radiusM[r]!;
}

/** Shoulder turn before a narrow place, and wider again when there is room. */
export function relaxWidth(people: People, w: Walkers, i: number, r: number, dtS: number): void {
  const full = people.fullRadiusM[r]!;
  const radius = people.radiusM[r]!;
  const wanted = full <= WIDEST_TURNING_M ? people.turnedRatio[r]! * full : full;
  if (radius === wanted) return;
  if (radius > wanted) {
    if (wanted >= full || (w.tight[i]! & COMPANY) === 0) return;
    const narrower = radius - TURN_MPS * dtS;
    people.radiusM[r] = narrower > wanted ? narrower : wanted;
  } else {
    if ((w.tight[i]! & CLOSE) !== 0) return;
    const wider = radius + WIDEN_MPS * dtS;
    people.radiusM[r] = wider < wanted ? wider : wanted;
  }
  w.radius[i] = people.radiusM[r]!;
}
