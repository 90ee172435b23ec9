/** A part of the hall closes round a robot that rests: it drives out, says why, waits outside, and comes back when the part opens. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Point2D, TaskRequest } from '../../agents/contract';
import { createGuideRobot } from '../../agents/guide-robot';
import { isWithin } from '../../agents/guide-robot/plan/zones';
import { World } from './world';

const box = (x0: number, y0: number, x1: number, y1: number): Point2D[] => [
  { xM: x0, yM: y0 },
  { xM: x1, yM: y0 },
  { xM: x1, yM: y1 },
  { xM: x0, yM: y1 },
];
/** Round the post at (5, 3); round the dock at (0.8, 10); beside the post, so that only the rim of a robot there is inside. */
const POST = box(3, 1.5, 7, 5);
const DOCK = box(0.2, 8.5, 3, 11.5);
const RIM = box(5.2, 1.5, 8, 5);
const WEST = box(0.2, 0.2, 12, 11.9);

const keepOut = (...areas: Point2D[][]): TaskRequest => ({ kind: 'keep-out', areas });
const isIn = (world: World, area: readonly Point2D[]): boolean =>
  isWithin(area, world.x, world.y, world.params.radiusM - 0.01);
const reason = (world: World): string => world.lastCommand?.status.reason.en ?? '';

function atPost(): World {
  const world = new World();
  expect(world.runUntil((w) => w.activity === 'at-post', 30)).toBe(true);
  return world;
}

/** Seconds until no part of the robot is in the area, and those spent in it afterwards. */
function leave(world: World, area: readonly Point2D[], limitS = 60): number {
  const since = world.nowS;
  expect(world.runUntil((w) => !isIn(w, area), limitS)).toBe(true);
  return world.nowS - since;
}

function outsideFor(world: World, area: readonly Point2D[], seconds: number): number {
  let insideS = 0;
  world.runUntil((w) => {
    if (isIn(w, area)) insideS += 0.05;
    return false;
  }, seconds);
  return insideS;
}

describe('a robot that rests where the hall closes', () => {
  it('at its post: leaves at once, says so in both languages, waits at the nearest open place, serves there, comes back', () => {
    const world = atPost();
    world.request(keepOut(POST));
    world.runFor(2);
    expect(world.activity).toBe('returning');
    expect(world.lastCommand?.status.reason).toEqual({
      en: 'This part of the hall is closed now: driving out of it.',
      zh: '这片区域临时关闭，正在驶离。',
    });
    const outS = leave(world, POST);
    const insideS = outsideFor(world, POST, 120);
    console.log(`post closed: out after ${(outS + 2).toFixed(1)} s, then ${insideS.toFixed(1)} s inside in 2 min`);
    expect(insideS).toBe(0);
    expect(world.activity).toBe('at-post');
    expect(reason(world)).toContain('waiting at the nearest open place');
    // 2 m to the nearest edge, west or east of the post; the rim and a hand more stay outside.
    expect(Math.hypot(world.x - 5, world.y - 3)).toBeLessThan(2 + 0.31 + 0.4);
    expect(world.lastCommand?.status.sensing).toBe('idle');
    world.say('请问护士执业证书重新注册在哪办？');
    world.runFor(4);
    expect(world.activity).toBe('talking');
    expect(world.runUntil((w) => w.activity === 'at-post', 60)).toBe(true);
    world.request(keepOut());
    expect(world.runUntil((w) => w.activity === 'at-post' && Math.hypot(w.x - 5, w.y - 3) < 0.2, 60)).toBe(true);
    expect(reason(world)).toBe('Standing at the post, ready for questions.');
  });

  it('with only its rim inside: moves off by a step and back', () => {
    const world = atPost();
    world.request(keepOut(RIM));
    leave(world, RIM);
    expect(outsideFor(world, RIM, 60)).toBe(0);
    expect(world.activity).toBe('at-post');
    const asideM = Math.hypot(world.x - 5, world.y - 3);
    world.request(keepOut());
    world.runFor(30);
    console.log(
      `rim: ${asideM.toFixed(2)} m aside, ${Math.hypot(world.x - 5, world.y - 3).toFixed(2)} m off after it opens`,
    );
    expect(asideM).toBeLessThan(0.5);
    expect(Math.hypot(world.x - 5, world.y - 3)).toBeLessThan(0.15);
  });

  it('at a place the operator chose: waits outside it, and goes back to it when it opens', () => {
    const world = atPost();
    const area = box(17, 2, 21, 6);
    world.request({ kind: 'go-to', pose: { xM: 19, yM: 4, yawRad: 0 } });
    expect(world.runUntil((w) => Math.hypot(w.x - 19, w.y - 4) < 0.2, 60)).toBe(true);
    world.runFor(5);
    world.request(keepOut(area));
    leave(world, area);
    expect(outsideFor(world, area, 60)).toBe(0);
    expect([world.activity, reason(world)]).toEqual([
      'travelling',
      'The place the operator chose is in a part of the hall that is closed now: waiting at the nearest open place.',
    ]);
    expect(Math.hypot(world.x - 19, world.y - 4)).toBeLessThan(3);
    world.request(keepOut());
    expect(world.runUntil((w) => Math.hypot(w.x - 19, w.y - 4) < 0.2, 60)).toBe(true);
  });

  it('is sent into a closed part: waits beside it, never inside', () => {
    const world = atPost();
    const area = box(17, 2, 21, 6);
    world.request(keepOut(area));
    world.request({ kind: 'go-to', pose: { xM: 19, yM: 4, yawRad: 0 } });
    expect(outsideFor(world, area, 90)).toBe(0);
    expect(Math.hypot(world.x - 19, world.y - 4)).toBeLessThan(3);
  });

  it('tells a guest whose windows it cannot reach that the way is closed, and leads nobody', () => {
    const world = atPost();
    world.request(keepOut(box(0, 9, 24, 9.5)));
    world.say('请问护士执业证书重新注册在哪办？');
    expect(world.runUntil((w) => w.saidActs().includes('answer'), 10)).toBe(true);
    world.say('好的，带我去');
    world.runFor(5);
    const told = world.said.at(-1)?.line;
    expect(told?.act).toEqual({ kind: 'cannot-lead', reason: 'closed' });
    expect(told?.text).toContain('临时关闭');
    expect(world.activities.map(({ what }) => what)).not.toContain('leading');
  });

  it('where everything that it could reach is closed, or the operator has stopped it: stays and says why', () => {
    const world = atPost();
    world.request(keepOut(box(-1, -1, 25, 15)));
    world.runFor(60);
    expect(Math.hypot(world.x - 5, world.y - 3)).toBeLessThan(0.3);
    expect(reason(world)).toContain('no way out');
    world.request(keepOut(POST));
    leave(world, POST);
    const stopped = atPost();
    stopped.request({ kind: 'stop' });
    stopped.runFor(1);
    stopped.request(keepOut(POST));
    stopped.runFor(30);
    expect(isIn(stopped, POST)).toBe(true);
    expect(reason(stopped)).toContain('until the operator lets it go');
    stopped.request({ kind: 'go-to-post' });
    leave(stopped, POST);
  });
});

describe('any parts that close and open, between any orders', () => {
  const area = fc
    .record({
      x: fc.integer({ min: 0, max: 24 }),
      y: fc.integer({ min: 0, max: 14 }),
      size: fc.integer({ min: 1, max: 6 }),
    })
    .map(({ x, y, size }) => box(x - size / 2, y - size / 2, x + size / 2, y + size / 2));
  const step = fc.oneof(
    fc.array(area, { maxLength: 3 }).map((areas) => keepOut(...areas)),
    fc
      .record({ x: fc.integer({ min: 1, max: 23 }), y: fc.integer({ min: 1, max: 11 }) })
      .map(({ x, y }): TaskRequest => ({ kind: 'go-to', pose: { xM: x, yM: y, yawRad: 0 } })),
    fc.constantFrom<TaskRequest>({ kind: 'go-charge' }, { kind: 'go-to-post' }),
  );

  it('in the end no part of a robot that can get out is inside', () => {
    let toldInside = 0;
    let runs = 0;
    const day = fc.property(fc.array(step, { minLength: 2, maxLength: 5 }), area, (steps, last) => {
      const world = atPost();
      for (const request of [...steps, keepOut(last, POST)]) {
        world.request(request);
        if (request.kind === 'keep-out' && request.areas.some((closed) => isIn(world, closed))) toldInside++;
        world.runFor(40);
      }
      world.runFor(110);
      runs++;
      if (reason(world).includes('no way out') || reason(world).includes('too little to leave')) return;
      expect([last, POST].map((closed) => isIn(world, closed))).toEqual([false, false]);
    });
    fc.assert(day, { numRuns: 6, seed: 3 });
    console.log(`${runs} days, told ${toldInside} times while inside`);
    expect(toldInside).toBeGreaterThan(2);
  });
});

describe('a dock where the hall closes', () => {
  /** On the contacts at this charge. */
  function charging(until: number): World {
    const world = atPost();
    world.chargeRatio = Math.min(0.24, until);
    expect(world.runUntil((w) => w.charging && w.chargeRatio >= until, 300)).toBe(true);
    return world;
  }

  it('is left by a robot with enough charge, which goes to its post', () => {
    const world = charging(0.5);
    world.request(keepOut(DOCK));
    const outS = leave(world, DOCK);
    console.log(`charging with ${(100 * world.chargeRatio).toFixed(0)}%: out after ${outS.toFixed(1)} s`);
    expect(outsideFor(world, DOCK, 90)).toBe(0);
    expect(world.activity).toBe('at-post');
  });

  it('is not left with too little, which it says, until there is enough', () => {
    const world = charging(0.12);
    world.request(keepOut(DOCK));
    world.runFor(2);
    expect(world.charging).toBe(true);
    expect(reason(world)).toContain('too little to leave: staying until 25 %');
    leave(world, DOCK, 120);
    console.log(`stayed until ${(100 * world.chargeRatio).toFixed(0)}%`);
    expect(world.chargeRatio).toBeGreaterThan(0.24);
    expect(world.chargeRatio).toBeLessThan(0.3);
  });

  it('is entered only by a robot that is nearly empty; the others wait at the post and say so', () => {
    const world = atPost();
    world.request(keepOut(DOCK));
    world.chargeRatio = 0.2;
    world.request({ kind: 'go-charge' });
    expect(outsideFor(world, DOCK, 90)).toBe(0);
    expect([world.activity, reason(world).includes('charging waits')]).toEqual(['at-post', true]);
    world.chargeRatio = 0.12;
    expect(world.runUntil((w) => w.activity === 'to-dock', 10)).toBe(true);
    expect(reason(world)).toContain('nearly empty');
    expect(world.runUntil((w) => w.charging, 120)).toBe(true);
    leave(world, DOCK, 120);
    expect(world.chargeRatio).toBeGreaterThan(0.24);
    expect(outsideFor(world, DOCK, 60)).toBe(0);
  });

  it('on the way there with charge left it turns back, and goes when the part opens', () => {
    const world = atPost();
    world.chargeRatio = 0.2;
    expect(world.runUntil((w) => w.activity === 'to-dock' && w.y > 5, 60)).toBe(true);
    world.request(keepOut(DOCK));
    expect(outsideFor(world, DOCK, 60)).toBe(0);
    expect(world.activity).toBe('at-post');
    world.request(keepOut());
    expect(world.runUntil((w) => w.charging, 120)).toBe(true);
  });

  it('behind a closed part: that is crossed only by a robot that is nearly empty', () => {
    const world = atPost();
    const across = box(2.8, 0, 3.3, 14);
    world.request(keepOut(across));
    world.chargeRatio = 0.2;
    expect(outsideFor(world, across, 120)).toBe(0);
    expect(world.lastCommand?.status.error?.name).toBe('FAILED_TO_STAGE');
    world.chargeRatio = 0.12;
    expect(world.runUntil((w) => w.charging, 300)).toBe(true);
  });

  it('with post and dock in a closed part: waits outside, goes in to charge, comes out again', () => {
    const world = atPost();
    world.request(keepOut(WEST));
    leave(world, WEST, 120);
    world.runFor(30);
    world.chargeRatio = 0.12;
    expect(world.runUntil((w) => w.charging, 200)).toBe(true);
    leave(world, WEST, 200);
    expect(outsideFor(world, WEST, 60)).toBe(0);
  });
});

describe('saved while it drives out, waits outside, or enters to charge', () => {
  it('a fresh brain goes on with the same commands', () => {
    const world = atPost();
    world.keepPercepts = true;
    world.percepts.length = 0;
    world.brain = createGuideRobot(world.site, world.params, 1);
    world.request(keepOut(WEST));
    leave(world, WEST, 120);
    world.runFor(10);
    world.chargeRatio = 0.12;
    world.runUntil((w) => w.charging, 200);
    world.request(keepOut(POST));
    world.runFor(20);
    const { percepts } = world;
    const whole = createGuideRobot(world.site, world.params, 1);
    let cuts = 0;
    let other = createGuideRobot(world.site, world.params, 1);
    percepts.forEach((percept, k) => {
      if (k % 97 === 0) {
        const saved = structuredClone(whole.save());
        other = createGuideRobot(world.site, world.params, 5);
        other.load(saved);
        cuts++;
      }
      expect(JSON.stringify(other.step(percept))).toBe(JSON.stringify(whole.step(percept)));
    });
    console.log(`${cuts} cuts in ${percepts.length} percepts`);
    expect(cuts).toBeGreaterThan(5);
  });
});
