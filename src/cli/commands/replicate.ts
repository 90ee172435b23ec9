/** hall-twin replicate: many seeds, confidence intervals, and a paired comparison of two scenarios. */
import { type Estimate, estimates, type PairedEstimate, pairedEstimates } from '../../experiment/estimate';
import { replicate } from '../../experiment/replicate';
import type { RunSummary } from '../../metrics/summary';
import { createNodePool } from '../../runtime/nodePool';
import type { ScenarioSource } from '../../scenario/source';
import { oneOf, parseStrict, wholeNumber } from '../arguments';
import { Exit, UsageError } from '../exit';
import { formatProblem, prepareOut, readScenario, writeOut } from '../files';
import { csv } from '../tables';

export async function replicateCommand(args: string[]): Promise<Exit> {
  const { values, positionals } = parseStrict(args, {
    runs: { type: 'string', default: '20' },
    'most-runs': { type: 'string' },
    precision: { type: 'string' },
    seed: { type: 'string', default: '1' },
    vs: { type: 'string' },
    resolution: { type: 'string' },
    workers: { type: 'string' },
    out: { type: 'string' },
    'no-robots': { type: 'boolean' },
    json: { type: 'boolean' },
  });
  const [file, ...others] = positionals;
  if (file === undefined || others.length > 0)
    throw new UsageError(`takes exactly one scenario file, got ${positionals.length}`);
  const text = (name: string): string | undefined =>
    typeof values[name] === 'string' ? (values[name] as string) : undefined;
  const runs = wholeNumber('runs', text('runs') as string);
  if (runs < 2) throw new UsageError(`--runs takes at least 2 (an interval needs two runs), got ${runs}`);
  const precision = text('precision') === undefined ? null : Number(text('precision'));
  if (precision !== null && !(precision > 0 && precision < 1)) {
    throw new UsageError(`--precision takes a share between 0 and 1, for example 0.05, got "${text('precision')}"`);
  }
  const mostText = text('most-runs');
  const mostRuns = mostText === undefined ? (precision === null ? runs : 1000) : wholeNumber('most-runs', mostText);
  const resolution = text('resolution');
  const options = {
    resolution: resolution === undefined ? ('meso' as const) : oneOf('resolution', resolution, ['meso', 'micro']),
    withoutRobots: values['no-robots'] === true,
  };
  const sources: ScenarioSource[] = [];
  for (const name of [file, text('vs')]) {
    if (name === undefined) continue;
    const read = readScenario(name);
    if (!read.ok) {
      for (const problem of read.problems) process.stderr.write(`${formatProblem(problem)}\n`);
      return Exit.invalidInput;
    }
    sources.push(read.source);
  }
  const out = text('out');
  if (out !== undefined) prepareOut(out);
  const workersText = text('workers');
  const pool = createNodePool(workersText === undefined ? undefined : Math.max(1, wholeNumber('workers', workersText)));
  const cancel = new AbortController();
  const onInterrupt = (): void => cancel.abort();
  process.once('SIGINT', onInterrupt);
  const all: RunSummary[][] = [];
  try {
    for (const source of sources) {
      const plan = {
        source,
        options,
        firstSeed: wholeNumber('seed', text('seed') as string),
        // The second scenario runs exactly the seeds of the first.
        runs: all[0]?.length ?? runs,
        mostRuns: all[0]?.length ?? mostRuns,
        precision: all[0] ? null : precision,
        width: pool.width,
      };
      all.push(
        await replicate(
          plan,
          (job) => pool.run(job),
          ({ done, planned }) => progress(source, done, planned),
          cancel.signal,
        ),
      );
    }
  } finally {
    process.removeListener('SIGINT', onInterrupt);
    await pool.close();
    if (process.stderr.isTTY) process.stderr.write('\n');
  }
  const [first, second] = all;
  if (!first || first.length < 2) {
    process.stderr.write('cancelled before two runs were finished\n');
    return Exit.runFailed;
  }
  const pairs = second ? Math.min(first.length, second.length) : 0;
  const result = {
    scenario: first[0]?.scenario,
    resolution: options.resolution,
    firstSeed: first[0]?.seed,
    runs: first.length,
    estimates: estimates(first),
    ...(second && pairs >= 2
      ? {
          versus: second[0]?.scenario,
          versusEstimates: estimates(second),
          differences: pairedEstimates(first.slice(0, pairs), second.slice(0, pairs)),
        }
      : {}),
  };
  if (out !== undefined) {
    writeOut(out, 'experiment.json', `${JSON.stringify({ ...result, summaries: all }, null, 2)}\n`);
    writeOut(out, 'runs.csv', runTable(all.flat()));
  }
  process.stdout.write(values.json === true ? `${JSON.stringify(result)}\n` : report(result));
  return Exit.ok;
}

function progress(source: ScenarioSource, done: number, planned: number): void {
  if (process.stderr.isTTY) process.stderr.write(`\r${source.scenarioFile}: ${done} of ${planned} runs   `);
}

function runTable(runs: readonly RunSummary[]): string {
  return csv([
    [
      'scenario',
      'seed',
      'hash',
      'arrived',
      'served',
      'wait_mean_s',
      'wait_p90_s',
      'time_in_hall_mean_s',
      'utilization_mean',
    ],
    ...runs.map((run) => [
      run.scenario,
      run.seed,
      run.hash,
      run.citizens.arrived,
      run.citizens.served,
      run.waitS.mean,
      run.waitS.p90,
      run.timeInSystemS.mean,
      run.utilizationMean,
    ]),
  ]);
}

type Result = {
  readonly scenario: string | undefined;
  readonly resolution: string;
  readonly runs: number;
  readonly estimates: readonly Estimate[];
  readonly versus?: string | undefined;
  readonly versusEstimates?: readonly Estimate[];
  readonly differences?: readonly PairedEstimate[];
};

function report(result: Result): string {
  const show = (e: Estimate): string => `${e.mean.toFixed(2)} +- ${e.halfWidth.toFixed(2)} ${e.unit}`;
  const lines = [
    `${result.scenario}: ${result.runs} runs (${result.resolution}), mean +- half-width of the 95% interval`,
  ];
  for (const estimate of result.estimates) lines.push(`  ${estimate.kpi.padEnd(16)} ${show(estimate)}`);
  const wait = result.estimates[0];
  if (wait && wait.halfWidth > 0.25 * Math.abs(wait.mean)) {
    lines.push(
      '  warning: the interval of the mean wait is wider than a quarter of it; use more runs (--precision 0.05)',
    );
  }
  if (result.versusEstimates && result.differences) {
    lines.push(`${result.versus}:`);
    for (const estimate of result.versusEstimates) lines.push(`  ${estimate.kpi.padEnd(16)} ${show(estimate)}`);
    lines.push(`difference ${result.versus} - ${result.scenario}, same seeds (common random numbers):`);
    for (const difference of result.differences) {
      const verdict = difference.decided ? '' : '  (not decided: the interval holds zero)';
      lines.push(`  ${difference.kpi.padEnd(16)} ${show(difference)}${verdict}`);
    }
  }
  return `${lines.join('\n')}\n`;
}
