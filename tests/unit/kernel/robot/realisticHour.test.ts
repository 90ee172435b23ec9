/** An hour of the guided hall with every sensor error on: the shipped brain still leads everybody, touches nobody and charges. */
import { describe, expect, it } from 'vitest';
import { EventKind } from '../../../../src/kernel/events';
import { REALISTIC_SENSORS } from '../../../../src/kernel/robot/sensorPresets';
import { advance } from '../../../../src/kernel/tick';
import { hallOf, specOf } from '../../../worlds/shipped';

describe('realistic sensors', () => {
  it('guided hall, first 75 minutes', async () => {
    const plain = await specOf('guided-hall', { resolution: 'micro' });
    const spec = {
      ...plain,
      robots: plain.robots.map((robot) => ({ ...robot, body: { ...robot.body, ...REALISTIC_SENSORS } })),
    };
    const hall = hallOf(spec);
    advance(hall, hall.startS + 75 * 60);
    const { log } = hall;
    const count = (kind: number): number => {
      let n = 0;
      for (let i = 0; i < log.length; i++) if (log.kind[i] === kind) n++;
      return n;
    };
    const led = count(EventKind.leadStarted);
    const arrived = count(EventKind.leadArrived);
    console.log(
      `realistic sensors, 75 min: ${count(EventKind.robotAsked)} questions, ${led} led, ${arrived} arrived, ${count(EventKind.leadLost)} lost, ${count(EventKind.robotContact)} contacts, ${count(EventKind.chargeStarted)} charges`,
    );
    expect(led).toBeGreaterThan(3);
    // One may still be on the way at the end of the hour.
    expect(led - arrived).toBeLessThanOrEqual(1);
    expect(count(EventKind.leadLost)).toBe(0);
    expect(count(EventKind.robotContact)).toBe(0);
    expect(count(EventKind.chargeStarted)).toBeGreaterThan(0);
  });
});
