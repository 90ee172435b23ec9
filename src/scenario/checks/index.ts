/** All checks beyond the schema, in one list. They see what could be read, also when parts of the files are broken. */
import { buildLayout } from '../layout/build';
import { windowId } from '../layout/solids';
import type { Scenario } from '../schema/scenario';
import type { Scene } from '../schema/scene';
import { STAFFING_MAX, staffingSize } from '../staffing';
import { checkClosedAreas, checkClosings } from './closings';
import { checkConsultations } from './consultations';
import { checkFetchHelp } from './fetchHelp';
import { error, type Finding } from './finding';
import { checkLineRules, checkSerpentines } from './lineRules';
import { checkScenarioNames, checkSceneNames } from './names';
import { checkDoors, checkLowCounters, checkOutline } from './outline';
import { checkOverlaps } from './overlap';
import { checkReach } from './reach';
import { checkReferences } from './references';
import { checkRobotPlaces } from './robots';
import { checkRules } from './rules';
import { checkTimes } from './times';

export type { Finding } from './finding';

export type Checked = {
  /** Null when the file has no readable core. */
  readonly scene: Scene | null;
  readonly scenario: Scenario | null;
  /** Sections that lost broken entries: no conclusions from what is missing there. */
  readonly sceneLost: ReadonlySet<string>;
  readonly scenarioLost: ReadonlySet<string>;
  /** Names written in the files, also in broken entries. */
  readonly known: ReadonlySet<string>;
};

/** Sections whose absence would make geometry mean something else. */
const GEOMETRY_NEEDS = ['outline', 'doors'] as const;

function windowsOf(scene: Scene): string[] {
  return scene.windows.flatMap((row) =>
    Array.from({ length: row.count }, (_, k) => windowId(row.letter, row.firstNumber + k)),
  );
}

export function runChecks({ scene, scenario, sceneLost, scenarioLost, known }: Checked): Finding[] {
  const found: Finding[] = [];
  if (scenario) {
    found.push(...checkScenarioNames(scenario));
    const size = staffingSize(scenario);
    if (size > STAFFING_MAX) {
      return [
        ...found,
        error('scenario', ['staffing'], `names ${size} window intervals; allowed: up to ${STAFFING_MAX}`),
      ];
    }
    found.push(...checkReferences(scenario, scene, { scene: sceneLost, scenario: scenarioLost, known }));
    found.push(...checkConsultations(scenario));
    found.push(...checkTimes(scenario));
    found.push(...checkLineRules(scenario, scene && !sceneLost.has('lines') ? scene : null));
    const windows = scene && !sceneLost.has('windows') ? windowsOf(scene) : null;
    found.push(...checkRules(scenario, windows));
    found.push(...checkClosings(scenario, windows, scene && !sceneLost.has('doors') ? scene.doors : null));
  }
  if (!scene) return found;
  found.push(...checkSceneNames(scene), ...checkSerpentines(scene));
  if (GEOMETRY_NEEDS.some((key) => sceneLost.has(key))) return found;
  const outline = checkOutline(scene);
  found.push(...outline);
  if (outline.length > 0) return found;
  const doors = checkDoors(scene);
  found.push(...doors, ...checkLowCounters(scene));
  const built = buildLayout(scene);
  found.push(...checkOverlaps(built));
  if (scenario) {
    found.push(...checkRobotPlaces(scenario, built), ...checkFetchHelp(scenario, built));
    found.push(...checkClosedAreas(scenario, built.layout));
  }
  if (!doors.some((finding) => finding.severity === 'error')) found.push(...checkReach(scene, built));
  return found;
}
