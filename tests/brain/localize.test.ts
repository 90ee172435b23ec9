/** Being lost, in small: which pose of several alike, honest words, save and load while lost. */
import { describe, expect, it } from 'vitest';
import { createGuideRobot } from '../../agents/guide-robot';
import type { Box } from './world';
import { hallSite, rasterize, World } from './world';

/** 40 x 8 m, the same seen from both ends; only a box in the middle, out of sight there, tells them apart. */
const ALIKE: readonly Box[] = [
  { x0: 0, y0: 0, x1: 40, y1: 0.2 },
  { x0: 0, y0: 7.8, x1: 40, y1: 8 },
  { x0: 0, y0: 0, x1: 0.2, y1: 8 },
  { x0: 39.8, y0: 0, x1: 40, y1: 8 },
  { x0: 6, y0: 3, x1: 7, y1: 5 },
  { x0: 33, y0: 3, x1: 34, y1: 5 },
  { x0: 19, y0: 0.2, x1: 21, y1: 2 },
];

function alikeWorld(seed: number): World {
  const start = { xM: 15, yM: 4, yawRad: 0 };
  const map = rasterize(ALIKE, 40, 8);
  const site = hallSite({ map, windows: [], items: [], dock: null, post: start, start });
  return new World({ site, boxes: ALIKE, seed });
}

describe('a lost robot', () => {
  it('tells two ends of a hall apart that look alike, by driving on until it sees the difference', () => {
    const lines: string[] = [];
    for (let seed = 1; seed <= 2; seed++) {
      const world = alikeWorld(seed);
      world.request({ kind: 'go-to', pose: { xM: 25, yM: 4, yawRad: 0 } });
      world.runFor(4);
      Object.assign(world, { x: seed % 2 ? 3 : 37, y: 2 + seed, yaw: seed });
      expect(world.runUntil((w) => w.activity === 'localizing', 20)).toBe(true);
      const lostS = world.nowS;
      expect(world.lastCommand?.status).toMatchObject({ localized: false, error: { name: 'LOCALIZATION_LOST' } });
      expect(world.runUntil((w) => w.saidActs().includes('lost'), 2)).toBe(true);
      expect(world.runUntil((w) => w.activity !== 'localizing', 180)).toBe(true);
      lines.push(`${(world.nowS - lostS).toFixed(0)} s`);
      const { positionM, yawRad } = world.estimateError();
      expect(positionM, `seed ${seed}`).toBeLessThan(0.15);
      expect(yawRad).toBeLessThan(0.05);
      expect(world.lastCommand?.status).toMatchObject({ localized: true, error: null });
      expect(world.runUntil((w) => Math.abs(w.x - 25) < 0.2, 90)).toBe(true);
      expect(world.minWallGapM).toBeGreaterThan(0);
    }
    console.log(`two ends alike: found after ${lines.join(', ')}`);
  }, 300_000);

  it('saved while lost and loaded into a fresh brain, searches on bit for bit', () => {
    const world = alikeWorld(5);
    world.keepPercepts = true;
    world.request({ kind: 'go-to', pose: { xM: 25, yM: 4, yawRad: 0 } });
    world.runFor(4);
    Object.assign(world, { x: 37, y: 2.5, yaw: 1 });
    expect(world.runUntil((w) => w.activity === 'localizing', 20)).toBe(true);
    world.runFor(3);
    const from = world.percepts.length;
    const saved = world.brain.save();
    world.runFor(12);
    const fresh = createGuideRobot(world.site, world.params, 12345);
    fresh.load(structuredClone(saved));
    for (const percept of world.percepts.slice(from)) fresh.step(percept);
    expect(fresh.save()).toEqual(world.brain.save());
    expect(fresh.inspect().particles.length).toBeGreaterThan(4 * 50);
  });
});
