/**
 * Who belongs together: lines between people that a polite robot does not cross. Map frame, metres.
 *
 * Two people who stand within `TOGETHER_M` of each other (a group talking, neighbours in a queue) are bonded, and so is a
 * person who stands at a window with that window (being served). A heuristic after the o-space of groups (Kendon 1990)
 * without knowing where anybody looks. People who walk, and the robot's own guest, have no bonds.
 */
import type { WindowPlace } from '../../contract';
import { cos, sin } from '../../contract/numerics/detmath';
import { NEVER_S } from '../params';
import type { Track } from './tracks';

const TOGETHER_M = 1.5;
/** Standing for this long before it counts, s. */
const SETTLED_S = 1;
/** A person this near to the place before a window is being served there, m. */
const AT_WINDOW_M = 1;
/** From the hand-over pose on to the counter, m. */
const TO_COUNTER_M = 0.7;
const MOST_BONDS = 64;

export type Bond = { readonly ax: number; readonly ay: number; readonly bx: number; readonly by: number };

export function bondsOf(tracks: readonly Track[], windows: readonly WindowPlace[], nowS: number): Bond[] {
  const bonds: Bond[] = [];
  const settled = tracks.filter(
    (track) =>
      track.isPerson && !track.isGuest && track.standsSinceS !== NEVER_S && nowS - track.standsSinceS >= SETTLED_S,
  );
  settled.forEach((a, i) => {
    for (let j = i + 1; j < settled.length && bonds.length < MOST_BONDS; j++) {
      const b = settled[j] as Track;
      const dx = a.xM - b.xM;
      const dy = a.yM - b.yM;
      if (dx * dx + dy * dy < TOGETHER_M * TOGETHER_M) bonds.push({ ax: a.xM, ay: a.yM, bx: b.xM, by: b.yM });
    }
    for (const { handover } of windows) {
      const dx = handover.xM - a.xM;
      const dy = handover.yM - a.yM;
      if (dx * dx + dy * dy > AT_WINDOW_M * AT_WINDOW_M || bonds.length >= MOST_BONDS) continue;
      const bx = handover.xM + TO_COUNTER_M * cos(handover.yawRad);
      const by = handover.yM + TO_COUNTER_M * sin(handover.yawRad);
      bonds.push({ ax: a.xM, ay: a.yM, bx, by });
      break;
    }
  });
  return bonds;
}

/** Do the segments p-q and the bond cross? */
export function crosses(bond: Bond, px: number, py: number, qx: number, qy: number): boolean {
  const { ax, ay, bx, by } = bond;
  const d1 = (bx - ax) * (py - ay) - (by - ay) * (px - ax);
  const d2 = (bx - ax) * (qy - ay) - (by - ay) * (qx - ax);
  if (d1 * d2 >= 0) return false;
  const d3 = (qx - px) * (ay - py) - (qy - py) * (ax - px);
  const d4 = (qx - px) * (by - py) - (qy - py) * (bx - px);
  return d3 * d4 < 0;
}
