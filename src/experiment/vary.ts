/**
 * The words of --vary and the designs they make.
 *
 *   PATH=a..b[:step]   numbers from a to b (step 1 if left out)
 *   PATH=x,y,z         a list of values
 *
 * Several --vary make a full factorial: every value of one with every value of the others, the last one turning fastest.
 */
import type { ScenarioSource } from '../scenario/source';
import { applyChanges, type Change, type VaryValue, VIRTUAL_PATHS } from '../scenario/vary/apply';
import { parsePath, VaryError } from '../scenario/vary/path';

export type Variation = { readonly path: string; readonly values: readonly VaryValue[] };

/** One scenario of an experiment. */
export type Design = {
  /** What was changed, as on the command line: staffing[0].count=18. "as in the file" if nothing was. */
  readonly label: string;
  readonly changes: readonly Change[];
  readonly source: ScenarioSource;
};

const VALUES_MAX = 500;
const DESIGNS_MAX = 2000;
const NUMBER = /^-?\d+(\.\d+)?(e-?\d+)?$/i;

export function parseVary(text: string): Variation {
  const equals = text.indexOf('=');
  if (equals <= 0) {
    throw new VaryError(
      `"${text}" is not a variation; allowed: PATH=a..b[:step] or PATH=x,y,z, for example staffing[0].count=8..12`,
    );
  }
  const path = text.slice(0, equals).trim();
  const right = text.slice(equals + 1).trim();
  parsePath(path.replace(/^scene:/, ''));
  const values = right.includes('..') ? range(text, right) : list(text, right);
  const twice = values.find((value, i) => values.indexOf(value) !== i);
  if (twice !== undefined) throw new VaryError(`"${text}": the value ${JSON.stringify(twice)} stands twice`);
  return { path, values };
}

function range(text: string, right: string): number[] {
  const match = /^(.+?)\.\.(.+?)(?::(.+))?$/.exec(right);
  const [from, to, step] = [match?.[1], match?.[2], match?.[3] ?? '1'].map((part) =>
    part !== undefined && NUMBER.test(part.trim()) ? Number(part) : Number.NaN,
  ) as [number, number, number];
  if (![from, to, step].every(Number.isFinite)) {
    throw new VaryError(`"${text}": a range takes numbers: a..b or a..b:step, for example 8..12 or 0.5..1.3:0.1`);
  }
  if (step <= 0 || from > to) {
    throw new VaryError(
      `"${text}": from ${from} to ${to} in steps of ${step} holds no value; allowed: a <= b and step > 0`,
    );
  }
  const count = Math.floor((to - from) / step + 1e-9) + 1;
  if (count > VALUES_MAX) throw new VaryError(`"${text}": ${count} values; allowed: at most ${VALUES_MAX}`);
  return Array.from({ length: count }, (_, k) => Number((from + k * step).toPrecision(12)));
}

function list(text: string, right: string): VaryValue[] {
  const parts = right.split(',').map((part) => part.trim());
  if (parts.some((part) => part === '')) throw new VaryError(`"${text}": a value is empty; allowed: x,y,z`);
  if (parts.length > VALUES_MAX)
    throw new VaryError(`"${text}": ${parts.length} values; allowed: at most ${VALUES_MAX}`);
  return parts.map((part) => {
    if (NUMBER.test(part)) return Number(part);
    if (part === 'true' || part === 'false') return part === 'true';
    return /^(["']).*\1$/.test(part) ? part.slice(1, -1) : part;
  });
}

/**
 * All designs of a full factorial. Throws VaryError with every problem of every design (the first ones, if there are many),
 * so that nothing is run before everything is known to be runnable.
 */
export function designsOf(source: ScenarioSource, variations: readonly Variation[]): Design[] {
  const paths = variations.map((variation) => variation.path);
  const twice = paths.find((path, i) => paths.indexOf(path) !== i);
  if (twice !== undefined) throw new VaryError(`path "${twice}" is varied twice; put all its values in one --vary`);
  let rows: Change[][] = [[]];
  for (const { path, values } of variations) {
    rows = rows.flatMap((row) => values.map((value) => [...row, { path, value }]));
    if (rows.length > DESIGNS_MAX) {
      throw new VaryError(`more than ${DESIGNS_MAX} combinations; take larger steps or fewer variations`);
    }
  }
  const problems: string[] = [];
  const designs: Design[] = [];
  for (const changes of rows) {
    const label = labelOf(changes);
    const made = applyChanges(source, changes);
    if (made.ok) {
      designs.push({ label, changes, source: made.source });
      continue;
    }
    for (const found of made.problems) {
      const message = found.message.includes('path "') ? found.message : `${found.path}: ${found.message}`;
      problems.push(`${label}: ${message}`);
    }
    if (problems.length > 20) break;
  }
  if (problems.length > 0) {
    const more = problems.length > 20 ? ['(more problems are left out)'] : [];
    throw new VaryError(
      [...new Set(problems.slice(0, 20)), ...more, `paths beside those of the file: ${VIRTUAL_PATHS.join('; ')}`].join(
        '\n',
      ),
    );
  }
  return designs;
}

export function labelOf(changes: readonly Change[]): string {
  if (changes.length === 0) return 'as in the file';
  return changes.map(({ path, value }) => `${path}=${value}`).join(' ');
}
