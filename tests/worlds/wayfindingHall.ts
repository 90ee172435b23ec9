/** The default hall with wayfinding on, with or without its enquiry desk: for the benefit of the robot. */
import type { ScenarioSource } from '../../src/scenario/source';
import { sourceOf } from './shipped';

const DESK = /\n# 人工咨询台[\s\S]*?\n(?=\n# Robot)/;

/** @param desk false takes the enquiry desk out of the scene @param rule lines of `rules.wayfinding` as YAML flow, for example "familiarShare: 0.4" */
export function wayfindingSource(desk: boolean, rule = ''): ScenarioSource {
  const source = sourceOf('guided-hall');
  const sceneText = desk ? source.sceneText : source.sceneText.replace(DESK, '\n');
  if (!desk && sceneText === source.sceneText) throw new Error('the scene has no enquiry desk to take out');
  return { ...source, sceneText, scenarioText: `${source.scenarioText}\nrules: { wayfinding: { ${rule} } }\n` };
}
