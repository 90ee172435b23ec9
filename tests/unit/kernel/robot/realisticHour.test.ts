/**
 * An hour of the guided hall as it ships, with every sensor error on: the brain leads everybody, touches nobody and charges, and
 * nothing is sensed while it stands at its post or on the dock.
 */
import { describe, expect, it } from 'vitest';
import { EventKind } from '../../../../src/kernel/events';
import { REALISTIC_SENSORS } from '../../../../src/kernel/robot/sensorPresets';
import { ROBOT_ACTIVITIES } from '../../../../src/kernel/robot/system';
import { advance } from '../../../../src/kernel/tick';
import { hallOf, specOf } from '../../../worlds/shipped';

describe('realistic sensors', () => {
  it('guided hall, first 75 minutes', async () => {
    const spec = await specOf('guided-hall', { resolution: 'micro' });
    expect(spec.robots[0]?.body).toMatchObject(REALISTIC_SENSORS);
    const hall = hallOf(spec);
    const { robots } = hall;
    if (!robots) throw new Error('no robot');
    // Seconds at rest at the post or on the dock, and those of them in which anything was sensed.
    let restingS = 0;
    let sensedS = 0;
    for (let s = 1, scans = 0; s <= 75 * 60; s++) {
      advance(hall, hall.startS + s);
      const sensed = robots.work(0).scans - scans;
      scans += sensed;
      const activity = ROBOT_ACTIVITIES[robots.activity[0] as number];
      if (activity !== 'at-post' && activity !== 'charging') continue;
      restingS++;
      if (sensed > 0) sensedS++;
    }
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
    console.log(
      `at rest (post, dock) ${restingS} s, in ${sensedS} of them something was sensed; ${robots.work(0).scans} scans in 75 min`,
    );
    expect(restingS).toBeGreaterThan(1800);
    // It wakes for who speaks to it, and looks until it has come to rest.
    expect(sensedS / restingS).toBeLessThan(0.03);
    expect(led).toBeGreaterThan(3);
    // One may still be on the way at the end of the hour.
    expect(led - arrived).toBeLessThanOrEqual(1);
    expect(count(EventKind.leadLost)).toBe(0);
    expect(count(EventKind.robotContact)).toBe(0);
    expect(count(EventKind.chargeStarted)).toBeGreaterThan(0);
  });
});
