/** Wheels: sizes, slip, and what odometry makes of it; the base's own reflexes. */
import { describe, expect, it } from 'vitest';
import { Purpose, RandomStream } from '../../../../src/kernel/base/random';
import { BASIC_SENSORS } from '../../../../src/kernel/robot/sensorPresets';
import { byEncoders, makeWheels, onFloor, turnWheels } from '../../../../src/kernel/robot/wheels';
import { mean, RobotRoom, sd } from '../../../worlds/robotRoom';
import { box, room } from '../../../worlds/room';

const { wheels } = BASIC_SENSORS;

describe('wheels', () => {
  it('slip has its mean and spread, wheels apart', () => {
    const spec = { ...wheels, slipShare: 0.2, slipSigmaShare: 0.03 };
    const state = makeWheels();
    const noise = new RandomStream(1, Purpose.robotSlip);
    const left: number[] = [];
    const right: number[] = [];
    for (let k = 0; k < 40_000; k++) {
      turnWheels(spec, state, 0, 0.05, noise);
      left.push(1 - state.left);
      right.push(1 - state.right);
    }
    const apart = left.map((value, k) => value - (right[k] as number));
    console.log(
      `slip: mean ${mean(left).toFixed(4)} (0.2), sd ${sd(left).toFixed(4)} (0.03), difference sd ${sd(apart).toFixed(4)} (0.0424)`,
    );
    expect(mean(left)).toBeCloseTo(0.2, 2);
    expect(sd(left) / 0.03).toBeCloseTo(1, 1);
    expect(sd(apart) / (0.03 * Math.SQRT2)).toBeCloseTo(1, 1);
  });

  it('encoder and floor speeds are each other reversed', () => {
    const state = { slipLeft: 0, slipRight: 0, left: 0.9, right: 1.02 };
    const [v, w] = onFloor(wheels, state, 0.5, -0.4);
    const [back, turn] = byEncoders(wheels, state, v, w);
    expect([back, turn]).toEqual([expect.closeTo(0.5, 12), expect.closeTo(-0.4, 12)]);
  });

  it('larger wheels: drives farther than it says; unequal ones: a curve it does not know', () => {
    const odometry = { perMetre: 0, perRadian: 0, yawPerMetre: 0 };
    const straight = (change: Partial<typeof wheels>) =>
      new RobotRoom({ body: { wheels: { ...wheels, ...change }, odometry }, decide: () => ({ v: 0.5 }) }).run(12);
    const large = straight({ sizeBiasShare: 0.05 });
    const said = large.percept.odometry.xM;
    const did = (large.robots.xM[0] as number) - 3;
    console.log(`wheels 5% larger: says ${said.toFixed(3)} m, drove ${did.toFixed(3)} m`);
    expect(did / said).toBeCloseTo(1.05, 2);
    const uneven = straight({ sizeDifferenceShare: 0.01 });
    // Yaw of an arc: way x difference / track.
    expect(uneven.robots.yawRad[0]).toBeCloseTo(((uneven.robots.distanceM[0] as number) * 0.01) / wheels.trackM, 2);
    expect(uneven.percept.odometry.yawRad).toBeCloseTo(0, 6);
  });

  it('a robot held by a wall does not turn its wheels, so odometry stops too', () => {
    const odometry = { perMetre: 0, perRadian: 0, yawPerMetre: 0 };
    const body = { odometry, wheels: { ...wheels, slipShare: 0.1 } };
    const pushed = new RobotRoom({
      body,
      starts: [{ xM: 18, yM: 5, yawRad: 0 }],
      decide: () => ({ v: 0.5 }),
    }).run(10);
    expect(pushed.robots.xM[0]).toBeCloseTo(20 - 0.31, 2);
    expect(pushed.percept.odometry.xM).toBeCloseTo((20 - 0.31 - 18) / 0.9, 1);
    expect(pushed.percept.contacts.bumper).toBe(true);
  });
});

describe('floor', () => {
  const drop = { ...box('stairs', 6, 5, 0.5, 2), kind: 'drop' as const, heightM: 0, blocksLaser: false };
  const run = (cliff: { reachM: number } | null) =>
    new RobotRoom({ layout: room(20, 10, [drop]), body: { cliff }, decide: () => ({ v: 0.5 }) }).run(12);

  it('a robot with a cliff sensor stops before a step, says so, and can back off', () => {
    const stopped = run({ reachM: 0.05 });
    expect(stopped.percept.contacts.cliff).toBe(true);
    expect(stopped.robots.xM[0]).toBeLessThan(5.5);
    expect(stopped.outputs.filter(({ kind }) => kind === 'contact')).toEqual([]);
    stopped.decide = () => ({ v: -0.2 });
    const before = stopped.robots.xM[0] as number;
    stopped.run(4);
    expect(stopped.robots.xM[0]).toBeLessThan(before - 0.3);
    expect(stopped.percept.contacts.cliff).toBe(false);
  });

  it('one without drives over it and stays there', () => {
    const fallen = run(null);
    expect(fallen.outputs.filter(({ kind }) => kind === 'contact')).toHaveLength(1);
    expect(fallen.robots.xM[0]).toBeGreaterThan(5.5);
    expect(fallen.robots.xM[0]).toBeLessThan(5.8);
    expect(fallen.percept.scans).toBeDefined();
  });
});
