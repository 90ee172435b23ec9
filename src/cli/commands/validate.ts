/** hall-twin validate: every problem of every file. */
import { dirname, join } from 'node:path';
import { parseScenario, parseScene } from '../../scenario/parse';
import type { Problem } from '../../scenario/source';
import { hallOfMission, parseMission } from '../../sil/mission/parse';
import { parseStrict } from '../arguments';
import { Exit, UsageError } from '../exit';
import { formatProblem, readScenario, readText } from '../files';

export async function validateCommand(args: string[]): Promise<Exit> {
  const { positionals } = parseStrict(args, {});
  if (positionals.length === 0) throw new UsageError('takes one or more scene, scenario or mission files');
  let errors = 0;
  for (const file of positionals) {
    const problems = problemsOf(file);
    for (const problem of problems) process.stdout.write(`${formatProblem(problem)}\n`);
    const wrong = problems.filter((problem) => problem.severity === 'error').length;
    errors += wrong;
    if (wrong === 0)
      process.stdout.write(`${file}: ok${problems.length > 0 ? ` (${problems.length} warnings)` : ''}\n`);
  }
  return errors === 0 ? Exit.ok : Exit.invalidInput;
}

function problemsOf(file: string): readonly Problem[] {
  if (/\.scene\.(ya?ml|json)$/.test(file)) {
    const text = readText(file);
    if (typeof text !== 'string') return [text];
    const parsed = parseScene(file, text);
    return parsed.ok ? parsed.warnings : parsed.problems;
  }
  if (/\.mission\.(ya?ml|json)$/.test(file)) {
    const text = readText(file);
    if (typeof text !== 'string') return [text];
    const parsed = parseMission(file, text);
    if (!parsed.ok) return parsed.problems;
    const hall = hallOfMission(text);
    return hall === null ? [] : problemsOf(join(dirname(file), hall));
  }
  const read = readScenario(file);
  if (!read.ok) return read.problems;
  const parsed = parseScenario(read.source);
  return parsed.ok ? parsed.warnings : parsed.problems;
}
