/**
 * The wire between the robots and their fleet manager: once a second of hall time every robot's last word on itself goes out,
 * orders come back into the robots' inboxes. The manager sees no truth: poses and states are what the robots say.
 */
import type { CreateFleet, FleetCall, FleetManager, FleetView, RobotReport } from '../../../agents/contract';
import type { Hall } from '../hall';
import { ServerKind } from '../service/tables';
import { type HallSpec, TICK_S } from '../spec';
import { ROBOT_ACTIVITIES, type RobotSystem } from './system';

const TICKS_A_SECOND = Math.round(1 / TICK_S);
/** Calls of people whose robot is away have the citizen's number; no other calls exist. */
const AT_POST = ROBOT_ACTIVITIES.indexOf('at-post');

export function makeFleet(spec: HallSpec, create: CreateFleet): FleetManager {
  return create(
    spec.robots.map((robot) => robot.site),
    spec.seed,
  );
}

/** First tick after `tick` at which the fleet manager is asked; Infinity without one. */
export function nextFleetTick(hall: Hall, tick: number): number {
  return hall.fleet ? TICKS_A_SECOND * (Math.floor(tick / TICKS_A_SECOND) + 1) : Number.POSITIVE_INFINITY;
}

/** Asks the fleet manager, if it is time. */
export function fleetDue(hall: Hall): void {
  const { fleet, robots } = hall;
  if (!fleet || !robots || hall.tick % TICKS_A_SECOND !== 0) return;
  for (const { robot, request } of fleet.step(fleetView(hall, robots))) {
    if (robot >= 0 && robot < robots.count) robots.request(robot, request);
  }
}

function fleetView(hall: Hall, robots: RobotSystem): FleetView {
  const stampS = hall.tick * TICK_S;
  const reports: RobotReport[] = [];
  for (let robot = 0; robot < robots.count; robot++) {
    const { status, busyWithGuest } = robots.status(robot);
    const { start } = hall.spec.robots[robot]!.site;
    reports.push({
      robot,
      stampS,
      pose: status?.pose ?? start,
      localized: status?.localized ?? false,
      activity: status?.activity ?? 'starting',
      chargeRatio: robots.chargeRatio[robot] as number,
      charging: robots.charging[robot] === 1,
      route: status?.route ?? [],
      error: status?.error ?? null,
      busyWithGuest,
    });
  }
  return { stampS, robots: reports, calls: callsOf(hall, robots, stampS) };
}

/** Somebody stands first in a robot's line while the robot is elsewhere: calls from the post. */
function callsOf(hall: Hall, robots: RobotSystem, stampS: number): FleetCall[] {
  const calls: FleetCall[] = [];
  for (const server of hall.servers) {
    if (server.kind !== ServerKind.robot || robots.activity[server.index] === AT_POST) continue;
    const row = server.queue[0];
    const post = hall.spec.robots[server.index]?.site.post;
    if (row === undefined || !post) continue;
    calls.push({ id: hall.citizens.number[row] as number, stampS, at: { xM: post.xM, yM: post.yM } });
  }
  return calls;
}
