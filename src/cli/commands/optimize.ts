/**
 * hall-twin optimize: the best design that meets a goal, with a stated confidence. With --vary among the designs named; without, the
 * staffing by interval is searched. Output keys in docs/experiments.md.
 */

import { checkSelectors } from '../../experiment/kpi/check';
import { type Goal, parseGoal, parseKpi } from '../../experiment/kpi/parse';
import { optimize } from '../../experiment/optimize';
import { optimizeByBudget } from '../../experiment/optimizeByBudget';
import { searchStaffing, stretchesOf } from '../../experiment/staffing/search';
import { searchShifts, stretchesOfShifts } from '../../experiment/staffing/shiftSearch';
import type { ShiftRules } from '../../experiment/staffing/shifts';
import { designsOf, parseVary } from '../../experiment/vary';
import { type PoolPlan, poolsOf, withStaffing } from '../../scenario/vary/staffing';
import { Exit, UsageError } from '../exit';
import { optimizeFiles, optimizeJson, optimizeReport } from '../experiments/optimizeOutput';
import { Arguments, type Opened, openScenario, type Session, withSession } from '../experiments/session';
import { shiftJson, shiftReport, shiftRulesOf } from '../experiments/shiftOptions';
import { staffingGrid, staffingJson, staffingReport } from '../experiments/staffingOutput';
import { sceneFrom, writeOut } from '../files';
import { readAll } from './experiment';

export async function optimizeCommand(argv: string[]): Promise<Exit> {
  const args = new Arguments(argv, {
    vary: { type: 'string', multiple: true },
    goal: { type: 'string', multiple: true },
    minimize: { type: 'string' },
    maximize: { type: 'string' },
    replications: { type: 'string' },
    'most-replications': { type: 'string', default: '640' },
    delta: { type: 'string' },
    interval: { type: 'string' },
    'shift-starts': { type: 'string' },
    'shift-hours': { type: 'string' },
    lunch: { type: 'string' },
    'lunch-minutes': { type: 'string' },
    'lunch-from-hours': { type: 'string' },
    budget: { type: 'string' },
  });
  const variations = readAll(args.list('vary'), parseVary);
  const goalTexts = args.list('goal');
  const maximize = args.text('maximize');
  const minimize = args.text('minimize');
  if (maximize !== undefined && minimize !== undefined)
    throw new UsageError('--minimize and --maximize cannot stand together');
  const objective = maximize ?? minimize ?? 'staffHours';
  const staffing = variations.length === 0;
  if (staffing && (objective !== 'staffHours' || maximize !== undefined)) {
    throw new UsageError(
      `without --vary the staffing is searched, for the fewest staffHours only; to minimize ${objective} name designs with --vary PATH=...`,
    );
  }
  if (staffing && goalTexts.length !== 1) {
    throw new UsageError(
      `without --vary exactly one --goal is needed, for example --goal "p90(wait) <= 10min"; got ${goalTexts.length}`,
    );
  }
  if (args.text('budget') !== undefined && (staffing || goalTexts.length > 0)) {
    throw new UsageError('--budget shares a number of days among the designs of --vary by OCBA, without a --goal');
  }
  const shiftRules = shiftRulesOf(args);
  if (shiftRules && !staffing) throw new UsageError('--shift-starts is for the search of a staffing, without --vary');
  const opened = openScenario(args.file);
  if (!opened) return Exit.invalidInput;
  return withSession(args, async (session) => {
    const goals = goalTexts.map((text) => parseGoal(text, session.serviceLevelMin));
    const kpi = parseKpi(objective, session.serviceLevelMin);
    checkSelectors([kpi, ...goals.map((goal) => goal.kpi)], opened.parsed);
    if (staffing) return staffingSearch(args, session, opened, goals[0] as Goal, shiftRules);
    const firstStage = args.text('replications') === undefined ? 20 : args.whole('replications', 5);
    const plan = {
      designs: designsOf(opened.source, variations),
      goals,
      minimize: kpi,
      maximize: maximize !== undefined,
      confidence: session.confidence,
      firstStage,
      mostReplications: Math.max(firstStage, args.whole('most-replications', 5)),
      delta: args.positive('delta') ?? null,
    };
    const budget = args.text('budget') === undefined ? null : args.whole('budget', plan.designs.length * firstStage);
    const result =
      budget === null
        ? await optimize(plan, session.laboratory)
        : await optimizeByBudget(plan, budget, session.laboratory);
    const facts = { scenario: opened.parsed.scenario.id, session, plan, result };
    const json = optimizeJson(facts);
    if (session.out !== undefined) {
      writeOut(session.out, 'optimize.json', `${JSON.stringify(json, null, 2)}\n`);
      for (const [name, text] of Object.entries(optimizeFiles(facts))) writeOut(session.out, name, text);
      process.stderr.write(`wrote optimize.json, optimize.csv to ${session.out}\n`);
    }
    process.stdout.write(args.flag('json') ? `${JSON.stringify(json)}\n` : optimizeReport(facts));
    return result.outcome === 'found' ? Exit.ok : Exit.runFailed;
  });
}

async function staffingSearch(
  args: Arguments,
  session: Session,
  opened: Opened,
  goal: Goal,
  rules: ShiftRules | undefined,
): Promise<Exit> {
  // Shifts begin and pause within an hour: a coarser plan would leave them no choice.
  const intervalMin = args.text('interval') === undefined ? (rules ? 30 : 60) : args.whole('interval', 5);
  const pools = poolsOf(opened.parsed.scenario);
  const grid = staffingGrid(opened.parsed.scenario, intervalMin);
  // Plans differ by little: more days than for choosing among a few designs.
  const replications = args.text('replications') === undefined ? 40 : args.whole('replications', 5);
  const plan = {
    source: opened.source,
    pools,
    grid,
    goal,
    confidence: session.confidence,
    replications,
    mostReplications: Math.max(replications, Math.min(640, args.whole('most-replications', 5))),
    onStep: (text: string) => {
      if (process.stderr.isTTY) process.stderr.write('\r\u001b[K');
      process.stderr.write(`${text}\n`);
    },
  };
  const scenario = opened.parsed.scenario.id;
  if (rules) {
    const shiftPlan = { ...plan, rules };
    const result = await searchShifts(shiftPlan, session.laboratory);
    const facts = { scenario, session, plan: shiftPlan, result };
    const stretches = stretchesOfShifts(pools, result.shifts, result.counts);
    writeStaffing(args, session, opened, shiftJson(facts), stretches, shiftReport(facts));
    return result.outcome === 'verified' ? Exit.ok : Exit.runFailed;
  }
  const result = await searchStaffing(plan, session.laboratory);
  const facts = { scenario, session, plan, result };
  writeStaffing(
    args,
    session,
    opened,
    staffingJson(facts),
    stretchesOf(pools, result.counts, grid),
    staffingReport(facts),
  );
  return result.outcome === 'verified' ? Exit.ok : Exit.runFailed;
}

/** The plan on stdout, and with --out as JSON and as a scenario. */
function writeStaffing(
  args: Arguments,
  session: Session,
  opened: Opened,
  json: object,
  stretches: readonly PoolPlan[],
  text: string,
): void {
  const found = withStaffing(opened.source, stretches, true);
  if (session.out !== undefined) {
    writeOut(session.out, 'staffing.json', `${JSON.stringify(json, null, 2)}\n`);
    const names = ['staffing.json'];
    if (found.ok) {
      const name = `${opened.parsed.scenario.id}-staffed.scenario.yaml`;
      writeOut(session.out, name, sceneFrom(found.source.scenarioText, opened.source.sceneFile, session.out));
      names.push(name);
    }
    process.stderr.write(`wrote ${names.join(', ')} to ${session.out}\n`);
  }
  process.stdout.write(args.flag('json') ? `${JSON.stringify(json)}\n` : text);
}
