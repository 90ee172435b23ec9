/** A scenario of one's own with a 24-hour zone before opening and a glass wall: the time bar begins with the zone, glass is seen through. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Bench, root, shots, startBench } from './harness';
import { hallTimeS, ready, windTo } from './page';

let bench: Bench;
beforeAll(async () => {
  bench = await startBench();
});
afterAll(() => bench?.close());

const text = (path: string): string => readFileSync(join(root, path), 'utf8');

function files(): { name: string; mimeType: string; buffer: Buffer }[] {
  const scene = text('scenes/guided-hall.scene.yaml').replace(
    '\nwalls:\n',
    '\nwalls:\n  - { id: zone-glass, from: [4.8, 1.4], to: [4.8, 7.6], thicknessM: 0.06, heightM: 2.4, glass: true }\n',
  );
  const scenario = text('scenarios/guided-hall.scenario.yaml')
    .replace(/^id: .*$/m, 'id: with-zone')
    .replace(
      '{ windows: [C01-C03], letters: [C] }',
      "{ windows: [C02-C03], letters: [C] }\n  - { windows: [C01], letters: [K], from: '07:00', to: '17:00' }",
    )
    .replace(/\ngroups:\n/, '\ngroups:\n  - { letter: K, name: { zh: 自助机, en: Machine } }\n');
  const item = /\nitems:\n\s+- (?:\{ )?id: ([a-z0-9-]+)/.exec(scenario)?.[1];
  const rules = `
rules:
  channels:
    - { id: machine, kind: self-service, letter: K, items: [${item}], willingShare: 0.1, policy: if-willing }
  zone24:
    channels: [machine]
    rate: [{ from: '07:00', to: '09:00', perHour: 60 }]
`;
  return [
    { name: 'with-zone.scenario.yaml', mimeType: 'text/yaml', buffer: Buffer.from(scenario + rules) },
    { name: 'guided-hall.scene.yaml', mimeType: 'text/yaml', buffer: Buffer.from(scene) },
  ];
}

describe('a 24-hour zone behind glass', () => {
  it('the time bar begins when its first visitor can come, and winds there', async () => {
    const { page, complaints } = await bench.open('lang=zh&play=0', { width: 1440, height: 900 });
    await ready(page);
    await page.getByTestId('files').setInputFiles(files());
    await expect
      .poll(() => page.evaluate(() => window.hallTwin?.figures.getState().drawing?.scenarioId), { timeout: 30_000 })
      .toBe('with-zone');
    const slider = page.locator('.timeline [role=slider]');
    await expect.poll(() => slider.getAttribute('aria-valuemin'), { timeout: 10_000 }).toBe(String(7 * 3600));
    expect(await page.locator('.timeline').textContent()).toContain('24小时区 07:00 起');
    await windTo(page, 7.5 * 3600);
    expect(await hallTimeS(page)).toBeCloseTo(7.5 * 3600, 0);
    const inside = await page.evaluate(() => window.hallTwin?.figures.getState().frame?.people ?? -1);
    expect(inside).toBeGreaterThan(0);
    await page.screenshot({ path: `${shots}/zone-glass.png` });
    expect(complaints).toEqual([]);
    await page.context().close();
  });
});
