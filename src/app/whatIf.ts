/** The laboratory behind the page's What-if tab: the same experiment code as the command line, on the browser's workers. */
import { runExperiment } from '../experiment/experiment';
import { checkSelectors } from '../experiment/kpi/check';
import { parseKpi } from '../experiment/kpi/parse';
import { Laboratory } from '../experiment/laboratory';
import { type Design, designsOf, parseVary } from '../experiment/vary';
import { type BrowserRunner, createBrowserRunner } from '../runtime/browserRunner';
import { parseScenario } from '../scenario/parse';
import type { ScenarioSource } from '../scenario/source';
import { windowsInRange } from '../scenario/staffing';
import type { Answer, Lever, Question, WhatIfClient, WhatIfResult } from '../ui/stores/whatIf';

/** Shown of every design, whatever is asked. */
const SHOWN = ['mean(wait)', 'p90(wait)', 'share(wait<=10min)', 'utilization', 'staffHours', 'leftUnserved'] as const;
const CONFIDENCE = 0.95;
const DESIGNS_MAX = 40;

export function createWhatIfClient(): WhatIfClient {
  let runner: BrowserRunner | null = null;
  return {
    levers: leversOf,
    async ask(source, question, onProgress, signal) {
      const parsed = parseScenario(source);
      if (!parsed.ok) throw new Error(parsed.problems.map(({ path, message }) => `${path}: ${message}`).join('\n'));
      const names = [question.figure, ...SHOWN.filter((name) => name !== question.figure)];
      const kpis = names.map((name) => parseKpi(name));
      checkSelectors(kpis, parsed);
      const designs = designsFor(source, question);
      runner ??= createBrowserRunner();
      const laboratory = new Laboratory({
        runner,
        store: null,
        options: { resolution: 'meso' },
        baseSeed: parsed.scenario.seed,
        signal,
        onProgress: ({ run, waiting }) => onProgress(run, run + waiting),
      });
      try {
        const results = await runExperiment(
          {
            designs,
            kpis,
            replications: question.replications,
            untilHalfWidth: null,
            mostReplications: question.replications,
            confidence: CONFIDENCE,
          },
          laboratory,
        );
        const answers = results.map((result): Answer => {
          const main = result.differences[0];
          return {
            label: result.design.label,
            value: result.design.changes.length === 0 ? null : String(result.design.changes[0]?.value),
            replications: result.days.length,
            figures: Object.fromEntries(
              result.estimates
                .filter(({ n }) => n > 0)
                .map(({ kpi, unit, mean, halfWidth }) => [kpi, { unit, mean, halfWidth }]),
            ),
            difference: main
              ? {
                  mean: main.mean,
                  halfWidth: main.halfWidth,
                  verdict: main.verdict,
                  toDecide: main.replicationsToDecide,
                }
              : null,
            warnings: result.warnings.map(({ message }) => message),
            source: result.design.source,
          };
        });
        return {
          scenario: parsed.scenario.id,
          baseSeed: parsed.scenario.seed,
          figure: kpis[0]?.id ?? question.figure,
          unit: kpis[0]?.unit ?? '',
          confidence: CONFIDENCE,
          interrupted: signal.aborted,
          answers: answers.filter((answer) => answer.replications >= 2),
          csv: csvOf(answers),
        } satisfies WhatIfResult;
      } finally {
        if (signal.aborted) {
          runner.close();
          runner = null;
        }
      }
    },
  };
}

/** The scenario as it is, then the variation; a value that is the file's own stands once. */
function designsFor(source: ScenarioSource, { vary }: Question): Design[] {
  const variation = parseVary(vary);
  if (variation.values.length > DESIGNS_MAX) {
    throw new Error(`${variation.values.length} values; allowed: at most ${DESIGNS_MAX}. Take larger steps.`);
  }
  const [asIs] = designsOf(source, []);
  return [asIs as Design, ...designsOf(source, [variation])];
}

function leversOf(source: ScenarioSource): readonly Lever[] {
  const parsed = parseScenario(source);
  if (!parsed.ok) return [];
  const { scenario, scene } = parsed;
  const levers: Lever[] = scenario.staffing.map((row, i) => {
    const windows = row.windows.flatMap(windowsInRange);
    const now = windows.length;
    const letter = windows[0]?.[0] ?? '';
    const inHall = scene.windows
      .filter((line) => line.letter === letter)
      .reduce((most, line) => Math.max(most, line.firstNumber + line.count - 1), 0);
    const max = Math.max(now, inHall - Number(windows[0]?.slice(1) ?? 1) + 1);
    return {
      path: `staffing[${i}].count`,
      key: 'windows',
      values: {
        letters: (row.letters === 'all' ? scenario.groups.map((group) => group.letter) : row.letters).join(' '),
        windows: row.windows.join(', '),
      },
      now,
      from: Math.max(1, now - 2),
      to: Math.min(max, now + 2),
      step: 1,
      min: 1,
      max,
    };
  });
  if (scenario.arrivals.some((entry) => 'rate' in entry)) {
    levers.push({
      path: 'demand.factor',
      key: 'demand',
      values: {},
      now: 1,
      from: 0.8,
      to: 1.2,
      step: 0.1,
      min: 0,
      max: 5,
    });
  }
  const robots = scenario.robots.length;
  if (robots > 0) {
    levers.push({
      path: 'robots.count',
      key: 'robots',
      values: {},
      now: robots,
      from: 0,
      to: robots,
      step: 1,
      min: 0,
      max: robots,
    });
  }
  return levers;
}

/** One row a design, spreadsheet-ready (UTF-8 with BOM). */
function csvOf(answers: readonly Answer[]): string {
  const names = Object.keys(answers[0]?.figures ?? {});
  const quote = (text: string): string => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  const head = [
    'design',
    'replications',
    ...names.flatMap((name) => [name, `${name} +-`]),
    'difference',
    'difference +-',
    'verdict',
  ];
  const rows = answers.map(({ label, replications, figures, difference }) => [
    label,
    String(replications),
    ...names.flatMap((name) => {
      const cell = figures[name];
      return cell ? [String(cell.mean), String(cell.halfWidth)] : ['', ''];
    }),
    ...(difference ? [String(difference.mean), String(difference.halfWidth), difference.verdict] : ['', '', '']),
  ]);
  return `\ufeff${[head, ...rows].map((row) => row.map(quote).join(',')).join('\r\n')}\r\n`;
}
