import { describe, expect, it } from 'vitest';
import { Purpose, RandomStream } from '../../../../src/kernel/base/random';
import { afterCharge, afterDrain, chargeSeconds, drivePowerW } from '../../../../src/kernel/robot/battery';
import { addMotion } from '../../../../src/kernel/robot/odometry';
import { KETTY } from '../../../worlds/room';

const pack = KETTY.battery;

describe('battery', () => {
  it('lasts more than eight hours of work and charges in about four hours', () => {
    const workingW = pack.activeW + drivePowerW(KETTY, 0.5, 0) * 0.4;
    const hours = (pack.voltageV * pack.capacityAh) / workingW;
    console.log(
      `work ${workingW.toFixed(0)} W: ${hours.toFixed(1)} h; charge 5% -> 99%: ${(chargeSeconds(pack, 0.05, 0.99) / 3600).toFixed(2)} h`,
    );
    expect(hours).toBeGreaterThan(8);
    expect(chargeSeconds(pack, 0.05, 0.99) / 3600).toBeGreaterThan(2);
    expect(chargeSeconds(pack, 0.05, 0.99) / 3600).toBeLessThan(4.5);
  });

  it('charging is the same in one step as in many, through the taper', () => {
    let stepped = 0.3;
    for (let i = 0; i < 3600; i++) stepped = afterCharge(pack, stepped, 3);
    expect(stepped).toBeCloseTo(afterCharge(pack, 0.3, 10_800), 9);
    expect(afterCharge(pack, 0.3, 1e9)).toBeLessThanOrEqual(1);
    expect(afterCharge(pack, 0.2, chargeSeconds(pack, 0.2, 0.95))).toBeCloseTo(0.95, 9);
  });

  it('never falls below empty', () => {
    expect(afterDrain(pack, 0.001, 100, 1e6)).toBe(0);
  });

  it('braking gives nothing back, accelerating costs m a v', () => {
    expect(drivePowerW(KETTY, 0.5, -1)).toBeCloseTo(drivePowerW(KETTY, 0.5, 0), 12);
    expect(drivePowerW(KETTY, 0.5, 0.4) - drivePowerW(KETTY, 0.5, 0)).toBeCloseTo(38 * 0.4 * 0.5, 9);
  });
});

describe('odometry', () => {
  it('drifts as much as its parameters say, whatever the tick length', () => {
    for (const step of [0.01, 0.04]) {
      const ends: number[] = [];
      const yaws: number[] = [];
      for (let run = 0; run < 400; run++) {
        const columns = { x: new Float64Array(1), y: new Float64Array(1), yaw: new Float64Array(1) };
        const noise = new RandomStream(run, Purpose.robotOdometry);
        for (let d = 0; d < 10 - 1e-9; d += step) addMotion(columns, 0, step, 0, KETTY.odometry, noise);
        ends.push(columns.x[0] as number);
        yaws.push(columns.yaw[0] as number);
      }
      const sd = (values: number[]): number => {
        const m = values.reduce((sum, v) => sum + v, 0) / values.length;
        return Math.sqrt(values.reduce((sum, v) => sum + (v - m) ** 2, 0) / (values.length - 1));
      };
      expect(sd(yaws) / (KETTY.odometry.yawPerMetre * Math.sqrt(10))).toBeCloseTo(1, 0);
      expect(sd(ends)).toBeGreaterThan(0.03);
      expect(sd(ends)).toBeLessThan(0.07);
    }
  });

  it('a robot at rest does not drift', () => {
    const columns = { x: new Float64Array(1), y: new Float64Array(1), yaw: new Float64Array(1) };
    addMotion(columns, 0, 0, 0, KETTY.odometry, new RandomStream(1, Purpose.robotOdometry));
    expect([columns.x[0], columns.y[0], columns.yaw[0]]).toEqual([0, 0, 0]);
  });
});
