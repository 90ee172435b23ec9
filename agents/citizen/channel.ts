/** Whether a citizen takes a self-service machine, the service robot or a video window instead of a staffed window. */
import type { ChannelView } from '../contract';

/** Whoever is willing to. */
export function ifWilling(view: ChannelView): boolean {
  return view.willing;
}

/** Whoever is willing to, unless more tickets wait there, for each machine, than at the windows. */
export function ifShorter(view: ChannelView): boolean {
  return view.willing && view.queueHere <= view.queueAtWindows;
}
