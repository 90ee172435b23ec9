/** Where somebody looks next who does not know where a window is. */
import type { WayView } from '../contract';

/** Where a board has pointed to first, else the nearest row of windows not looked at yet; -1 = all have been looked at. */
export function nearestUnseen(view: WayView): number {
  let best = -1;
  let bestM = Number.POSITIVE_INFINITY;
  let bestHinted = 0;
  for (let i = 0; i < view.count; i++) {
    if (view.looked[i] === 1) continue;
    const hinted = view.hinted[i] as number;
    const wayM = view.wayM[i] as number;
    if (hinted < bestHinted || (hinted === bestHinted && wayM >= bestM)) continue;
    best = i;
    bestM = wayM;
    bestHinted = hinted;
  }
  return best;
}
