/** Determinism across engines: the same scenario and seed give the same hash in Node and in Chromium's worker. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hashHall } from '../../src/kernel/save';
import { advance } from '../../src/kernel/tick';
import { hallOf, shippedScenarios, specOf } from '../worlds/shipped';
import { type Bench, startBench } from './harness';
import { hashOf, ready, windTo } from './page';

let bench: Bench;
beforeAll(async () => {
  bench = await startBench();
});
afterAll(() => bench?.close());

async function nodeHash(id: string, resolution: 'meso' | 'micro', untilS: number): Promise<string> {
  const hall = hallOf(await specOf(id, { resolution }));
  advance(hall, untilS);
  return hashHall(hall);
}

describe('Node and Chromium agree', () => {
  it.each(shippedScenarios)('%s, whole day in meso', async (id) => {
    const { page } = await bench.open(`scenario=${id}&resolution=meso&play=0&view=table`);
    await ready(page);
    await windTo(page, 24 * 3600);
    expect(await hashOf(page)).toBe(await nodeHash(id, 'meso', 24 * 3600));
    await page.context().close();
  });

  it('guided-hall in micro with robot, brain and physics: at 10:30, again after winding back, and past a charge', async () => {
    const { page } = await bench.open('scenario=guided-hall&play=0&view=table');
    await ready(page);
    await windTo(page, 10.5 * 3600);
    const there = await hashOf(page);
    expect(there).toBe(await nodeHash('guided-hall', 'micro', 10.5 * 3600));
    await windTo(page, 9.2 * 3600);
    expect(await hashOf(page)).toBe(await nodeHash('guided-hall', 'micro', 9.2 * 3600));
    await windTo(page, 10.5 * 3600);
    expect(await hashOf(page)).toBe(there);
    await page.context().close();
  });

  it('zhaoqing-property-before in micro, morning', async () => {
    const { page } = await bench.open('scenario=zhaoqing-property-before&resolution=micro&play=0&view=table');
    await ready(page);
    await windTo(page, 11 * 3600);
    expect(await hashOf(page)).toBe(await nodeHash('zhaoqing-property-before', 'micro', 11 * 3600));
    await page.context().close();
  });
});
