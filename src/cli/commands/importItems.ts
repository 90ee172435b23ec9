/** hall-twin import-items: a portal's catalogue of service items -> groups and items of a scenario. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import { catalogueYaml, readCatalogue } from '../../experiment/calibration/items/catalogue';
import { makeFolder } from '../../runtime/folder';
import { parseStrict } from '../arguments';
import { Exit, UsageError } from '../exit';
import { formatProblem } from '../files';

const SHOWN = 20;

export async function importItemsCommand(args: string[]): Promise<Exit> {
  const { values, positionals } = parseStrict(args, {
    out: { type: 'string' },
    'service-min': { type: 'string', default: '10' },
    json: { type: 'boolean' },
  });
  const [file, ...others] = positionals;
  if (file === undefined || others.length > 0) {
    throw new UsageError(`takes exactly one JSON or CSV file, got ${positionals.length}`);
  }
  const serviceMin = Number(values['service-min']);
  if (!(serviceMin >= 0.01 && serviceMin <= 1440)) {
    throw new UsageError(`--service-min takes minutes from 0.01 to 1440, got "${values['service-min']}"`);
  }
  const fail = (message: string, line: number | null = null): Exit => {
    process.stderr.write(`${formatProblem({ severity: 'error', file, line, path: '', message })}\n`);
    return Exit.invalidInput;
  };
  if (!existsSync(file)) return fail('no such file');
  const result = readCatalogue(file, readFileSync(file));
  if (!result.ok) return fail(result.message, result.line);
  const { catalogue } = result;
  for (const list of [catalogue.bad, catalogue.notes]) {
    for (const row of list.slice(0, SHOWN)) process.stderr.write(`${row.file}:${row.line}: ${row.reason}\n`);
    if (list.length > SHOWN) process.stderr.write(`... and ${list.length - SHOWN} more\n`);
  }
  const rows = catalogue.items.length + catalogue.bad.length;
  const share = rows === 0 ? 0 : (100 * catalogue.bad.length) / rows;
  process.stderr.write(
    `${catalogue.items.length} items of ${catalogue.letters.reduce((sum, entry) => sum + entry.departments.length, 0)} departments, ${catalogue.bad.length} left out (${share.toFixed(2)}%)\n`,
  );
  if (catalogue.items.length === 0) return fail('no item is left');
  const yaml = catalogueYaml(catalogue, basename(file), serviceMin);
  const out = typeof values.out === 'string' ? values.out : undefined;
  if (out !== undefined) {
    makeFolder(dirname(resolve(out)));
    writeFileSync(out, yaml);
    process.stderr.write(`wrote ${out}\n`);
  }
  if (values.json === true) process.stdout.write(`${JSON.stringify({ version: 1, ...catalogue })}\n`);
  else if (out === undefined) process.stdout.write(yaml);
  return Exit.ok;
}
