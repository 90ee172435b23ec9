/** What the schema cannot see: names, and whether everything stands on free floor. */
import { type WallField, wallDistanceM } from '../../kernel/geometry';
import { runChecks } from '../../scenario/checks';
import { buildLayout } from '../../scenario/layout/build';
import type { Mission } from './schema';
import { sceneOf, type World } from './world';

export type Complaint = { readonly path: readonly (string | number)[]; readonly message: string };

const ROBOT_M = 0.31;
const PERSON_M = 0.15;
const NONE: ReadonlySet<string> = new Set();
/** Parts of a scene that a mission writes itself. */
const OWN = ['walls', 'furniture', 'pillars', 'plants', 'seats', 'windows', 'docks', 'desks', 'outline'];

export function checkMission(mission: Mission): Complaint[] {
  const found = [...checkFaults(mission)];
  if (!mission.world) return found;
  const geometry = checkScene(mission, mission.world);
  found.push(...geometry);
  return geometry.length > 0 ? found : [...found, ...checkPlaces(mission, mission.world)];
}

function checkFaults(mission: Mission): Complaint[] {
  const robots = 1 + mission.others.length;
  return mission.faults.flatMap((fault, i) =>
    mission.world && fault.robot >= robots
      ? [{ path: ['faults', i, 'robot'], message: `robot ${fault.robot} does not exist; allowed: 0 to ${robots - 1}` }]
      : [],
  );
}

function checkScene(mission: Mission, world: World): Complaint[] {
  const scene = sceneOf(mission, world, 'hall');
  const findings = runChecks({ scene, sceneLost: NONE, scenario: null, scenarioLost: NONE, known: NONE });
  return findings
    .filter((finding) => finding.severity === 'error' && OWN.includes(String(finding.path[0])))
    .map((finding) => ({ path: pathInMission(finding.path, world), message: finding.message }));
}

/** A path in the scene -> where it stands in the mission file. */
function pathInMission(path: readonly (string | number)[], world: World): (string | number)[] {
  const [list, index, ...rest] = path;
  const at = Number(index);
  if (list === 'furniture' && at >= world.furniture.length)
    return ['world', 'unmapped', at - world.furniture.length, ...rest];
  if (list === 'outline') return ['world', world.outline ? 'outline' : 'sizeM'];
  return ['world', ...path];
}

function checkPlaces(mission: Mission, world: World): Complaint[] {
  const { walls } = buildLayout(sceneOf(mission, world, 'hall'));
  const found: Complaint[] = [];
  const need = (path: readonly (string | number)[], at: readonly [number, number], roomM: number): void => {
    const gap = gapM(walls, at);
    if (gap >= roomM) return;
    const where = gap < 0 ? 'inside a wall or outside the hall' : `only ${gap.toFixed(2)} m from a wall`;
    found.push({ path, message: `[${at.join(', ')}] is ${where}; needed: ${roomM} m of free floor` });
  };
  const { robot, task, others, people } = mission;
  if (robot) need(['robot', 'at'], robot.at, ROBOT_M);
  if (robot?.post) need(['robot', 'post', 'at'], robot.post.at, ROBOT_M);
  if (robot?.refuge) need(['robot', 'refuge', 'at'], robot.refuge.at, ROBOT_M);
  others.forEach((other, i) => {
    need(['others', i, 'at'], other.at, ROBOT_M);
    if (other.to) need(['others', i, 'to', 'at'], other.to.at, ROBOT_M);
    if (other.next) need(['others', i, 'next', 'at'], other.next.at, ROBOT_M);
  });
  if (task.kind === 'go-to' && mission.pass.reach) need(['task', 'at'], task.at, ROBOT_M);
  if (task.kind === 'patrol') {
    for (const [i, stop] of task.stops.entries()) need(['task', 'stops', i, 'at'], stop.at, ROBOT_M);
  }
  if (task.kind === 'dock' && world.docks.length === 0) {
    found.push({ path: ['task'], message: 'dock needs a dock in world.docks' });
  }
  mission.faults.forEach((fault, i) => {
    if (fault.kind === 'kidnapped') need(['faults', i, 'at'], fault.at, ROBOT_M);
  });
  const windowIds = world.windows.flatMap((row) =>
    Array.from({ length: row.count }, (_, k) => `${row.letter}${String(row.firstNumber + k).padStart(2, '0')}`),
  );
  people.forEach((entry, i) => {
    switch (entry.kind) {
      case 'walker':
        need(['people', i, 'from'], entry.from, PERSON_M);
        for (const [k, at] of entry.to.entries()) need(['people', i, 'to', k], at, PERSON_M);
        break;
      case 'standers':
        for (const [k, at] of entry.at.entries()) need(['people', i, 'at', k], at, PERSON_M);
        if (entry.leaveTo) need(['people', i, 'leaveTo'], entry.leaveTo, PERSON_M);
        break;
      case 'guest':
        if (!windowIds.includes(entry.window)) {
          const known = windowIds.length === 0 ? 'none (world.windows is empty)' : windowIds.join(', ');
          found.push({
            path: ['people', i, 'window'],
            message: `window ${entry.window} is not in the world; known: ${known}`,
          });
        }
        entry.breaks.forEach((pause, k) => {
          if (pause.to) need(['people', i, 'breaks', k, 'to'], pause.to, PERSON_M);
        });
    }
  });
  return found;
}

function gapM(walls: WallField, [x, y]: readonly [number, number]): number {
  return wallDistanceM(walls, x, y);
}
