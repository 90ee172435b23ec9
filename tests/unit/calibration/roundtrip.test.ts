/** Tickets that the simulator made, imported again: the true parameters come back, the written scenario parses and runs. */
import { describe, expect, it } from 'vitest';
import { type ImportOutcome, importQueue } from '../../../src/experiment/calibration/importQueue';
import type { InputFile } from '../../../src/experiment/calibration/read/table';
import { runScenario } from '../../../src/runtime/runJob';
import { parseScenario } from '../../../src/scenario/parse';
import {
  CLOSE_S,
  csvText,
  gb18030,
  OPEN_S,
  simulatedTickets,
  TICKET_MAP,
  TRUE_RATES,
  ticketRows,
  xlsx,
} from './records';

const DAYS = 20;
const tickets = simulatedTickets(DAYS);

async function imported(inputs: readonly InputFile[], map = TICKET_MAP, holdOutDays = 0): Promise<ImportOutcome> {
  const result = await importQueue({
    inputs,
    map: { name: 'map.yaml', text: map },
    scene: null,
    sceneRef: (name) => name,
    holdOutDays,
    runs: 20,
  });
  if (!result.ok) throw new Error(result.problems.map((problem) => `${problem.path} ${problem.message}`).join('\n'));
  return result;
}

const file = (bytes: Uint8Array, name = 'tickets.csv'): InputFile => ({ name, bytes });
const outcome = await imported([file(gb18030(csvText(ticketRows(tickets))))]);
const { model } = outcome;

describe('tickets of 20 simulated days', () => {
  it('are all used', () => {
    expect(outcome.report.bad).toEqual([]);
    expect(outcome.report.good).toBe(tickets.length);
    expect(model.days.length).toBe(DAYS);
    expect([model.openS, model.closeS]).toEqual([OPEN_S, CLOSE_S]);
  });

  it('give back the arrival rates within 3.3 standard errors', () => {
    expect(model.groups.map((group) => group.letter)).toEqual(['A', 'B']);
    model.groups.forEach((group, g) => {
      group.arrivals.perHour.forEach((rate, i) => {
        const truth = TRUE_RATES[g]?.[i] as number;
        expect(Math.abs(rate - truth), `${group.letter} hour ${i}`).toBeLessThan(3.3 * Math.sqrt(truth / DAYS));
      });
      expect(group.arrivals.varianceToMean).toBeGreaterThan(0.7);
      expect(group.arrivals.varianceToMean).toBeLessThan(1.35);
    });
    expect(model.dayCv).toBeLessThan(0.08);
  });

  it('give back service times: family by AIC, mean within 3.3 standard errors', () => {
    const services = model.groups.map((group) => group.items[0]?.service);
    const truth = [
      { family: 'gamma', meanS: 420, cv: 0.5 },
      { family: 'lognormal', meanS: 600, cv: 0.465 },
    ];
    services.forEach((service, g) => {
      const expected = truth[g] as (typeof truth)[number];
      if (service?.chosen.kind !== 'family') throw new Error(`chosen: ${service?.chosen.kind}`);
      expect(service.chosen.fit.family).toBe(expected.family);
      const error = (expected.meanS * expected.cv) / Math.sqrt(service.n);
      expect(Math.abs(service.meanS - expected.meanS)).toBeLessThan(3.3 * error);
      expect(Math.abs(service.cv - expected.cv)).toBeLessThan(0.05);
      expect(service.chosen.fit.ks * Math.sqrt(service.n)).toBeLessThan(1.36);
    });
  });

  it('give back windows, letters, full days and equal speeds', () => {
    expect(model.windows.map((window) => window.source)).toEqual([1, 2, 3, 4, 5].map((n) => `${n}号窗口`));
    expect(model.windows.slice(0, 3).map((window) => window.id)).toEqual(['A01', 'A02', 'A03']);
    expect([...(model.windows[3]?.letters ?? [])].sort()).toEqual(['A', 'B']);
    expect(model.windows[0]?.letters).toEqual(['A']);
    expect(model.windows[4]?.letters).toEqual(['B']);
    for (const window of model.windows) {
      expect(window.intervals).toEqual([{ fromS: OPEN_S, toS: CLOSE_S }]);
      expect(window.speed?.low).toBeLessThan(1.06);
      expect(window.speed?.high).toBeGreaterThan(0.94);
    }
  });

  it('give back the gap from call to start', () => {
    expect(model.callToStart?.meanS).toBeGreaterThan(11);
    expect(model.callToStart?.meanS).toBeLessThan(13);
  });

  it('become a scenario without problems that runs and waits like the records', async () => {
    const source = {
      scenarioFile: 'made.scenario.yaml',
      scenarioText: outcome.scenarioText,
      sceneFile: 'made.scene.yaml',
      sceneText: outcome.sceneText,
    };
    const parsed = parseScenario(source);
    expect(parsed.ok ? parsed.warnings : parsed.problems).toEqual([]);
    const waits: number[] = [];
    for (let seed = 1; seed <= 20; seed++) waits.push((await runScenario(source, { seed })).waitS.mean);
    const mean = waits.reduce((sum, wait) => sum + wait, 0) / waits.length;
    const recorded = tickets.reduce((sum, ticket) => sum + ticket.callS - ticket.takeS, 0) / tickets.length;
    console.log(
      `mean wait recorded ${recorded.toFixed(0)} s, scenario ${mean.toFixed(0)} s (20 seeds; walking in the made hall included)`,
    );
    expect(mean / recorded).toBeGreaterThan(0.6);
    expect(mean / recorded).toBeLessThan(1.9);
  });

  it('every number of the scenario has its quality beside it', () => {
    expect(outcome.scenarioText).toMatch(/gamma AIC [\d.]+ KS 0\.\d+; /);
    expect(outcome.scenarioText).toMatch(
      /service: \{ dist: gamma, meanMin: [\d.]+, cv: [\d.]+ \} # n \d+, sample mean/,
    );
    expect(outcome.scenarioText).toMatch(/# A: \d+ tickets on 20 days; var\/mean [\d.]+/);
    expect(outcome.scenarioText).toMatch(/# 1号窗口, \d+ services on 20 days, service time x [\d.]+/);
  });
});

it('a workbook and several files give the same model as one text file', async () => {
  const half = Math.floor(tickets.length / 2);
  const parts = await imported([
    file(xlsx(ticketRows(tickets.slice(0, half))), 'one.xlsx'),
    file(new TextEncoder().encode(csvText(ticketRows(tickets.slice(half)), ';')), 'two.csv'),
  ]);
  expect(parts.scenarioText).toBe(outcome.scenarioText);
});

it('days held out are predicted and scored', async () => {
  const checked = await imported([file(new TextEncoder().encode(csvText(ticketRows(tickets))))], TICKET_MAP, 4);
  const { holdOut } = checked;
  expect(holdOut?.predictDays.length).toBe(4);
  expect(holdOut?.fitDays.length).toBe(DAYS - 4);
  const twin = holdOut?.scores.find((score) => score.predictor === 'twin');
  console.log(JSON.stringify(holdOut?.scores));
  expect(twin?.waitKs).toBeLessThan(0.15);
  expect(holdOut?.scores.every((score) => Number.isFinite(score.queueRmse))).toBe(true);
});

describe('a given scene', () => {
  const scene = { file: 'own.scene.yaml', text: outcome.sceneText };
  const run = (text: string) =>
    importQueue({
      inputs: [file(new TextEncoder().encode(csvText(ticketRows(tickets.slice(0, 300)))))],
      map: { name: 'map.yaml', text: TICKET_MAP },
      scene: { ...scene, text },
      sceneRef: () => 'own.scene.yaml',
      holdOutDays: 0,
      runs: 1,
    });

  it('is used with its windows', async () => {
    const result = await run(scene.text);
    expect(result.ok && result.scenarioText).toContain('scene: "own.scene.yaml"');
  });

  it('with too few windows is refused', async () => {
    const few = scene.text.replace(/^ {2}- \{ letter: B.*\n/gm, '');
    const result = await run(few);
    expect(result.ok).toBe(false);
    if (!result.ok) expect(result.problems[0]?.message).toMatch(/^the scene has 4 windows; the records need 5$/);
  });
});
