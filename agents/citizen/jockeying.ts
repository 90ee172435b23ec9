/** Jockeying: whether somebody who stands in a line changes to a shorter one beside it. */
import type { JockeyView } from '../contract';

/** Changes when that puts at least so many fewer people ahead, wherever in the line. */
export function whenShorter(view: JockeyView): boolean {
  return view.ahead - view.aheadThere >= view.gain;
}

/** The same, but only from the end of the line: who has somebody behind stays. */
export function fromTheEnd(view: JockeyView): boolean {
  return view.isLast && whenShorter(view);
}
