/**
 * npm test: install if needed, find Chromium or say how to get it, then types, lint, unit tests and browser tests.
 * Ends with "N passed, N failed" and exit code 1 if anything failed.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findChromium } from './chromium.mjs';
import { installIfNeeded, root } from './install.mjs';

installIfNeeded();

const chromium = findChromium();
if (!chromium) {
  console.error(
    'The browser tests need Chromium or Chrome and none was found.\n' +
      '  Debian, Ubuntu:  sudo apt-get install chromium fonts-noto-cjk\n' +
      '  elsewhere:       install Chrome, or set CHROMIUM_PATH to the executable\n' +
      'Then run npm test again.',
  );
  process.exit(1);
}
console.log(`Chromium: ${chromium}`);

const bin = (name) => join(root, 'node_modules', name);
let passed = 0;
let failed = 0;

/** A check that passes or fails as a whole. */
function check(what, args) {
  console.log(`\n== ${what}`);
  const run = spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' });
  if (run.status === 0) passed++;
  else failed++;
}

/** A Vitest project; its own counts are added up. */
function tests(what, project) {
  console.log(`\n== ${what}`);
  const folder = mkdtempSync(join(tmpdir(), 'hall-twin-'));
  const report = join(folder, 'report.json');
  const run = spawnSync(
    process.execPath,
    [
      bin('vitest/vitest.mjs'),
      'run',
      '--project',
      project,
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${report}`,
    ],
    { cwd: root, stdio: 'inherit', env: { ...process.env, CHROMIUM_PATH: chromium } },
  );
  let counted = null;
  try {
    counted = JSON.parse(readFileSync(report, 'utf8'));
  } catch {
    console.error(`${what}: no report was written`);
  }
  rmSync(folder, { recursive: true, force: true });
  passed += counted?.numPassedTests ?? 0;
  failed += counted?.numFailedTests ?? 0;
  const executed = (counted?.numPassedTests ?? 0) + (counted?.numFailedTests ?? 0);
  // A crash outside a test, a broken file or a run of nothing is a failure too.
  if (executed === 0 || (run.status !== 0 && (counted?.numFailedTests ?? 0) === 0)) failed++;
}

check('types', [bin('@typescript/native/bin/tsc'), '-p', 'tsconfig.json', '--noEmit']);
check('types of kernel and agents without DOM and Node', [
  bin('@typescript/native/bin/tsc'),
  '-p',
  'tsconfig.pure.json',
  '--noEmit',
]);
check('lint and format', [bin('@biomejs/biome/bin/biome'), 'check', '.']);
check('page builds', [bin('vite/bin/vite.js'), 'build', '--logLevel', 'warn']);
tests('unit, theory, validation', 'node');
tests('in the browser', 'e2e');

console.log(`\n${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
