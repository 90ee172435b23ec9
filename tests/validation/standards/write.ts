/**
 * `npm run validate:crowd`: every acceptance case with all its seeds, one line each as it ends; writes docs/crowd-validation.md.
 * `--try NAME...` runs only the cases whose name contains one of these (all without NAME) and writes nothing; `--quick` takes
 * the few seeds of the test suite. Exit code 1 if a target is missed that the case does not declare as missed.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { nameOf } from './case';
import { CASES } from './index';
import { daysPart, PAGE } from './page';
import { type Reported, validationPage } from './report';

const { values, positionals } = parseArgs({
  options: { try: { type: 'boolean', default: false }, quick: { type: 'boolean', default: false } },
  allowPositionals: true,
});
const writes = !values.try && !values.quick;
if (writes && positionals.length > 0) {
  process.stderr.write('names are for --try; without it all cases are run and the page is written\n');
  process.exit(2);
}

const reported: Reported[] = [];
const from = performance.now();
for (const acceptance of CASES) {
  const name = acceptance.of.map(nameOf).join(' = ');
  if (positionals.length > 0 && !positionals.some((wanted) => name.includes(wanted))) continue;
  const started = performance.now();
  const result = acceptance.evaluate(values.quick ? 'check' : 'full');
  reported.push({ acceptance, result });
  const verdict = result.pass ? 'pass' : acceptance.miss ? `miss${result.guarded ? '' : ' (GUARD BROKEN)'}` : 'MISS';
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(
    `${verdict}  ${name}: ${result.figure}  [target ${acceptance.target}]  n ${result.n}, in walls ${result.health.inWall}, ${seconds} s`,
  );
  if (!result.pass && !acceptance.miss) process.exitCode = 1;
}
console.log(`${reported.length} cases in ${((performance.now() - from) / 1000).toFixed(0)} s`);
if (writes) {
  writeFileSync(PAGE, validationPage(reported, daysPart(existsSync(PAGE) ? readFileSync(PAGE, 'utf8') : '')));
  console.log(`written: ${PAGE}`);
}
