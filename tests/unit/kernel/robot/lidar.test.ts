/** The laser's special cases: taken while moving, glass, legs, a field of view, other robots. The physics oracle is in tests/unit/physics. */
import { describe, expect, it } from 'vitest';
import { Purpose, RandomStream } from '../../../../src/kernel/base/random';
import { addPeople, type Discs, makeDiscs } from '../../../../src/kernel/robot/discs';
import { Lidar } from '../../../../src/kernel/robot/lidar';
import { type LidarEdges, lidarEdges } from '../../../../src/kernel/robot/lidarEdges';
import { lidarScene } from '../../../worlds/lidarScene';
import { RobotRoom } from '../../../worlds/robotRoom';
import { box, KETTY, room } from '../../../worlds/room';

const exact = { ...KETTY.lidar, rangeMinM: 0, rangeMaxM: 40, sigmaM: 0, dropoutShare: 0 };
const nobody = makeDiscs(1);

/** One ray against everything, without any cleverness. */
function ray(edges: LidarEdges, discs: Discs, x: number, y: number, angle: number, discTimeS: number): number {
  const ux = Math.cos(angle);
  const uy = Math.sin(angle);
  let nearest = Infinity;
  for (let i = 0; i < edges.count; i++) {
    const ex = (edges.bx[i] as number) - (edges.ax[i] as number);
    const ey = (edges.by[i] as number) - (edges.ay[i] as number);
    const px = (edges.ax[i] as number) - x;
    const py = (edges.ay[i] as number) - y;
    const cross = ux * ey - uy * ex;
    if (cross <= 0) continue;
    const range = (px * ey - py * ex) / cross;
    const share = (px * uy - py * ux) / cross;
    if (range >= 0 && share >= 0 && share <= 1) nearest = Math.min(nearest, range);
  }
  for (let i = 0; i < discs.count; i++) {
    const px = (discs.xM[i] as number) + (discs.vxMps[i] as number) * discTimeS - x;
    const py = (discs.yM[i] as number) + (discs.vyMps[i] as number) * discTimeS - y;
    const forward = px * ux + py * uy;
    const inside = (discs.radiusM[i] as number) ** 2 - (px * uy - py * ux) ** 2;
    if (inside < 0 || forward - Math.sqrt(inside) < 0) continue;
    nearest = Math.min(nearest, forward - Math.sqrt(inside));
  }
  return nearest <= 40 ? nearest : Infinity;
}

describe('a scan taken while the robot drives and people walk', () => {
  it("every beam is what a ray from that beam's own place and time meets", () => {
    const scene = lidarScene(150, 30);
    const draws = new RandomStream(2, Purpose.test);
    for (let i = 0; i < scene.discs.count; i++) {
      scene.discs.vxMps[i] = draws.uniformBetween(-1.3, 1.3);
      scene.discs.vyMps[i] = draws.uniformBetween(-1.3, 1.3);
    }
    const edges = lidarEdges(scene.layout);
    const lidar = new Lidar(edges, { ...exact, sweeps: true });
    let compared = 0;
    let worst = 0;
    let different = 0;
    for (const [x, y, yaw] of scene.poses) {
      const motion = { linearMps: draws.uniformBetween(-0.3, 1), angularRps: draws.uniformBetween(-1.5, 1.5) };
      const ranges = lidar.scan(x, y, yaw, scene.discs, motion, null);
      ranges.forEach((range, i) => {
        const t = -(exact.beams - 1 - i) * lidar.beamStepS;
        const turn = motion.angularRps * t;
        const way = motion.linearMps * t;
        const truth = ray(
          edges,
          scene.discs,
          x + way * Math.cos(yaw + turn / 2),
          y + way * Math.sin(yaw + turn / 2),
          yaw + lidar.angleMinRad + i * lidar.angleStepRad + turn,
          t,
        );
        compared++;
        if (range === truth) return;
        const difference = Math.abs(range - truth);
        if (difference > 0.01) different++;
        else worst = Math.max(worst, difference);
      });
    }
    console.log(
      `moving scan: ${compared} beams, ${different} differ from single rays, worst of the rest ${(1000 * worst).toFixed(4)} mm`,
    );
    expect(different).toBe(0);
    expect(worst).toBeLessThan(1e-4);
  });

  it('standing still it equals the scan taken at once', () => {
    const scene = lidarScene(80, 10);
    const lidar = new Lidar(lidarEdges(scene.layout), exact);
    for (const [x, y, yaw] of scene.poses) {
      const once = lidar.scan(x, y, yaw, scene.discs, null, null).slice();
      const swept = lidar.scan(x, y, yaw, scene.discs, { linearMps: 0, angularRps: 0 }, null);
      const apart = Array.from(swept).filter(
        (range, i) => range !== once[i] && Math.abs(range - (once[i] as number)) > 1e-4,
      );
      expect(apart).toEqual([]);
    }
  });

  it('the percept says when the first beam was taken and how fast they follow', () => {
    const body = { lidar: { ...KETTY.lidar, sweeps: true } };
    const { percept } = new RobotRoom({ body }).run(2);
    const scan = percept.scans[0];
    expect((scan?.stampS ?? 0) + (scan?.beamStepS ?? 0) * 359).toBeCloseTo(percept.stampS, 9);
    expect((scan?.beamStepS ?? 0) * 360).toBeCloseTo(0.1, 9);
    expect(new RobotRoom().run(2).percept.scans[0]?.beamStepS).toBe(0);
  });
});

describe('glass', () => {
  const layout = room(20, 10, [{ ...box('pane', 8, 5, 0.02, 4), glass: true }]);
  const at = (glassWithinRad: number) =>
    Array.from(new Lidar(lidarEdges(layout), { ...exact, glassWithinRad }).scan(5, 5, 0, nobody, null, null));

  it('is seen nearly straight on, and looked through from the side', () => {
    const ranges = at((8 * Math.PI) / 180);
    expect(ranges[180]).toBeCloseTo(2.98, 5);
    expect(ranges[180 + 7]).toBeCloseTo(2.98 / Math.cos((7 * Math.PI) / 180), 4);
    // 20 degrees off: the wall at x = 20 behind the pane.
    expect(ranges[200]).toBeCloseTo(5 / Math.sin((20 * Math.PI) / 180), 4);
    expect(at(Math.PI / 2)[200]).toBeCloseTo(2.98 / Math.cos((20 * Math.PI) / 180), 4);
  });

  it('also while moving', () => {
    const lidar = new Lidar(lidarEdges(layout), { ...exact, glassWithinRad: 0.14 });
    const moving = lidar.scan(5, 5, 0, nobody, { linearMps: 1e-9, angularRps: 0 }, null);
    at(0.14).forEach((range, i) => {
      expect(moving[i]).toBeCloseTo(range, 3);
    });
  });
});

describe('legs', () => {
  const person = (seated: boolean, vx: number) => {
    const discs = makeDiscs(4);
    const one = (value: number): Float64Array => Float64Array.of(value);
    const people = {
      xM: one(2),
      yM: one(0),
      vxMps: one(vx),
      vyMps: one(0),
      headingX: one(1),
      headingY: one(0),
      radiusM: one(0.2),
      near: () => 1,
    };
    addPeople(discs, Int32Array.of(0), 1, people, true, () => seated);
    return discs;
  };

  it('a standing person is two thin discs side by side, a seated one has them in front, a walker apart', () => {
    const standing = person(false, 0);
    expect(standing.count).toBe(2);
    expect(Math.abs((standing.yM[0] as number) - (standing.yM[1] as number))).toBeCloseTo(0.2, 12);
    expect([standing.xM[0], standing.xM[1]]).toEqual([2, 2]);
    expect(person(true, 0).xM[0]).toBeCloseTo(2.35, 12);
    const walking = person(false, 1.2);
    expect(Math.abs((walking.xM[0] as number) - (walking.xM[1] as number))).toBeGreaterThan(0.05);
  });

  it('the laser finds two legs of some 11 cm with a gap between them', () => {
    const body = { lidar: { ...exact, legs: true, beams: 720 } };
    const { percept } = new RobotRoom({ body, people: [{ x: 5, y: 5, heading: Math.PI }] }).run(1);
    const ranges = Array.from(percept.scans[0]?.rangesM ?? []);
    const runs: number[] = [];
    let length = 0;
    for (let i = 340; i < 380; i++) {
      if ((ranges[i] as number) < 2.5) length++;
      else if (length > 0) {
        runs.push(length);
        length = 0;
      }
    }
    console.log(`beams on the legs at 2 m, half a degree apart: ${runs.join(', ')}`);
    expect(runs).toHaveLength(2);
    for (const beams of runs) expect(beams * 2 * (Math.PI / 360)).toBeCloseTo(0.11, 1);
  });
});

describe('field of view', () => {
  it('a scanner of 180 degrees gives what the full one gives ahead', () => {
    const scene = lidarScene(100, 10);
    const edges = lidarEdges(scene.layout);
    const full = new Lidar(edges, { ...exact, beams: 360 });
    const half = new Lidar(edges, { ...exact, beams: 181, fieldOfViewRad: Math.PI });
    for (const [x, y, yaw] of scene.poses) {
      const all = full.scan(x, y, yaw, scene.discs, null, null).slice();
      const front = half.scan(x, y, yaw, scene.discs, null, null);
      front.forEach((range, k) => {
        expect(Math.abs(range - (all[90 + k] as number))).toBeLessThan(1e-3);
      });
    }
  });
});

describe('other robots', () => {
  it('are seen by the laser', () => {
    const starts = [
      { xM: 3, yM: 5, yawRad: 0 },
      { xM: 5, yM: 5, yawRad: 0 },
    ];
    const { percept } = new RobotRoom({ starts, body: { lidar: exact } }).run(1);
    expect(percept.scans[0]?.rangesM[180]).toBeCloseTo(2 - 0.7 * 0.31, 5);
  });
});
