import { describe, expect, it } from 'vitest';
import { Purpose, RandomStream } from '../../../../src/kernel/base/random';
import {
  afterCharge,
  afterDrain,
  capacityJ,
  chargeCurrentA,
  chargeSeconds,
  drivePowerW,
  restVoltageV,
  voltageV,
  withLossW,
  wornPack,
} from '../../../../src/kernel/robot/battery';
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

  it('charges with constant current to the taper point, then with ever less, and holds less when aged', () => {
    expect(chargeCurrentA(pack, 0.5)).toBe(pack.chargeCurrentA);
    expect(chargeCurrentA(pack, 0.925)).toBeCloseTo(pack.chargeCurrentA / 2, 9);
    // The current is the slope of the charge.
    for (const ratio of [0.3, 0.7, 0.9, 0.97]) {
      const perS = (afterCharge(pack, ratio, 1) - ratio) * pack.capacityAh * 3600;
      expect(perS / chargeCurrentA(pack, ratio)).toBeCloseTo(1, 3);
    }
    const aged = wornPack(pack, 0.8, 0);
    expect(capacityJ(aged) / capacityJ(pack)).toBeCloseTo(0.8, 12);
    expect(chargeSeconds(aged, 0.1, 0.9) / chargeSeconds(pack, 0.1, 0.9)).toBeCloseTo(0.8, 9);
    expect(1 - afterDrain(aged, 1, 50, 3600)).toBeCloseTo((1 - afterDrain(pack, 1, 50, 3600)) / 0.8, 9);
  });

  it('has the flat voltage of LiFePO4 with steep ends, lower under load and higher on the charger', () => {
    const rest = [0, 0.1, 0.2, 0.5, 0.8, 0.9, 1].map((ratio) => restVoltageV(pack, ratio));
    console.log(`rest voltage at 0, 10, 20, 50, 80, 90, 100%: ${rest.map((v) => v.toFixed(2)).join(', ')} V`);
    for (let k = 1; k < rest.length; k++) expect(rest[k]).toBeGreaterThan(rest[k - 1] as number);
    expect((rest[4] as number) - (rest[2] as number)).toBeLessThan(0.05 * pack.voltageV);
    expect((rest[1] as number) - (rest[0] as number)).toBeGreaterThan(0.1 * pack.voltageV);
    expect(voltageV(pack, 0.5, -4)).toBeCloseTo((rest[3] as number) - 4 * pack.resistanceOhm, 12);
    expect(voltageV(pack, 0.5, 5)).toBeGreaterThan(rest[3] as number);
    // More resistance turns more of the load to heat: R (P / V)^2.
    expect(withLossW(pack, 51.2, 0.5) - 51.2).toBeCloseTo(0.5 * 4, 9);
    expect(withLossW(pack, 51.2, 0)).toBe(51.2);
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
