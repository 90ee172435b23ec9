/** The guard, whatever is wanted of it (fast-check): it only slows, never drives blind, and stops before what stands there. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Percept, PersonDetection } from '../../../agents/contract';
import { defaultBrainParams } from '../../../agents/guide-robot';
import { Guard } from '../../../agents/guide-robot/guard/guard';
import { ScanPoints } from '../../../agents/guide-robot/perceive/scanPoints';

const BEAMS = 360;
const DISC_M = 0.2;
type Disc = { readonly x: number; readonly y: number };

/** @param wallM a wall straight ahead */
function scanOf(discs: readonly Disc[], wallM = Number.POSITIVE_INFINITY): ScanPoints {
  const ranges = new Float32Array(BEAMS).fill(Number.POSITIVE_INFINITY);
  for (let i = 0; i < BEAMS; i++) {
    const angle = -Math.PI + (i * 2 * Math.PI) / BEAMS;
    if (Math.cos(angle) > 0.01 && wallM / Math.cos(angle) < 12) ranges[i] = wallM / Math.cos(angle);
    for (const { x, y } of discs) {
      const along = x * Math.cos(angle) + y * Math.sin(angle);
      const beside2 = x * x + y * y - along * along;
      if (along <= 0 || beside2 >= DISC_M * DISC_M) continue;
      ranges[i] = Math.min(ranges[i] as number, along - Math.sqrt(DISC_M * DISC_M - beside2));
    }
  }
  const points = new ScanPoints();
  points.take({
    stampS: 0,
    beamStepS: 0,
    mount: { xM: 0, yM: 0, yawRad: 0 },
    angleMinRad: -Math.PI,
    angleStepRad: (2 * Math.PI) / BEAMS,
    rangeMinM: 0.05,
    rangeMaxM: 12,
    rangesM: ranges,
  });
  return points;
}

function perceptOf(stampS: number, contacts: Partial<Percept['contacts']> = {}): Percept {
  return {
    stampS,
    odometry: { xM: 0, yM: 0, yawRad: 0, linearMps: 0, angularRps: 0 },
    imu: null,
    scans: [],
    battery: { chargeRatio: 1, voltageV: 25, currentA: 0, charging: false },
    contacts: { bumper: false, emergencyStop: false, cliff: false, ...contacts },
    dockMarker: null,
    people: [],
    heard: [],
    touched: [],
    presented: [],
    requests: [],
  };
}

/** Evenly spread: fast-check's own doubles are mostly tiny. */
const between = (low: number, high: number) =>
  fc.integer({ min: 0, max: 10_000 }).map((k) => low + ((high - low) * k) / 10_000);
const anySpeed = fc.oneof(between(-3, 3), fc.constantFrom(Number.NaN, Infinity, -Infinity, 0));
const disc = fc.record({
  x: between(-3, 3),
  y: between(-3, 3),
});
/** Where a drive of a few seconds leads. */
const near = fc.record({
  x: between(-1, 2.5),
  y: between(-0.8, 0.8),
});
const person = fc.record({
  xM: between(-3, 3),
  yM: between(-3, 3),
  vxMps: between(-2, 2),
  vyMps: between(-2, 2),
});
const detections = fc
  .array(person, { maxLength: 4 })
  .map((all): PersonDetection[] =>
    all.map((one, trackId) => ({ ...one, trackId, isGuest: false, posture: 'unknown' })),
  );

describe('guard, whatever is wanted', () => {
  const { params } = { params: defaultBrainParams };

  it('only ever slows, keeps the sign, and stays within the limits', () => {
    fc.assert(
      fc.property(anySpeed, anySpeed, fc.array(disc, { maxLength: 5 }), detections, (v, w, discs, people) => {
        const wanted = { linearMps: v, angularRps: w, curvature: null };
        new Guard(params).limit(wanted, scanOf(discs), perceptOf(0.1), people, { kind: 'drive' });
        expect(Number.isFinite(wanted.linearMps + wanted.angularRps)).toBe(true);
        expect(wanted.linearMps).toBeLessThanOrEqual(params.maxLinearMps);
        expect(wanted.linearMps).toBeGreaterThanOrEqual(-params.maxReverseMps);
        expect(Math.abs(wanted.angularRps)).toBeLessThanOrEqual(params.maxAngularRps);
        if (Number.isFinite(v)) {
          expect(Math.abs(wanted.linearMps)).toBeLessThanOrEqual(Math.abs(v) + 1e-12);
          expect(wanted.linearMps * v).toBeGreaterThanOrEqual(0);
        }
      }),
      { numRuns: 400 },
    );
  });

  it('never drives without a fresh scan, on the emergency stop, or forward over an edge', () => {
    fc.assert(
      fc.property(
        anySpeed,
        anySpeed,
        fc.array(disc, { maxLength: 3 }),
        fc.integer({ min: 0, max: 2 }),
        (v, w, discs, kind) => {
          const wanted = { linearMps: v, angularRps: w, curvature: null };
          const percept = [perceptOf(5), perceptOf(0.1, { emergencyStop: true }), perceptOf(0.1, { cliff: true })][
            kind
          ] as Percept;
          new Guard(params).limit(wanted, scanOf(discs), percept, [], { kind: 'drive' });
          if (kind === 2) expect(wanted.linearMps).toBeLessThanOrEqual(0);
          else expect(wanted.linearMps).toBe(0);
          if (kind === 1) expect(wanted.angularRps).toBe(0);
        },
      ),
      { numRuns: 200 },
    );
  });

  it('stops before everything that stands there, from any speed that leaves room to brake', () => {
    let worst = Number.POSITIVE_INFINITY;
    let drives = 0;
    fc.assert(
      fc.property(
        fc.array(near, { minLength: 1, maxLength: 4 }),
        between(-0.2, 0.8),
        between(-0.5, 0.5),
        (all, v, w) => {
          let discs = all.filter(({ x, y }) => Math.sqrt(x * x + y * y) > DISC_M + params.radiusM + 0.03);
          let speed = 0;
          let turning = 0;
          let held = { v: 0, w: 0 };
          const guard = new Guard(params);
          for (let tick = 0; tick < 140; tick++) {
            if (tick % 2 === 0) {
              const wanted = { linearMps: v, angularRps: w, curvature: null };
              guard.limit(wanted, scanOf(discs), perceptOf(0), [], { kind: 'drive' });
              held = { v: wanted.linearMps, w: wanted.angularRps };
            }
            speed += Math.max(-0.04, Math.min(0.025, held.v - speed));
            turning += Math.max(-0.1, Math.min(0.1, held.w - turning));
            const c = Math.cos(turning * 0.05);
            const s = Math.sin(turning * 0.05);
            discs = discs.map(({ x, y }) => {
              const px = x - speed * 0.05;
              return { x: c * px + s * y, y: -s * px + c * y };
            });
            for (const { x, y } of discs) worst = Math.min(worst, Math.sqrt(x * x + y * y) - DISC_M - params.radiusM);
          }
          drives++;
        },
      ),
      { numRuns: 120 },
    );
    console.log(`guard alone among standing discs, ${drives} drives: least gap ${(1000 * worst).toFixed(0)} mm`);
    expect(worst).toBeGreaterThan(0);
    // They did come near: the drives were no walk in an empty park.
    expect(worst).toBeLessThan(0.15);
  });
});

describe('docking', () => {
  it('goes no nearer than a centimetre to what stands behind the contacts, however deep it is sent', () => {
    const { radiusM } = defaultBrainParams;
    const wantedAt = (gapM: number): number => {
      const wanted = { linearMps: 0.05, angularRps: 0, curvature: null };
      const marker = { xM: -0.03, yM: 0, yawRad: 0 };
      new Guard(defaultBrainParams).limit(wanted, scanOf([], radiusM + gapM), perceptOf(0), [], {
        kind: 'dock',
        marker,
      });
      return wanted.linearMps;
    };
    expect(wantedAt(0.05)).toBeGreaterThan(0);
    expect(wantedAt(0.03)).toBeGreaterThan(0);
    expect(wantedAt(0.008)).toBe(0);
    expect(wantedAt(-0.005)).toBe(0);
  });
});
