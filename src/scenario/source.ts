/** Texts in, problems out: the plain types of the scenario edge. */

/** A problem in a file. `path` like items[3].service.meanMin; `line` in the source text, 1-based, null if unknown. */
export type Problem = {
  readonly severity: 'error' | 'warning';
  readonly file: string;
  readonly line: number | null;
  readonly path: string;
  /** Says what is wrong, the value found and what is allowed. */
  readonly message: string;
};

/** Texts of a scenario and of the scene it names. File names are for messages only. */
export type ScenarioSource = {
  readonly scenarioFile: string;
  readonly scenarioText: string;
  readonly sceneFile: string;
  readonly sceneText: string;
};
