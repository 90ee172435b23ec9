/** Where somebody goes first who has just come in. Who has no question goes for a ticket, whatever the policy. */
import type { FirstStop, FirstStopView } from '../contract';

const robotOpen = (view: FirstStopView): boolean => view.robotLine >= 0 && view.robotLine < view.robotLineMax;
const deskOpen = (view: FirstStopView): boolean => view.deskLine >= 0;

/** Who has a question prefers the robot while its line is short and not longer than the desk's, then a staffed desk. */
export function robotOrDesk(view: FirstStopView): FirstStop {
  if (!view.asks) return 'kiosk';
  if (robotOpen(view) && (!deskOpen(view) || view.robotLine <= view.deskLine)) return 'robot';
  return deskOpen(view) ? 'desk' : 'kiosk';
}

/** Who has a question asks a person, and the robot only if no desk is staffed. */
export function deskFirst(view: FirstStopView): FirstStop {
  if (!view.asks) return 'kiosk';
  if (deskOpen(view)) return 'desk';
  return robotOpen(view) ? 'robot' : 'kiosk';
}

/** Who has a question joins the shorter line of robot and desk, and takes a ticket unasked if both are longer than the machine's. */
export function shortestLine(view: FirstStopView): FirstStop {
  if (!view.asks) return 'kiosk';
  const stop = robotOrDesk(view);
  const line = stop === 'robot' ? view.robotLine : stop === 'desk' ? view.deskLine : 0;
  return view.kioskLine >= 0 && line > view.kioskLine ? 'kiosk' : stop;
}

/** Nobody asks first. */
export function ticketFirst(): FirstStop {
  return 'kiosk';
}
