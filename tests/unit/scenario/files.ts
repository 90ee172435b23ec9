/** The shipped files, and stand-ins for the minds, for the scenario tests. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { BrainParams, CitizenPolicies } from '../../../agents/contract';
import { type ParseResult, parseScenario, sceneFileOf } from '../../../src/scenario/parse';
import type { Minds } from '../../../src/scenario/resolve';
import type { Problem, ScenarioSource } from '../../../src/scenario/source';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..', '..');

export const scenarioFiles = readdirSync(join(root, 'scenarios'))
  .filter((name) => /\.scenario\.(yaml|json)$/.test(name))
  .map((name) => `scenarios/${name}`)
  .sort();
export const sceneFiles = readdirSync(join(root, 'scenes'))
  .filter((name) => /\.scene\.(yaml|json)$/.test(name))
  .map((name) => `scenes/${name}`)
  .sort();

export function textOf(file: string): string {
  return readFileSync(join(root, file), 'utf8');
}

export function sourceOf(scenarioFile: string): ScenarioSource {
  const scenarioText = textOf(scenarioFile);
  const scene = sceneFileOf(scenarioText);
  if (scene === null) throw new Error(`${scenarioFile} names no scene`);
  const sceneFile = relative(root, join(root, dirname(scenarioFile), scene));
  return { scenarioFile, scenarioText, sceneFile, sceneText: textOf(sceneFile) };
}

export const guided = sourceOf('scenarios/guided-hall.scenario.yaml');

/** Parses the guided hall with texts replaced; throws if a replaced text is not there. */
export function parseChanged(
  scenarioChanges: readonly (readonly [string, string])[],
  sceneChanges: readonly (readonly [string, string])[] = [],
): { result: ParseResult; problems: readonly Problem[]; source: ScenarioSource } {
  const apply = (text: string, changes: readonly (readonly [string, string])[]): string =>
    changes.reduce((before, [from, to]) => {
      if (!before.includes(from)) throw new Error(`not in the file: ${from}`);
      return before.replace(from, () => to);
    }, text);
  const source = {
    ...guided,
    scenarioText: apply(guided.scenarioText, scenarioChanges),
    sceneText: apply(guided.sceneText, sceneChanges),
  };
  const result = parseScenario(source);
  return { result, problems: result.ok ? result.warnings : result.problems, source };
}

/** 1-based line of the first line that contains a text. */
export function lineWith(text: string, part: string): number {
  const index = text.split('\n').findIndex((line) => line.includes(part));
  if (index < 0) throw new Error(`no line contains: ${part}`);
  return index + 1;
}

const citizen: CitizenPolicies = {
  chooseFirstStop: () => 'kiosk',
  firstStops: {
    'robot-or-desk': () => 'kiosk',
    'desk-first': () => 'kiosk',
    'shortest-line': () => 'kiosk',
    'ticket-first': () => 'kiosk',
  },
  chooseSeat: () => 0,
  seats: { 'near-windows': () => 0, nearest: () => 0, apart: () => 0, stands: () => -1 },
  question: () => '',
  acceptLead: () => '',
  declineLead: () => '',
  balking: { 'over-tolerance': () => false, 'over-tolerance-per-window': () => false },
  reneging: { 'leave-at-limit': () => 0, 'stay-when-near': () => 0 },
  way: { 'nearest-unseen': () => -1 },
  channel: { 'if-willing': () => false, 'if-shorter': () => false },
  jockeying: { 'when-shorter': () => false, 'from-the-end': () => false },
};

export const brainParams: BrainParams = {
  maxLinearMps: 0.8,
  maxReverseMps: 0.2,
  maxAngularRps: 1.2,
  linearAccelMps2: 0.5,
  linearDecelMps2: 0.8,
  angularAccelRps2: 2,
  radiusM: 0.31,
  chargeBelowRatio: 0.2,
  chargeUntilRatio: 0.9,
  followerFarM: 2.5,
  followerNearM: 1.5,
};

export const minds: Minds = {
  citizen,
  createBrain: () => {
    throw new Error('no brain in these tests');
  },
  brainParams,
  makeRobotBodies: null,
};
