/** Driving among people and things in the small test hall: manners, zones, smoothness, recovery. Figures are printed. */
import { describe, expect, it } from 'vitest';
import type { SiteZone } from '../../agents/contract';
import { insidePolygon } from '../../agents/contract';
import type { GuideRobot } from '../../agents/guide-robot/brain';
import { distanceField } from '../../agents/guide-robot/map/distanceField';
import { planGrid } from '../../agents/guide-robot/plan/planGrid';
import { GlobalPlanner } from '../../agents/guide-robot/plan/planner';
import type { Box, Person } from './world';
import { HALL_BOXES, hallSite, rasterize, World } from './world';

const stands = (x: number, y: number, id: number): Person => ({ x, y, vx: 0, vy: 0, radius: 0.25, id });
const rectangle = (x0: number, y0: number, x1: number, y1: number) => [
  { xM: x0, yM: y0 },
  { xM: x1, yM: y0 },
  { xM: x1, yM: y1 },
  { xM: x0, yM: y1 },
];

/** An open floor of 20 x 12 m. */
const FLOOR: readonly Box[] = [
  { x0: 0, y0: 0, x1: 20, y1: 0.2 },
  { x0: 0, y0: 11.8, x1: 20, y1: 12 },
  { x0: 0, y0: 0, x1: 0.2, y1: 12 },
  { x0: 19.8, y0: 0, x1: 20, y1: 12 },
];

function floorWorld(people: readonly Person[], zones: readonly SiteZone[] = [], boxes = FLOOR, seed = 7): World {
  const start = { xM: 2, yM: 6, yawRad: 0 };
  const map = rasterize(FLOOR, 20, 12);
  const site = hallSite({ map, windows: [], items: [], dock: null, post: start, start, zones });
  const world = new World({ site, boxes, people, seed });
  world.runFor(0.5);
  world.request({ kind: 'go-to', pose: { xM: 18, yM: 6, yawRad: 0 } });
  return world;
}

describe('zones', () => {
  it('goes round a keep-out zone with its whole body, and slowly through a slow one', () => {
    const keepOut = rectangle(8, 3, 10, 9);
    const slow = rectangle(12, 0, 15, 12);
    const world = floorWorld(
      [],
      [
        { kind: 'keep-out', polygon: keepOut, maxMps: 0 },
        { kind: 'slow', polygon: slow, maxMps: 0.3 },
      ],
    );
    let inside = 0;
    let fastest = 0;
    world.script = (w) => {
      for (let k = 0; k < 8; k++) {
        const angle = (k * Math.PI) / 4;
        const x = w.x + 0.29 * Math.cos(angle);
        if (insidePolygon(keepOut, x, w.y + 0.29 * Math.sin(angle))) inside++;
      }
      // The brake needs a moment behind the line.
      if (w.x > 12.5 && w.x < 15) fastest = Math.max(fastest, w.v);
    };
    expect(world.runUntil((w) => w.distanceTo({ xM: 18, yM: 6, yawRad: 0 }) < 0.1, 90)).toBe(true);
    console.log(`slow zone of 0.30 m/s: at most ${fastest.toFixed(2)} m/s`);
    expect(inside).toBe(0);
    expect(fastest).toBeLessThan(0.33);
    expect(fastest).toBeGreaterThan(0.2);
  });

  it('reports in Nav2 words a goal that a keep-out zone closes off', () => {
    const world = floorWorld([], [{ kind: 'keep-out', polygon: rectangle(9, 0, 10, 12), maxMps: 0 }]);
    world.runFor(3);
    expect(world.lastCommand?.status.error?.name).toBe('NO_VALID_PATH');
    expect(world.v).toBe(0);
  });
});

describe('parts of the floor that close for a while', () => {
  const goal = { xM: 18, yM: 6, yawRad: 0 };

  it('told on the way, it goes round one with its whole body', () => {
    const world = floorWorld([]);
    const area = rectangle(8, 3, 10, 9);
    world.runFor(4);
    expect(world.x).toBeGreaterThan(3);
    world.request({ kind: 'keep-out', areas: [area] });
    let nearestM = Number.POSITIVE_INFINITY;
    world.script = (w) => {
      const dx = Math.max(8 - w.x, 0, w.x - 10);
      const dy = Math.max(3 - w.y, 0, w.y - 9);
      nearestM = Math.min(nearestM, Math.hypot(dx, dy));
    };
    expect(world.runUntil((w) => w.distanceTo(goal) < 0.1, 90)).toBe(true);
    console.log(
      `closed on the way: its middle kept ${nearestM.toFixed(3)} m off the area (its radius is ${world.params.radiusM} m)`,
    );
    expect(nearestM).toBeGreaterThan(world.params.radiusM);
  });

  it('waits and says so while everything is closed, and goes on when it opens; a saved brain knows it too', () => {
    const world = floorWorld([]);
    world.runFor(4);
    world.request({ kind: 'keep-out', areas: [rectangle(9, 0, 10, 12)] });
    world.runFor(3);
    expect(world.lastCommand?.status.error?.name).toBe('NO_VALID_PATH');
    expect(world.v).toBe(0);
    const state = world.brain.save();
    const other = floorWorld([]).brain;
    other.load(structuredClone(state));
    expect(other.save()).toEqual(state);
    world.request({ kind: 'keep-out', areas: [] });
    expect(world.runUntil((w) => w.distanceTo(goal) < 0.1, 60)).toBe(true);
  });

  it('who is only touched by one backs out of it and does not go through; who is inside may leave on any side', () => {
    const field = distanceField(rasterize(FLOOR, 20, 12));
    const planner = new GlobalPlanner(planGrid(field, 0.31), []);
    planner.keepOut([rectangle(9, 0, 11, 12)]);
    const to = { xM: 15, yM: 6, yawRad: 0 };
    expect(planner.plan({ xM: 8.85, yM: 6, yawRad: 0 }, to, null)).toEqual({ ok: false, error: 'NO_VALID_PATH' });
    expect(planner.plan({ xM: 8.85, yM: 6, yawRad: 0 }, { xM: 3, yM: 6, yawRad: 0 }, null).ok).toBe(true);
    expect(planner.plan({ xM: 10, yM: 6, yawRad: 0 }, to, null).ok).toBe(true);
    planner.keepOut([]);
    expect(planner.plan({ xM: 8.85, yM: 6, yawRad: 0 }, to, null).ok).toBe(true);
  });
});

describe('manners', () => {
  it('does not cross a queue though it would fit through, but goes round its end', () => {
    // Gaps of 0.9 m between bodies: room for a robot of 0.62 m, bad manners all the same.
    const queue = [0, 1, 2, 3].map((k) => stands(9, 6.2 + 1.4 * (k - 1), k + 1));
    const world = floorWorld(queue);
    let crossed = 0;
    let before = world.x - 9;
    world.script = (w) => {
      const now = w.x - 9;
      if (before < 0 && now >= 0 && w.y > 4.8 && w.y < 9) crossed++;
      before = now;
    };
    expect(world.runUntil((w) => w.distanceTo({ xM: 18, yM: 6, yawRad: 0 }) < 0.1, 120)).toBe(true);
    console.log(
      `queue of 4 on the way: crossed ${crossed} times, least gap ${world.minPersonGapM.toFixed(2)} m, ${world.nowS.toFixed(0)} s`,
    );
    expect(crossed).toBe(0);
    expect(world.minPersonGapM).toBeGreaterThan(0.15);
  });

  it('keeps out of the way of people who walk towards it or cross, and do not give way', () => {
    const gaps: string[] = [];
    for (const [name, people] of [
      ['head-on', [{ x: 14, y: 6.1, vx: -1.1, vy: 0, radius: 0.25, id: 1 }]],
      ['crossing', [{ x: 9, y: 1, vx: 0, vy: 0.8, radius: 0.25, id: 1 }]],
      ['from behind', [{ x: 0.5, y: 5.3, vx: 1.2, vy: 0, radius: 0.25, id: 1 }]],
    ] as const) {
      const world = floorWorld(people);
      world.script = (w) => {
        const person = w.people[0] as Person;
        // Out of the hall and gone.
        if (person.x < 0.4 || person.x > 19.6 || person.y > 11.6) Object.assign(person, { x: 60, y: 60, vx: 0, vy: 0 });
      };
      expect(
        world.runUntil((w) => w.distanceTo({ xM: 18, yM: 6, yawRad: 0 }) < 0.1, 90),
        name,
      ).toBe(true);
      gaps.push(`${name} ${world.minPersonGapM.toFixed(2)} m`);
      expect(world.minPersonGapM, name).toBeGreaterThan(0.05);
    }
    console.log(`people who do not give way, least gap: ${gaps.join(', ')}`);
  });

  it('does not freeze in a crowd: never stands for 20 s, and arrives', () => {
    let longestS = 0;
    let worstGapM = Number.POSITIVE_INFINITY;
    const times: number[] = [];
    for (let seed = 0; seed < 3; seed++) {
      const people: Person[] = [];
      for (let k = 0; k < 22; k++) {
        people.push({
          x: 4 + ((k * 31 + seed * 7) % 13),
          y: 1 + ((k * 17 + seed * 5) % 10),
          vx: 0,
          vy: 0,
          radius: 0.25,
          id: k,
        });
      }
      const world = floorWorld(people, [], FLOOR, seed);
      let standsSinceS = 0;
      world.script = (w) => {
        mill(w, seed);
        if (Math.abs(w.v) > 0.05) standsSinceS = w.nowS;
        longestS = Math.max(longestS, w.nowS - standsSinceS);
      };
      expect(
        world.runUntil((w) => w.x > 17.5, 240),
        `seed ${seed}`,
      ).toBe(true);
      times.push(world.nowS);
      worstGapM = Math.min(worstGapM, world.minPersonGapM);
    }
    console.log(
      `22 people milling on 240 m2: 16 m in ${times.map((t) => t.toFixed(0)).join(', ')} s, longest stand ${longestS.toFixed(1)} s (limit 20), least gap ${worstGapM.toFixed(2)} m`,
    );
    expect(longestS).toBeLessThan(20);
    expect(worstGapM).toBeGreaterThan(0);
  });
});

describe('smoothness and recovery', () => {
  it('changes its acceleration gently while nothing is in the way', () => {
    const world = floorWorld([]);
    const speeds: number[] = [];
    world.script = (w) => {
      if (w.tick % 2 === 1 && w.lastCommand) speeds.push(w.lastCommand.velocity.linearMps);
    };
    expect(world.runUntil((w) => w.x > 17.5, 60)).toBe(true);
    let most = 0;
    for (let i = 2; i < speeds.length; i++) {
      const second = (speeds[i] as number) - 2 * (speeds[i - 1] as number) + (speeds[i - 2] as number);
      most = Math.max(most, Math.abs(second) / 0.01);
    }
    console.log(`commanded jerk on a free floor: at most ${most.toFixed(2)} m/s3`);
    expect(most).toBeLessThan(3);
    expect(Math.max(...speeds)).toBeGreaterThan(0.75);
  });

  it('tries what it can when the way is shut, says so, and gives up with a reason', () => {
    // Shut by something that no map shows: a fence across the hall.
    const world = floorWorld([], [], [...FLOOR, { x0: 9, y0: 0, x1: 9.2, y1: 12 }]);
    const seen = new Set<string>();
    world.script = (w) => {
      const status = w.lastCommand?.status;
      if (status) seen.add(status.activity);
      if (status?.error) seen.add(status.error.name);
    };
    const gaveUp = world.runUntil((w) => (w.brain as GuideRobot).memory.order.kind === 'none', 200);
    console.log(`way shut: ${[...seen].join(', ')}; given up after ${world.nowS.toFixed(0)} s`);
    expect(gaveUp).toBe(true);
    expect(seen).toContain('recovering');
    expect(seen).toContain('NO_VALID_PATH');
    expect(world.x).toBeLessThan(9);
    expect(world.minWallGapM).toBeGreaterThan(0);
  });

  it('asks aloud whoever stands in the only way, and goes on when the way is free; a fence it does not ask', () => {
    const corridor: readonly Box[] = [...FLOOR, { x0: 0, y0: 0, x1: 20, y1: 5.2 }, { x0: 0, y0: 6.8, x1: 20, y1: 12 }];
    const start = { xM: 2, yM: 6, yawRad: 0 };
    const map = rasterize(corridor, 20, 12);
    const site = hallSite({ map, windows: [], items: [], dock: null, post: start, start });
    const world = new World({ site, boxes: corridor, people: [stands(10, 6, 1)] });
    world.runFor(0.5);
    world.request({ kind: 'go-to', pose: { xM: 17, yM: 6, yawRad: 0 } });
    expect(world.runUntil((w) => w.saidActs().includes('excuse-me'), 40)).toBe(true);
    const askedS = world.nowS;
    expect(world.lastCommand?.status.error).toBeNull();
    world.runFor(4);
    (world.people[0] as Person).x = 100;
    expect(world.runUntil((w) => w.distanceTo({ xM: 17, yM: 6, yawRad: 0 }) < 0.1, 60)).toBe(true);
    console.log(
      `asked after ${askedS.toFixed(1)} s, ${world.minPersonGapM.toFixed(2)} m away; there at ${world.nowS.toFixed(1)} s`,
    );
    expect(world.minPersonGapM).toBeGreaterThan(0.05);
    const fenced = floorWorld([], [], [...FLOOR, { x0: 9, y0: 0, x1: 9.2, y1: 12 }]);
    fenced.runFor(60);
    expect(fenced.saidActs()).not.toContain('excuse-me');
  });

  it('takes its place once whoever stood there has gone', () => {
    const world = floorWorld([stands(18, 6, 1)]);
    world.runFor(45);
    expect(world.distanceTo({ xM: 18, yM: 6, yawRad: 0 })).toBeGreaterThan(0.4);
    (world.people[0] as Person).x = 100;
    expect(world.runUntil((w) => w.distanceTo({ xM: 18, yM: 6, yawRad: 0 }) < 0.1, 30)).toBe(true);
  });

  it('forgets a thing as soon as it sees through where it stood', () => {
    const boxes = [...HALL_BOXES, { x0: 9, y0: 2.5, x1: 9.6, y1: 3.6 }];
    const world = new World({ boxes });
    world.request({ kind: 'go-to', pose: { xM: 12, yM: 3, yawRad: 0 } });
    world.runFor(4);
    const { obstacles } = world.brain as unknown as { obstacles: { count: number } };
    expect(obstacles.count).toBeGreaterThan(5);
    (world as unknown as { boxes: readonly Box[] }).boxes = HALL_BOXES;
    world.runFor(2);
    expect(obstacles.count).toBe(0);
  });
});

/** People who walk zigzag and stop half a metre before the robot. */
function mill(world: World, seed: number): void {
  world.people.forEach((person, k) => {
    const turn = Math.floor(world.nowS / 3) * 7 + k * 3 + seed;
    const angle = ((turn % 8) * Math.PI) / 4;
    const dx = Math.cos(angle);
    const dy = Math.sin(angle);
    const nx = person.x + 0.5 * dx;
    const ny = person.y + 0.5 * dy;
    const toRobot = Math.hypot(nx - world.x, ny - world.y);
    const closing = toRobot < 1.06 && toRobot < Math.hypot(person.x - world.x, person.y - world.y);
    const inside = nx > 3 && nx < 17 && ny > 0.7 && ny < 11.3;
    const speed = closing || !inside || k % 4 === 0 ? 0 : 0.8;
    person.vx = speed * dx;
    person.vy = speed * dy;
  });
}
