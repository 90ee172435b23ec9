/** All checks beyond the schema, in one list. They see what could be read, also when parts of the files are broken. */
import type { Scenario } from '../schema/scenario';
import type { Scene } from '../schema/scene';
import type { Finding } from './finding';

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

export function runChecks(_checked: Checked): Finding[] {
  return [];
}
