/** Orders of the operator and the fleet, noted for the goals to take up. */
import type { Point2D, Pose2D, TaskRequest } from '../../contract';
import { NEVER_S } from '../params';
import { hasUsableDock } from './dockPlace';
import type { Mind } from './mind';
import { canChargeLater } from './priorities';

/** The dock was taken and charging could wait: not asked for again before this, s. */
const CHARGE_LATER_S = 300;

/** Takes an order of the operator or the fleet; what becomes of it is for the arbiter. */
export function takeOrder(mind: Mind, request: TaskRequest): void {
  const { memory } = mind;
  switch (request.kind) {
    case 'go-to':
      if (Number.isFinite(request.pose.xM + request.pose.yM + request.pose.yawRad)) {
        memory.order = { kind: 'go-to', pose: request.pose };
      }
      break;
    case 'go-charge':
      orderCharge(mind);
      break;
    case 'stop':
      memory.order = { kind: 'stop' };
      break;
    case 'go-to-post':
      memory.order = { kind: 'go-to-post' };
      break;
    case 'patrol':
      memory.order = { kind: 'patrol' };
      break;
    case 'evacuate':
      memory.order = { kind: 'evacuate' };
      break;
    case 'lead':
      memory.leadOrder = request.windowId;
      break;
    case 'hold':
      if (request.why === 'dock' && canChargeLater(mind)) chargeLater(mind);
      else memory.hold = { pose: usable(request.pose), why: request.why };
      break;
    case 'release':
      memory.hold = null;
      break;
    case 'keep-out':
      memory.keepOut = request.areas.filter(isArea);
      delete memory.aside;
      mind.mover.keepOut(memory.keepOut);
  }
}

/** At least three corners of numbers. */
function isArea(corners: readonly Point2D[]): boolean {
  return corners.length >= 3 && corners.every(({ xM, yM }) => Number.isFinite(xM + yM));
}

/** The dock is taken and the battery can wait: back to the post, where people may need it meanwhile. */
function chargeLater(mind: Mind): void {
  mind.memory.order = { kind: 'go-to-post' };
  mind.memory.chargeAgainS = mind.nowS + CHARGE_LATER_S;
}

function orderCharge(mind: Mind): void {
  const { site, memory } = mind;
  memory.chargeAgainS = NEVER_S;
  memory.order = hasUsableDock(site) ? { kind: 'go-charge' } : { kind: 'none' };
  if (!site.dock) mind.fail('DOCK_NOT_IN_DB');
  else if (memory.order.kind === 'none') mind.fail('DOCK_NOT_VALID');
}

/** A pose of numbers, else null. */
function usable(pose: Pose2D | null): Pose2D | null {
  return pose && Number.isFinite(pose.xM + pose.yM + pose.yawRad) ? pose : null;
}
