/**
 * A mission is the same in Node and in a worker of Chromium: hall, bodies (Rapier), sensors, brain. The hash covers all of them.
 * The bench itself is bundled as it is, so nothing of the page is needed.
 */
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readScenario } from '../../src/cli/files';
import { type MissionDone, type MissionJob, runMissionJob } from '../../src/runtime/missionJob';
import { hallOfMission, type MissionSource } from '../../src/sil/mission/parse';
import { launchChromium } from '../chromium';

const root = resolve(import.meta.dirname, '../..');
const folder = join(root, 'scenarios/missions');
const ORIGIN = 'http://missions.test';

/** Crossing people, a guest, faults, several robots with their fleet, and the full hall. */
const MISSIONS = [
  'crossing-stream',
  'lead-round-corner',
  'kidnapped',
  'dock-from-beside',
  'robots-crossing',
  'rush-hour-errand',
];

function sourceOf(id: string): MissionSource {
  const file = join(folder, `${id}.mission.yaml`);
  const text = readFileSync(file, 'utf8');
  const named = hallOfMission(text);
  if (named === null) return { file, text, hall: null };
  const hall = readScenario(join(folder, named));
  if (!hall.ok) throw new Error(JSON.stringify(hall.problems));
  return { file, text, hall: hall.source };
}

const jobOf = (source: MissionSource): MissionJob => ({
  source,
  seed: 2,
  brain: 'guide-robot',
  bodies: 'rapier',
  disturbance: false,
  record: false,
  heartbeat: null,
});

async function bundle(): Promise<string> {
  const result = await build({
    root,
    configFile: false,
    logLevel: 'warn',
    build: {
      write: false,
      target: 'es2022',
      lib: { entry: join(root, 'src/runtime/missionJob.ts'), formats: ['es'], fileName: () => 'missions.mjs' },
      rolldownOptions: { output: { codeSplitting: false } },
    },
  });
  const chunks = [result].flat().flatMap((one) => ('output' in one ? one.output : []));
  const code = chunks.filter((chunk) => chunk.type === 'chunk');
  if (code.length !== 1) throw new Error(`expected one module, found ${code.length}`);
  return (code[0] as { code: string }).code;
}

const WORKER = `import { runMissionJob } from '/missions.mjs';
onmessage = async ({ data }) => {
  try { postMessage({ run: (await runMissionJob(data)).run }); } catch (error) { postMessage({ error: String(error.stack ?? error) }); }
};`;

let browser: Browser;
let page: Page;
beforeAll(async () => {
  const code = await bundle();
  browser = await launchChromium();
  page = await browser.newPage();
  const files: Record<string, readonly [string, string]> = {
    '/': ['text/html', '<!doctype html><title>missions</title>'],
    '/missions.mjs': ['text/javascript', code],
    '/worker.mjs': ['text/javascript', WORKER],
  };
  await page.route(`${ORIGIN}/**`, (route) => {
    const found = files[new URL(route.request().url()).pathname];
    return found
      ? route.fulfill({ contentType: found[0], body: found[1] })
      : route.fulfill({ status: 404, body: 'no such file' });
  });
  await page.goto(`${ORIGIN}/`);
});
afterAll(() => browser?.close());

function inChromium(job: MissionJob): Promise<{ run?: MissionDone['run']; error?: string }> {
  return page.evaluate(
    (sent) =>
      new Promise((done) => {
        const worker = new Worker('/worker.mjs', { type: 'module' });
        worker.onmessage = ({ data }) => {
          worker.terminate();
          done(data);
        };
        worker.onerror = ({ message }) => done({ error: `worker: ${message}` });
        worker.postMessage(sent);
      }),
    job,
  );
}

describe('Node and a worker of Chromium agree on missions, brain included', () => {
  it.each(MISSIONS)('%s', async (id) => {
    const job = jobOf(sourceOf(id));
    const [there, here] = [await inChromium(job), (await runMissionJob(job)).run];
    expect(there.error).toBeUndefined();
    console.log(
      `${id}: ${here.outcome} after ${here.timeS.toFixed(2)} s, Node ${here.hash}, Chromium ${there.run?.hash}`,
    );
    expect(here.hash).toMatch(/^[0-9a-f]{16}$/);
    expect(['done', 'gave-up', 'timed-out']).toContain(here.outcome);
    const facts = ({ hash, outcome, timeS, errors, contacts, chargeMin, leads }: MissionDone['run']) => ({
      hash,
      outcome,
      timeS,
      errors,
      contacts,
      chargeMin,
      leads,
    });
    expect(facts(there.run as MissionDone['run'])).toEqual(facts(here));
  });
});
