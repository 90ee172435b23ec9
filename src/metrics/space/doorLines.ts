/**
 * The lines that every hall has: one across each door, just inside the opening, as wide as the door and half a metre to each side.
 * The run lets people appear and vanish on a spot behind the door; the meter takes their way as beginning and ending in the opening.
 */
import type { HallLayout } from '../../kernel/layout';
import type { MeasuringLine } from './lines';

/** Nearer to the wall than any body's centre can be. */
const INSIDE_M = 0.1;
const ASIDE_M = 0.5;

/** 'in' is into the hall. */
export function doorLines(layout: HallLayout): MeasuringLine[] {
  return layout.doors.map((door) => {
    const place = layout.places[door.place];
    let ix = (place?.xM ?? door.xM) - door.xM;
    let iy = (place?.yM ?? door.yM) - door.yM;
    const length = Math.sqrt(ix * ix + iy * iy);
    ix = length > 0 ? ix / length : 0;
    iy = length > 0 ? iy / length : 1;
    const x = door.xM + INSIDE_M * ix;
    const y = door.yM + INSIDE_M * iy;
    const half = door.widthM / 2 + ASIDE_M;
    // a -> b with the hall to its left: the inward direction turned clockwise.
    return { id: door.id, ax: x - half * iy, ay: y + half * ix, bx: x + half * iy, by: y - half * ix };
  });
}
