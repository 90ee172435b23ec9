/** hall-twin import-queue: ticket or board records -> a scenario, with a check on days held out. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { type HoldOut, PREDICTOR_TEXT } from '../../experiment/calibration/check/holdout';
import { type ImportOutcome, importQueue } from '../../experiment/calibration/importQueue';
import type { InputFile } from '../../experiment/calibration/read/table';
import { holdOutTable } from '../../experiment/calibration/write/holdOutTable';
import { modelJson } from '../../experiment/calibration/write/modelJson';
import { makeFolder } from '../../runtime/folder';
import { parseStrict, wholeNumber } from '../arguments';
import { Exit, UsageError } from '../exit';
import { formatProblem, readText } from '../files';
import { csv } from '../tables';

/** Unpacked size of a gzip file, bytes. */
const UNPACKED_MAX_BYTES = 256 * 1024 * 1024;
const BAD_ROWS_SHOWN = 20;

export async function importQueueCommand(args: string[]): Promise<Exit> {
  const { values, positionals } = parseStrict(args, {
    map: { type: 'string' },
    out: { type: 'string' },
    scene: { type: 'string' },
    check: { type: 'string' },
    runs: { type: 'string', default: '30' },
    'bad-rows': { type: 'string' },
    json: { type: 'boolean' },
  });
  const text = (name: string): string | undefined =>
    typeof values[name] === 'string' ? (values[name] as string) : undefined;
  if (positionals.length === 0) throw new UsageError('takes one or more files of records');
  const mapFile = text('map');
  if (mapFile === undefined)
    throw new UsageError('needs --map MAP.yaml: which column means what (docs/calibration.md)');
  const out = text('out');
  const holdOutDays = text('check') === undefined ? 0 : wholeNumber('check', text('check') as string);
  const runs = wholeNumber('runs', text('runs') as string);
  if (runs < 1) throw new UsageError(`--runs takes at least 1, got ${runs}`);

  const wrong: string[] = [];
  const read = <T>(file: string, reader: (file: string) => T): T | null => {
    try {
      return reader(file);
    } catch (error) {
      wrong.push(`${file}: error: ${error instanceof Error ? error.message : String(error)}`);
      return null;
    }
  };
  const inputs = positionals.map((file) => read(file, inputOf)).filter((input) => input !== null);
  const mapText = read(mapFile, textOf);
  const sceneFile = text('scene');
  const sceneText = sceneFile === undefined ? null : read(sceneFile, textOf);
  if (wrong.length > 0 || mapText === null) return invalid(wrong);

  const outcome = await importQueue({
    inputs,
    map: { name: mapFile, text: mapText },
    scene: sceneFile === undefined || sceneText === null ? null : { file: sceneFile, text: sceneText },
    sceneRef: sceneRefs(out, sceneFile),
    holdOutDays,
    runs,
    onProgress: (line) => process.stderr.write(`${line}\n`),
  });
  if (!outcome.ok) return invalid(outcome.problems.map(formatProblem));
  for (const warning of outcome.warnings) process.stderr.write(`${formatProblem(warning)}\n`);
  report(outcome);
  const badFile = text('bad-rows');
  if (badFile !== undefined) {
    const rows = outcome.report.bad.map((row) => [row.file, row.line, row.reason] as const);
    writeFileSync(badFile, csv([['file', 'line', 'reason'], ...rows]));
  }
  if (out !== undefined) {
    makeFolder(dirname(resolve(out)));
    writeFileSync(out, outcome.scenarioText);
    const written = [out];
    if (sceneFile === undefined) {
      const made = join(dirname(out), outcome.sceneName);
      writeFileSync(made, outcome.sceneText);
      written.push(made);
    }
    process.stderr.write(`wrote ${written.join(' and ')}\n`);
  }
  if (values.json === true) process.stdout.write(`${JSON.stringify(modelJson(outcome))}\n`);
  else {
    if (outcome.holdOut) process.stdout.write(checkText(outcome.holdOut));
    if (out === undefined) process.stdout.write(outcome.scenarioText);
  }
  return Exit.ok;
}

/** What stands in the scenario for the scene: relative to the scenario's folder. */
function sceneRefs(out: string | undefined, sceneFile: string | undefined): (name: string) => string {
  if (sceneFile === undefined) return (name) => name;
  const folder = out === undefined ? process.cwd() : dirname(resolve(out));
  const path = relative(folder, resolve(sceneFile)).replaceAll('\\', '/');
  return () => path;
}

function inputOf(file: string): InputFile {
  if (!existsSync(file)) throw new Error('no such file');
  const bytes = readFileSync(file);
  const packed = bytes[0] === 0x1f && bytes[1] === 0x8b;
  return { name: file, bytes: packed ? gunzipSync(bytes, { maxOutputLength: UNPACKED_MAX_BYTES }) : bytes };
}

function textOf(file: string): string {
  const text = readText(file);
  if (typeof text !== 'string') throw new Error(text.message);
  return text;
}

function invalid(lines: readonly string[]): Exit {
  for (const line of lines) process.stderr.write(`${line}\n`);
  process.stderr.write(`${lines.length} problem${lines.length === 1 ? '' : 's'}; nothing was written\n`);
  return Exit.invalidInput;
}

/** What was read, on stderr: the rows left out, and their share. */
function report(outcome: ImportOutcome): void {
  const { files, good, bad, skipped, warnings } = outcome.report;
  const lines = files.map((file) => `${file.file}: ${file.readAs}, ${file.rows} rows`);
  lines.push(...warnings);
  for (const row of bad.slice(0, BAD_ROWS_SHOWN)) lines.push(`${row.file}:${row.line}: left out: ${row.reason}`);
  if (bad.length > BAD_ROWS_SHOWN) {
    lines.push(`... and ${bad.length - BAD_ROWS_SHOWN} more; --bad-rows FILE writes them all`);
  }
  const share = good + bad.length === 0 ? 0 : (100 * bad.length) / (good + bad.length);
  lines.push(`${good} rows used, ${bad.length} left out (${share.toFixed(2)}%), ${skipped} not asked for`);
  const { model } = outcome;
  lines.push(
    `${basename(model.id)}: ${model.days.length} days, ${model.groups.length} letters, ${model.windows.length} windows`,
  );
  process.stderr.write(`${lines.join('\n')}\n`);
}

function checkText(holdOut: HoldOut): string {
  const lines = [
    `fitted on ${holdOut.fitDays.join(', ')}`,
    `predicted ${holdOut.predictDays.join(', ')}: ${holdOut.observed.tickets} tickets, mean wait ${holdOut.observed.meanWaitMin.toFixed(1)} min`,
    '',
    ...holdOutTable([holdOut], false),
    '',
    ...Object.entries(PREDICTOR_TEXT).map(([name, what]) => `${name}: ${what}`),
    '',
  ];
  return `${lines.join('\n')}\n`;
}
