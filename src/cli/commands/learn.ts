/** hall-twin learn: days in a row, after each of which the robots' catalogue grows by what they were asked in vain. */
import { Hall } from '../../kernel/hall';
import { questionsOf } from '../../metrics/unanswered';
import { loadSpec } from '../../runtime/loadSpec';
import { runHall } from '../../runtime/run';
import { withItemsKnown } from '../../scenario/vary/learn';
import { oneOf, parseStrict, wholeNumber } from '../arguments';
import { Exit, UsageError } from '../exit';
import { formatProblem, readScenario } from '../files';

export type LearnDay = {
  readonly day: number;
  readonly seed: number;
  readonly asked: number;
  readonly answered: number;
  /** Items that the first robot did not know that morning; and those taken into the catalogue that evening. */
  readonly unknown: number;
  readonly learned: readonly string[];
};

export async function learnCommand(args: string[]): Promise<Exit> {
  const { values, positionals } = parseStrict(args, {
    days: { type: 'string' },
    after: { type: 'string' },
    seed: { type: 'string' },
    resolution: { type: 'string' },
    json: { type: 'boolean' },
  });
  const [file, ...others] = positionals;
  if (file === undefined || others.length > 0)
    throw new UsageError(`takes exactly one scenario file, got ${positionals.length}`);
  const whole = (name: string, otherwise: number): number =>
    typeof values[name] === 'string' ? wholeNumber(name, values[name]) : otherwise;
  const days = whole('days', 5);
  const after = whole('after', 2);
  if (days < 1 || after < 1) throw new UsageError('--days and --after must be 1 or more');
  const resolution =
    values.resolution === undefined ? 'meso' : oneOf('resolution', String(values.resolution), ['meso', 'micro']);
  const read = readScenario(file);
  if (!read.ok) return invalid(read.problems.map(formatProblem));
  let { source } = read;
  const first = await loadSpec(source, {});
  if (!first.ok) return invalid(first.problems.map(formatProblem));
  const seed = whole('seed', first.spec.seed);
  const inVain = new Int32Array(first.spec.items.length);
  const table: LearnDay[] = [];
  for (let day = 1; day <= days; day++) {
    const loaded = await loadSpec(source, { seed: seed + day - 1, resolution });
    if (!loaded.ok) return invalid(loaded.problems.map(formatProblem));
    const { spec } = loaded;
    if (spec.robots.length === 0) throw new UsageError(`${file} has no robot that could learn`);
    const hall = new Hall(spec, null);
    runHall(hall);
    const { asked, unanswered } = questionsOf(hall.log, spec.items.length);
    const known = new Set(spec.robots[0]?.site.items.map((item) => item.id));
    const learned: string[] = [];
    spec.items.forEach((item, i) => {
      inVain[i] = (inVain[i] as number) + (unanswered[i] as number);
      if (!known.has(item.id) && (inVain[i] as number) >= after) learned.push(item.id);
    });
    const sum = (column: Int32Array): number => column.reduce((total, n) => total + n, 0);
    const unknown = spec.items.length - known.size;
    table.push({ day, seed: spec.seed, asked: sum(asked), answered: sum(asked) - sum(unanswered), unknown, learned });
    const grown = withItemsKnown(source, learned);
    if (!grown.ok) return invalid(grown.problems.map(formatProblem));
    source = grown.source;
  }
  process.stdout.write(values.json === true ? `${JSON.stringify({ after, days: table })}\n` : report(table, after));
  return Exit.ok;
}

function invalid(lines: readonly string[]): Exit {
  for (const line of lines) process.stderr.write(`${line}\n`);
  return Exit.invalidInput;
}

function report(days: readonly LearnDay[], after: number): string {
  const lines = [`an item is taken into the catalogue in the evening once it was asked for in vain ${after} times`];
  lines.push('day  asked  answered        items not known  learned that evening');
  for (const { day, asked, answered, unknown, learned } of days) {
    const share = asked === 0 ? '-' : `${((100 * answered) / asked).toFixed(1)}%`;
    lines.push(
      `${String(day).padStart(3)}  ${String(asked).padStart(5)}  ${String(answered).padStart(5)} ${share.padStart(7)}  ${String(unknown).padStart(15)}  ${learned.join(', ') || '-'}`,
    );
  }
  return `${lines.join('\n')}\n`;
}
