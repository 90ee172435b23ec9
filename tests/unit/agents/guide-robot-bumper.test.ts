/** The bumper's segments: which way is closed, when one is broken, and how the recovery gets out of a touch. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { BumperSide, Percept } from '../../../agents/contract';
import { BUMPER_SIDES } from '../../../agents/contract';
import { defaultBrainParams } from '../../../agents/guide-robot';
import { Bumper } from '../../../agents/guide-robot/guard/bumper';
import { ScanPoints } from '../../../agents/guide-robot/perceive/scanPoints';
import { Recovery } from '../../../agents/guide-robot/recover/recovery';
import { NOTHING } from '../../../agents/guide-robot/tasks/fresh';

const SCAN = new ScanPoints();

function pressed(sides: readonly BumperSide[] | undefined, xM = 0): Percept {
  return {
    ...NOTHING,
    odometry: { ...NOTHING.odometry, xM },
    contacts: {
      bumper: sides === undefined || sides.length > 0,
      ...(sides === undefined ? {} : { bumperSides: sides }),
      emergencyStop: false,
      cliff: false,
    },
  };
}

function felt(...percepts: Percept[]): Bumper {
  const bumper = new Bumper();
  for (const percept of percepts) bumper.update(percept, SCAN);
  return bumper;
}

describe('bumper', () => {
  it.each([
    [['front'], true, false],
    [['front-left'], true, false],
    [['front-right'], true, false],
    [['rear'], false, true],
    [['rear-left', 'rear'], false, true],
    [['front', 'rear-right'], true, true],
    [[], false, false],
  ] as [BumperSide[], boolean, boolean][])('%s', (sides, ahead, behind) => {
    const bumper = felt(pressed(sides));
    expect([bumper.ahead, bumper.behind, bumper.broken]).toEqual([ahead, behind, false]);
  });

  it('a percept without sides, as in older recordings, is read by the nearest echo', () => {
    const bumper = new Bumper();
    const scan = new ScanPoints();
    scan.take({
      stampS: 0,
      beamStepS: 0,
      mount: { xM: 0, yM: 0, yawRad: 0 },
      angleMinRad: Math.PI,
      angleStepRad: 0.1,
      rangeMinM: 0.05,
      rangeMaxM: 12,
      rangesM: Float32Array.of(0.32),
    });
    bumper.update(pressed(undefined), scan);
    expect([bumper.ahead, bumper.behind]).toEqual([false, true]);
    // All round at once tells no side either.
    bumper.update(pressed(BUMPER_SIDES), scan);
    expect([bumper.ahead, bumper.behind]).toEqual([false, true]);
  });

  it('a segment that stays pressed where nothing can press it is broken, until it lets go', () => {
    const bumper = felt(pressed(['front']), pressed(['front'], -0.09));
    expect([bumper.ahead, bumper.broken]).toEqual([true, false]);
    bumper.update(pressed(['front'], -0.12), SCAN);
    expect([bumper.ahead, bumper.broken]).toEqual([false, true]);
    bumper.update(pressed(['front', 'rear'], 0.1), SCAN);
    expect([bumper.ahead, bumper.behind, bumper.broken]).toEqual([false, true, true]);
    bumper.update(pressed([], 0.1), SCAN);
    bumper.update(pressed(['front'], 0.1), SCAN);
    expect([bumper.ahead, bumper.broken]).toEqual([true, false]);
  });

  it('saved and loaded it goes on the same, whatever was pressed', () => {
    const sides = fc.subarray([...BUMPER_SIDES]);
    fc.assert(
      fc.property(
        fc.array(fc.tuple(sides, fc.double({ min: -1, max: 1, noNaN: true })), { maxLength: 12 }),
        (steps) => {
          const one = new Bumper();
          for (const [list, x] of steps) {
            const other = new Bumper();
            other.load(structuredClone(one.save()));
            one.update(pressed(list, x), SCAN);
            other.update(pressed(list, x), SCAN);
            expect([other.ahead, other.behind, other.broken, other.save()]).toEqual([
              one.ahead,
              one.behind,
              one.broken,
              one.save(),
            ]);
          }
        },
      ),
      { numRuns: 100 },
    );
  });
});

describe('out of a touch', () => {
  const at = (xM: number) => ({ xM, yM: 0, yawRad: 0 });
  const wanted = () => ({ linearMps: 0, angularRps: 0, curvature: null });

  it('backs out of what is ahead, drives out of what is behind, and stands between two', () => {
    for (const [sides, sign] of [
      [['front-left'], -1],
      [['rear'], 1],
      [['front', 'rear'], 0],
    ] as [BumperSide[], number][]) {
      const recovery = new Recovery(defaultBrainParams);
      const out = wanted();
      expect(recovery.leave(at(0), felt(pressed(sides)), 0, out)).toBe(sign !== 0);
      expect(Math.sign(out.linearMps)).toBe(sign);
    }
  });

  it('ends after a hand, at a touch on the other side, or after some seconds, and not more than three times in one touch', () => {
    const recovery = new Recovery(defaultBrainParams);
    const front = felt(pressed(['front']));
    expect(recovery.leave(at(0), front, 0, wanted())).toBe(true);
    expect(recovery.leave(at(-0.1), front, 1, wanted())).toBe(true);
    expect(recovery.leave(at(-0.13), front, 2, wanted())).toBe(false);
    expect(recovery.leave(at(-0.13), front, 3, wanted())).toBe(true);
    expect(recovery.leave(at(-0.14), felt(pressed(['front', 'rear'])), 4, wanted())).toBe(false);
    expect(recovery.leave(at(-0.14), front, 5, wanted())).toBe(true);
    expect(recovery.leave(at(-0.14), front, 9, wanted())).toBe(false);
    expect(recovery.leave(at(-0.14), front, 10, wanted())).toBe(false);
    recovery.leave(at(-0.14), felt(pressed([])), 11, wanted());
    expect(recovery.leave(at(-0.14), front, 12, wanted())).toBe(true);
  });
});
