/** The brain as one file: no import left, and in plain Node it answers recorded percepts with the recorded commands. */
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { createGuideRobot } from '../../../agents/guide-robot';
import { firstDifference, readRecording } from '../../../src/sil/record';
import { root, tempFolder } from '../cli/cli';
import { recordingOf } from './runs';

const folder = tempFolder();
afterAll(() => folder.remove());

/** Plain JavaScript, no TypeScript loader, nothing of the project but the bundle. */
const PLAYER = `
import { readFileSync } from 'node:fs';
import { createBrain } from './guide-robot.mjs';
const [head, ...lines] = readFileSync(process.argv[2], 'utf8').trimEnd().split('\\n').map((line) => JSON.parse(line));
const { map } = head.site;
const cells = new Uint8Array(map.columns * map.rows);
for (let i = 0, at = 0; i < map.cells.length; at += map.cells[i + 1], i += 2) cells.fill(map.cells[i], at, at + map.cells[i + 1]);
const brain = createBrain({ ...head.site, map: { ...map, cells } }, head.params, head.seed);
let equal = 0;
for (const { percept, command } of lines) {
  const scans = percept.scans.map((scan) => ({ ...scan, rangesM: Float32Array.from(scan.rangesM, (r) => r ?? Infinity) }));
  if (JSON.stringify(brain.step({ ...percept, scans })) === JSON.stringify(command)) equal++;
}
console.log(JSON.stringify({ steps: lines.length, equal }));
`;

it('builds one module, prints its size, and plays recordings back to the last bit in plain Node', {
  timeout: 600_000,
}, async () => {
  const said = execFileSync(process.execPath, [join(root, 'src/cli/buildBrain.mjs'), '--out', folder.path], {
    encoding: 'utf8',
    cwd: root,
  });
  console.log(said.trim());
  expect(said).toMatch(/KiB, [\d.]+ KiB gzipped, 0 imports/);
  const code = readFileSync(join(folder.path, 'guide-robot.mjs'), 'utf8');
  expect(code).not.toMatch(/(^|[;\n])\s*import[\s{*"']|[^.\w]import\s*\(|[^.\w]require\s*\(/);
  writeFileSync(join(folder.path, 'play.mjs'), PLAYER);
  for (const mission of ['crossing-stream', 'lead-straight', 'dock-plain']) {
    const text = await recordingOf(mission);
    const file = folder.write(`${mission}.jsonl`, text);
    const { steps, equal } = JSON.parse(
      execFileSync(process.execPath, [join(folder.path, 'play.mjs'), file], { encoding: 'utf8' }),
    );
    console.log(`${mission}: ${equal} of ${steps} commands equal in plain Node`);
    expect(steps).toBeGreaterThan(100);
    expect(equal).toBe(steps);
    const recording = readRecording(text);
    expect(firstDifference(recording, createGuideRobot)).toBe(-1);
    // A brain with other limits answers otherwise: the comparison can fail.
    const slower = { ...recording, params: { ...recording.params, maxLinearMps: 0.3 } };
    expect(firstDifference(slower, createGuideRobot)).toBeGreaterThanOrEqual(0);
  }
});
