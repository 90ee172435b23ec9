/** Manners at a door: beside it until people have come out; and what does not count as a door, or as somebody coming. */
import { describe, expect, it } from 'vitest';
import { Doorway } from '../../agents/guide-robot/follow/doorway';
import type { Track } from '../../agents/guide-robot/perceive/tracks';
import { runOne, sourceOf } from '../unit/sil/runs';

/** A wall along x = 6 with a door of this width round y = 3, in a hall of 12 x 6 m. */
function doorOf(widthM: number): Doorway {
  const box = (x: number, y: number, halfX: number, halfY: number): number =>
    Math.hypot(Math.max(0, Math.abs(x) - halfX), Math.max(0, Math.abs(y) - halfY));
  const half = (3 - widthM / 2) / 2;
  const roomAt = (x: number, y: number): number =>
    Math.min(x, 12 - x, y, 6 - y, box(x - 6, y - half, 0.05, half), box(x - 6, y - (6 - half), 0.05, half));
  return new Doorway(0.31, roomAt);
}

const LINE = {
  xM: Float64Array.from({ length: 91 }, (_, i) => 1.5 + 0.1 * i),
  yM: new Float64Array(91).fill(3),
} as unknown as Parameters<Doorway['update']>[0];

function walker(change: Partial<Track>): Track {
  return {
    id: 1,
    xM: 8,
    yM: 3,
    vxMps: -1.2,
    vyMps: 0,
    pp: 0,
    pv: 0,
    vv: 0,
    firstXM: 9,
    firstYM: 3,
    seenS: 0,
    walkingScans: 10,
    standsSinceS: -1e9,
    seenByCamera: true,
    isPerson: true,
    isGuest: false,
    isRobot: false,
    ...change,
  };
}

/** The robot is 2 m before the door. */
const waits = (tracks: readonly Track[], widthM = 1): Doorway['target'] => {
  const doorway = doorOf(widthM);
  doorway.update(LINE, 25, { xM: 4, yM: 3, yawRad: 0 }, tracks, 0);
  return doorway.target;
};

describe('a door', () => {
  it('somebody comes: beside it on the right, near the wall, off the way', () => {
    const target = waits([walker({})]);
    expect(target?.yM).toBeLessThan(3 - 0.9);
    expect(target?.xM).toBeGreaterThan(5);
    expect(target?.xM).toBeLessThan(5.6);
  });

  it('on the left when somebody stands on the right', () => {
    const target = waits([walker({}), walker({ xM: 5.05, yM: 1.75, vxMps: 0 })]);
    expect(target?.yM).toBeGreaterThan(3.9);
  });

  it.each([
    ['nobody', [], 1],
    ['somebody who goes away', [walker({ vxMps: 1.2 })], 1],
    ['somebody who walks along the wall', [walker({ vxMps: 0, vyMps: 1.2 })], 1],
    ['somebody who stands', [walker({ vxMps: 0 })], 1],
    ['another robot: the fleet decides', [walker({ isRobot: true })], 1],
    ['a guest is led', [walker({}), walker({ xM: 3, isGuest: true })], 1],
    ['a wide opening', [walker({})], 2],
    ['somebody still far away and slow', [walker({ xM: 10.8, vxMps: -0.6 })], 1],
  ] as [string, Track[], number][])('drives on: %s', (_what, tracks, widthM) => {
    expect(waits(tracks, widthM)).toBeNull();
  });

  it('goes on when they should be through, and not later than after nine seconds', () => {
    const doorway = doorOf(1);
    const pose = { xM: 4, yM: 3, yawRad: 0 };
    doorway.update(LINE, 25, pose, [walker({})], 0);
    expect(doorway.update(null, 0, pose, [], 1)).toBe(false);
    // 2 m at 1.2 m/s, and a little.
    expect(doorway.update(null, 0, pose, [], 2.6)).toBe(true);
    expect(doorway.target).toBeNull();
    const stands = walker({ xM: 6, vxMps: 0 });
    doorway.update(LINE, 25, pose, [walker({})], 10);
    for (let s = 11; s < 19; s++) expect(doorway.update(null, 0, pose, [stands], s)).toBe(false);
    expect(doorway.update(null, 0, pose, [stands], 19.1)).toBe(true);
    // Tired of waiting: not again at once.
    doorway.update(LINE, 25, pose, [walker({})], 20);
    expect(doorway.target).toBeNull();
  });
});

describe('door-oncoming', () => {
  it('three come out one after the other: the robot is through soon, keeps clear, and does not freeze', async () => {
    for (const seed of [2, 4, 16]) {
      const { run } = await runOne(sourceOf('door-oncoming'), { seed });
      const { figures } = run;
      console.log(
        `door-oncoming, seed ${seed}: ${run.timeS.toFixed(1)} s, longest freeze ${figures?.freezeLongestS.toFixed(1)} s (goal 8), least gap ${figures?.personGapMinM.toFixed(2)} m, ${figures?.causedCollisions} caused`,
      );
      expect(run.misses).toEqual([]);
      expect(figures?.freezeLongestS).toBeLessThan(8);
      expect(figures?.personGapMinM).toBeGreaterThan(0.25);
    }
  }, 600_000);
});
