/** The command line as its user has it: a child process, its exit code and its two streams. */
import { execFile, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

export const root = resolve(import.meta.dirname, '../../..');
const script = join(root, 'src/cli/hall-twin.mjs');

export type Result = { readonly code: number; readonly stdout: string; readonly stderr: string };

export function hallTwin(args: readonly string[], cwd = root): Promise<Result> {
  return new Promise((done) => {
    execFile(
      process.execPath,
      [script, ...args],
      { cwd, encoding: 'utf8', maxBuffer: 1 << 26, timeout: 100_000 },
      (error, stdout, stderr) => {
        // A process that was killed has no code: -1 fails every expectation.
        done({ code: error === null ? 0 : typeof error.code === 'number' ? error.code : -1, stdout, stderr });
      },
    );
  });
}

/** The same for a reader who closes the pipe before anything is written, as `head` does after its lines. */
export function hallTwinUnread(args: readonly string[]): Promise<Omit<Result, 'stdout'>> {
  return new Promise((done, failed) => {
    const child = spawn(process.execPath, [script, ...args], { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
    child.stdout.destroy();
    let stderr = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text;
    });
    child.on('error', failed).on('close', (code) => done({ code: code ?? -1, stderr }));
  });
}

/** A folder of its own for a test file; remove it afterwards. */
export function tempFolder(): { readonly path: string; write(name: string, text: string): string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), 'hall-twin-cli-'));
  return {
    path,
    write(name, text) {
      const file = join(path, name);
      writeFileSync(file, text);
      return file;
    },
    remove: () => rmSync(path, { recursive: true, force: true }),
  };
}

export const GUIDED = 'scenarios/guided-hall.scenario.yaml';
export const AFTER = 'scenarios/zhaoqing-property-after.scenario.yaml';

/** The guided hall's text with replacements; its scene is named by its full path, so it works from anywhere. */
export function changedGuided(...changes: readonly (readonly [string, string])[]): string {
  let text = readFileSync(join(root, GUIDED), 'utf8').replace('../scenes/', `${join(root, 'scenes')}/`);
  for (const [from, to] of changes) {
    if (!text.includes(from)) throw new Error(`not in ${GUIDED}: ${from}`);
    text = text.replace(from, () => to);
  }
  return text;
}

/** 1-based line of the first line that contains a text. */
export function lineWith(text: string, part: string): number {
  const index = text.split('\n').findIndex((line) => line.includes(part));
  if (index < 0) throw new Error(`no line contains: ${part}`);
  return index + 1;
}

/** A table as the CLI writes it: header and rows of texts. None of its cells holds a comma. */
export function readTable(file: string): { readonly header: string[]; readonly rows: string[][] } {
  const text = readFileSync(file, 'utf8');
  if (!text.startsWith('\uFEFF')) throw new Error(`${file} does not begin with a byte order mark`);
  const [header = [], ...rows] = text
    .slice(1)
    .trimEnd()
    .split('\r\n')
    .map((line) => line.split(','));
  return { header, rows };
}
