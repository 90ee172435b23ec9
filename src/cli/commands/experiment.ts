/** hall-twin experiment: replications, variations and comparisons of scenarios. Output keys in docs/experiments.md. */

import { runExperiment } from '../../experiment/experiment';
import { checkSelectors } from '../../experiment/kpi/check';
import type { Kpi } from '../../experiment/kpi/kpi';
import { KpiError, parseKpi } from '../../experiment/kpi/parse';
import { type Design, designsOf, parseVary } from '../../experiment/vary';
import type { ParsedScenario } from '../../scenario/parse';
import { VaryError } from '../../scenario/vary/path';
import { Exit, UsageError } from '../exit';
import { experimentFiles, experimentJson } from '../experiments/experimentFiles';
import { experimentReport } from '../experiments/experimentReport';
import { Arguments, openScenario, withSession } from '../experiments/session';
import { writeOut } from '../files';
import { measureDesigns } from '../space/designs';
import { SPACE_ARGUMENTS, spaceRequest } from '../space/options';

/** Figures that are shown if none are asked for; those of rules where the rule is on. */
const DEFAULT_KPIS = [
  'mean(wait)',
  'p90(wait)',
  'serviceLevel',
  'mean(stay)',
  'utilization',
  'peakUtilization',
  'staffHours',
  'arrived',
  'leftUnserved',
  'queueAtClosing',
];

function defaultKpis({ scenario }: ParsedScenario): string[] {
  const { rules } = scenario;
  const own: string[] = [];
  for (const { id } of rules.priority?.classes ?? []) own.push(`p90(wait[class:${id}])`);
  if (rules.reneging) own.push('reneged');
  if (rules.balking) own.push('balked');
  if (rules.noShow) own.push('passed');
  if (rules.journeys) own.push('windowsPerVisit');
  if (rules.papers) own.push('firstVisitShare', 'visitsPerCase');
  if (rules.channels) own.push('channelVisits');
  if (rules.online || rules.papers || rules.results) own.push('trips', 'tripsSaved');
  if (scenario.robots.length > 0) own.push('robotMinutes');
  return [...DEFAULT_KPIS, ...own];
}

function isIn(kpi: Kpi, parsed: ParsedScenario): boolean {
  try {
    checkSelectors([kpi], parsed);
    return true;
  } catch (error) {
    if (error instanceof KpiError) return false;
    throw error;
  }
}

export async function experimentCommand(argv: string[]): Promise<Exit> {
  const args = new Arguments(argv, {
    replications: { type: 'string', default: '30' },
    vary: { type: 'string', multiple: true },
    kpi: { type: 'string', multiple: true },
    compare: { type: 'string' },
    'until-half-width': { type: 'string' },
    'most-replications': { type: 'string', default: '2000' },
    ...SPACE_ARGUMENTS,
  });
  const space = args.flag('space')
    ? spaceRequest({ los: args.text('los'), letter: args.text('los-letter'), lines: args.list('line'), trackFps: '0' })
    : null;
  if (space && args.text('resolution') !== 'micro') {
    throw new UsageError('--space needs walking people: add --resolution micro');
  }
  const replications = args.whole('replications', 2);
  const untilHalfWidth = args.share('until-half-width') ?? null;
  const mostReplications = Math.max(replications, args.whole('most-replications', 2));
  const compare = args.text('compare');
  const variations = readAll(args.list('vary'), parseVary);
  if (compare !== undefined && variations.length > 0) {
    throw new UsageError('--compare and --vary cannot stand together; put the changes into the second file');
  }
  const opened = openScenario(args.file);
  if (!opened) return Exit.invalidInput;
  const second = compare === undefined ? undefined : openScenario(compare);
  if (second === null) return Exit.invalidInput;
  return withSession(args, async (session) => {
    if (space) session.days.measure(space);
    const asked = args.list('kpi');
    const read = (names: readonly string[]): Kpi[] => names.map((name) => parseKpi(name, session.serviceLevelMin));
    const kpis =
      asked.length > 0
        ? read(asked)
        : read(defaultKpis(opened.parsed)).filter((kpi) => !second || isIn(kpi, second.parsed));
    checkSelectors(kpis, opened.parsed);
    if (second) checkSelectors(kpis, second.parsed);
    const designs: Design[] = second
      ? [
          { label: args.file, changes: [], source: opened.source },
          { label: compare as string, changes: [], source: second.source },
        ]
      : designsOf(opened.source, variations);
    const plan = {
      designs,
      kpis,
      replications,
      untilHalfWidth,
      mostReplications,
      confidence: session.confidence,
    };
    const results = await runExperiment(plan, session.laboratory);
    if (results.every((result) => result.days.length < 2)) {
      process.stderr.write('no design has two replications yet: nothing to estimate\n');
      return Exit.runFailed;
    }
    const facts = {
      scenario: opened.parsed.scenario.id,
      resolution: session.options.resolution,
      baseSeed: session.baseSeed,
      engine: session.store.engine,
      confidence: session.confidence,
      interrupted: session.interrupted(),
      kpis,
      results,
    };
    const measured = space ? await measureDesigns(session, results, space) : null;
    const json = { ...experimentJson(facts), ...(measured ? { space: measured.json } : {}) };
    if (session.out !== undefined) {
      const files = experimentFiles(facts);
      writeOut(session.out, 'experiment.json', `${JSON.stringify(json, null, 2)}\n`);
      for (const [name, text] of Object.entries(files)) writeOut(session.out, name, text);
      process.stderr.write(`wrote experiment.json, ${Object.keys(files).join(', ')} to ${session.out}\n`);
    }
    process.stdout.write(
      args.flag('json') ? `${JSON.stringify(json)}\n` : experimentReport(facts) + (measured?.report ?? ''),
    );
    return session.interrupted() ? Exit.runFailed : Exit.ok;
  });
}

/** Every text that cannot be read is named, not only the first. */
export function readAll<T>(texts: readonly string[], read: (text: string) => T): T[] {
  const problems: string[] = [];
  const values: T[] = [];
  for (const text of texts) {
    try {
      values.push(read(text));
    } catch (error) {
      if (!(error instanceof VaryError)) throw error;
      problems.push(error.message);
    }
  }
  if (problems.length > 0) throw new UsageError(problems.join('\n'));
  return values;
}
