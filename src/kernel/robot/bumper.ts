/**
 * The bumper ring: six segments of 60 degrees (agents/contract/percept.ts), each a switch. A touch presses the segment in which the
 * direction from the robot's middle to the touching point lies: for a disc that is the contact normal. Both bodies use this,
 * so that they agree. Segments are bits of a mask, bit k = `BUMPER_SIDES[k]`. Left out: force, and a touch at a seam that presses two.
 */
import { BUMPER_SIDES, type BumperSide } from '../../../agents/contract';
import { atan2, PI, TWO_PI, wrapAngle } from '../base/detmath';
import type { NearbyPeople } from './body';
import type { SolidTouches } from './solidGap';

export const ALL_SIDES = (1 << BUMPER_SIDES.length) - 1;
const SEGMENT_RAD = TWO_PI / BUMPER_SIDES.length;

/** Bit of the segment towards (dx, dy), world frame, of a robot with this heading. */
export function sideBit(dxM: number, dyM: number, yawRad: number): number {
  const angle = wrapAngle(atan2(dyM, dxM) - yawRad) + SEGMENT_RAD / 2;
  const turn = angle < 0 ? angle + 2 * PI : angle;
  return 1 << (Math.floor(turn / SEGMENT_RAD) % BUMPER_SIDES.length);
}

const LISTS: readonly (readonly BumperSide[])[] = Array.from({ length: ALL_SIDES + 1 }, (_, mask) =>
  BUMPER_SIDES.filter((_side, k) => (mask >> k) & 1),
);

/** The segments of a mask, in order; the same list for the same mask. */
export function sidesOf(mask: number): readonly BumperSide[] {
  return LISTS[mask & ALL_SIDES] as readonly BumperSide[];
}

/** Bit of one segment; all of them for null. */
export function maskOf(side: BumperSide | null): number {
  return side === null ? ALL_SIDES : 1 << BUMPER_SIDES.indexOf(side);
}

type Touching = {
  readonly xM: Float64Array;
  readonly yM: Float64Array;
  readonly yawRad: Float64Array;
  readonly touchesSolid: Uint8Array;
  readonly touchesPerson: Int32Array;
  readonly touchesRobot: Int32Array;
  readonly touchedSides: Uint8Array;
};

/** Writes for every robot which segments are pressed, from what the bodies say is touched. */
export function noteTouchedSides(
  bodies: Touching,
  radius: Float64Array,
  solids: SolidTouches,
  people: NearbyPeople,
  touchM: number,
): void {
  for (let i = 0; i < bodies.xM.length; i++) {
    const x = bodies.xM[i] as number;
    const y = bodies.yM[i] as number;
    const yaw = bodies.yawRad[i] as number;
    const r = (radius[i] as number) + touchM;
    let mask = 0;
    const press = (dx: number, dy: number): void => {
      mask |= sideBit(dx, dy, yaw);
    };
    if (bodies.touchesSolid[i] === 1) solids(x, y, r, press);
    if ((bodies.touchesPerson[i] as number) >= 0) {
      for (let k = 0; k < people.count; k++) {
        if (people.robot[k] !== i) continue;
        pressIfNear(
          (people.xM[k] as number) - x,
          (people.yM[k] as number) - y,
          r + (people.radiusM[k] as number),
          press,
        );
      }
    }
    if ((bodies.touchesRobot[i] as number) >= 0) {
      for (let k = 0; k < bodies.xM.length; k++) {
        if (k === i) continue;
        pressIfNear((bodies.xM[k] as number) - x, (bodies.yM[k] as number) - y, r + (radius[k] as number), press);
      }
    }
    bodies.touchedSides[i] = mask;
  }
}

function pressIfNear(dx: number, dy: number, reach: number, press: (dx: number, dy: number) => void): void {
  if (dx * dx + dy * dy <= reach * reach) press(dx, dy);
}
