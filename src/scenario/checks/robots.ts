/** Places that a scenario names for robots: inside the building, and with room for the robot to stand. */
import { pointInPolygon, wallDistanceM } from '../../kernel/geometry';
import type { BuiltLayout } from '../layout/build';
import type { Scenario } from '../schema/scenario';
import { error, type Finding, warning } from './finding';

/** Radius of the robot's footprint, m. */
const ROBOT_M = 0.31;

export function checkRobotPlaces(scenario: Scenario, { layout, walls }: BuiltLayout): Finding[] {
  const found: Finding[] = [];
  const need = (path: Finding['path'], what: string, [xM, yM]: readonly [number, number]): void => {
    const at = `[${xM}, ${yM}]`;
    if (!pointInPolygon(layout.outline, xM, yM)) {
      found.push(error('scenario', path, `${what} at ${at} is outside the outline of the scene`));
      return;
    }
    const clearM = wallDistanceM(walls, xM, yM);
    if (clearM >= ROBOT_M - 0.05) return;
    found.push(
      error(
        'scenario',
        path,
        `${what} at ${at} has ${Math.max(0, clearM).toFixed(2)} m to the nearest wall or furniture; allowed: ${ROBOT_M} m or more`,
      ),
    );
  };
  if (scenario.resolution === 'meso' && scenario.faults.length > 0) {
    found.push(warning('scenario', ['faults'], 'faults act in micro only; in meso a robot is a timetable'));
  }
  scenario.robots.forEach((robot, i) => {
    if (robot.start) need(['robots', i, 'start', 'at'], 'start', robot.start.at);
    if (robot.refuge) need(['robots', i, 'refuge', 'at'], 'refuge', robot.refuge.at);
    robot.patrol.forEach((stop, k) => {
      need(['robots', i, 'patrol', k, 'at'], 'patrol stop', stop.at);
    });
  });
  scenario.faults.forEach((fault, i) => {
    if (fault.kind === 'kidnapped') need(['faults', i, 'at'], 'the robot', fault.at);
  });
  return found;
}
