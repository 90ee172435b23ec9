/** Consultations in scenario files: what is wrong is named with path and what is allowed; a visitor's answers are its own. */
import { describe, expect, it } from 'vitest';
import { citizenPolicies } from '../../../agents/citizen';
import { createGuideRobot, defaultBrainParams } from '../../../agents/guide-robot';
import { Hall } from '../../../src/kernel/hall';
import { createRouter } from '../../../src/kernel/routing/router';
import { hashHall, restoreHall, saveHall } from '../../../src/kernel/save';
import { advance } from '../../../src/kernel/tick';
import { parseScenario } from '../../../src/scenario/parse';
import { resolveScenario } from '../../../src/scenario/resolve';
import type { ScenarioSource } from '../../../src/scenario/source';
import { sourceOf } from './files';

const shipped = sourceOf('scenarios/residence-dialogue.scenario.yaml');
const minds = {
  citizen: citizenPolicies,
  createBrain: createGuideRobot,
  brainParams: defaultBrainParams,
  makeRobotBodies: null,
};

function changed(from: string, to: string): ScenarioSource {
  if (!shipped.scenarioText.includes(from)) throw new Error(`not there: ${from}`);
  return { ...shipped, scenarioText: shipped.scenarioText.replace(from, to) };
}

describe('items[].consultation', () => {
  it.each([
    ['next: end', 'next: household', /household is no later question; allowed: address, reason, end/],
    ['- id: address', '- id: household', /question household is there twice/],
    ['- id: address', '- id: end', /a question may not be called end/],
    ['share: 9', 'share: -1', /share/],
  ])('%s -> %s is refused with path and reason', (from, to, why) => {
    const parsed = parseScenario(changed(from, to));
    expect(parsed.ok).toBe(false);
    if (parsed.ok) return;
    const text = parsed.problems.map(({ path, message, line }) => `${line} ${path}: ${message}`).join('\n');
    expect(text).toMatch(why);
    expect(text).toMatch(/\d+ items\[0\]\.consultation/);
  });

  it('is gone through by visitors: each answers from the list, in the same way in every run, saved or not', () => {
    const parsed = parseScenario(shipped);
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
    const spec = resolveScenario(parsed, minds, { seed: 2018, resolution: 'micro' });
    const run = (until: number, saveAt: number | null): Hall => {
      const hall = new Hall(spec, createRouter(spec.layout));
      if (saveAt === null) {
        advance(hall, until);
        return hall;
      }
      advance(hall, saveAt);
      const state = saveHall(hall);
      const other = new Hall(spec, createRouter(spec.layout));
      restoreHall(other, state);
      advance(other, until);
      return other;
    };
    const until = spec.openS + 10 * 60;
    const hall = run(until, null);
    let answered = 0;
    hall.speech.forEach((line, i) => {
      if (!line.asked || line.asked.questionId === null) return;
      const next = hall.speech.slice(i + 1).find(({ citizen }) => citizen === line.citizen);
      if (!next || next.robot >= 0) return;
      expect(line.asked.options).toContain(next.text);
      answered++;
    });
    expect(answered).toBeGreaterThan(5);
    expect(hashHall(run(until, spec.openS + 75))).toBe(hashHall(hall));
    console.log(`${answered} questions answered aloud in ten minutes, ${hall.speech.length} lines in all`);
  });
});
