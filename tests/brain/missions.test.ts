/** Whole missions of the guide robot's brain in the small test hall. */
import { describe, expect, it } from 'vitest';
import type { Box, Person } from './world';
import { followRobot, hallSite, rasterize, World } from './world';

const guestAt = (x: number, y: number): Person => ({ x, y, vx: 0, vy: 0, radius: 0.25, id: 1 });
const QUESTION = '请问护士执业证书重新注册在哪办？';

function startLead(world: World): void {
  world.guest = 0;
  world.runFor(2);
  world.say(QUESTION);
  expect(world.runUntil((w) => w.saidActs().includes('answer'), 2)).toBe(true);
  world.runFor(3);
  world.say('带我到办事窗口');
  expect(world.runUntil((w) => w.saidActs().includes('follow-me'), 2)).toBe(true);
}

describe('guide robot: answer, lead, return', () => {
  for (const [name, halfView] of [
    ['a camera all round', Math.PI],
    ['a camera that looks forward', 1.05],
  ] as const) {
    it(`answers, leads the guest to the nearest window and returns, with ${name}`, () => {
      const world = new World({ people: [guestAt(5, 2)], cameraHalfViewRad: halfView });
      startLead(world);
      world.script = (w) => followRobot(w, 0, 1.0);
      expect(world.runUntil((w) => w.saidActs().includes('arrived'), 90)).toBe(true);
      const arrivedS = world.nowS;
      const b01 = world.site.windows[1]?.handover;
      expect(b01 && world.distanceTo(b01)).toBeLessThan(0.2);
      world.script = null;
      for (const person of world.people) Object.assign(person, { vx: 0, vy: 0 });
      expect(world.runUntil((w) => w.activity === 'at-post', 90)).toBe(true);
      expect(world.distanceTo(world.site.post)).toBeLessThan(0.2);
      world.runFor(1);
      expect(world.lastCommand?.status.sensing).toBe('idle');
      expect(world.lastCommand?.velocity).toEqual({ linearMps: 0, angularRps: 0 });
      expect(world.tickets).toEqual(['nurse-re-registration']);
      const answer = world.said.find(({ line }) => line.act.kind === 'answer');
      expect(answer?.line.text).toBe(
        '护士执业证书重新注册请到B01、B10窗口办理，需要带：身份证、护士执业证书、体检表。我已为您取号。需要我带您去吗？',
      );
      expect(world.said.find(({ line }) => line.act.kind === 'arrived')?.line.text).toContain('到了，这里是B01窗口');
      expect(world.minPersonGapM).toBeGreaterThan(0.05);
      expect(world.minWallGapM).toBeGreaterThan(0);
      console.log(
        `lead (${name}): arrived after ${arrivedS.toFixed(1)} s, back at ${world.nowS.toFixed(1)} s, ${world.distanceM.toFixed(1)} m, ` +
          `gap to people ${world.minPersonGapM.toFixed(2)} m, to walls ${world.minWallGapM.toFixed(2)} m, ` +
          `${((world.stepTimeMs / world.commands) * 1000).toFixed(0)} us/step; ${world.activities.map((a) => a.what).join(' > ')}`,
      );
    });
  }

  it('waits for a guest who falls behind', () => {
    const world = new World({ people: [guestAt(5, 2)] });
    startLead(world);
    const pauseFrom = world.nowS + 8;
    world.script = (w) => followRobot(w, 0, w.nowS > pauseFrom && w.nowS < pauseFrom + 15 ? 0 : 1.0);
    expect(world.runUntil((w) => w.activity === 'waiting-for-follower', 40)).toBe(true);
    expect(world.runUntil((w) => w.saidActs().includes('wait-for-you'), 5)).toBe(true);
    expect(world.runUntil((w) => w.activity === 'leading', 30)).toBe(true);
    expect(world.runUntil((w) => w.saidActs().includes('arrived'), 90)).toBe(true);
    expect(world.minPersonGapM).toBeGreaterThan(0);
  });

  it('goes back for a guest who is gone, gives up after 45 s, and returns', () => {
    const world = new World({ people: [guestAt(5, 2)] });
    startLead(world);
    const leaves = world.nowS + 6;
    world.script = (w) => {
      const guest = w.people[0];
      if (!guest) return;
      if (w.nowS < leaves) followRobot(w, 0, 1.0);
      else Object.assign(guest, { x: 100, y: 100, vx: 0, vy: 0 });
    };
    expect(world.runUntil((w) => w.activity === 'waiting-for-follower', 20)).toBe(true);
    const waitedFrom = world.nowS;
    expect(world.runUntil((w) => w.activity === 'returning', 60)).toBe(true);
    expect(world.nowS - waitedFrom).toBeGreaterThan(35);
    expect(world.nowS - leaves).toBeLessThan(50);
    expect(world.saidActs()).toContain('farewell');
    expect(world.saidActs()).not.toContain('arrived');
    expect(world.runUntil((w) => w.activity === 'at-post', 60)).toBe(true);
  });

  it('says goodbye when the offer is declined, or not answered for 12 s', () => {
    const world = new World({ people: [guestAt(5, 2)] });
    world.guest = 0;
    world.runFor(2);
    world.say(QUESTION);
    world.runFor(3);
    world.say('不用了，谢谢');
    expect(world.runUntil((w) => w.activity === 'at-post', 10)).toBe(true);
    expect(world.saidActs()).toEqual(['answer', 'farewell']);
    world.say('Where can I do this: Nurse licence re-registration?', 'en');
    world.runFor(2);
    expect(world.said.at(-1)?.line.text).toMatch(
      /^For Nurse licence re-registration, please go to windows B01 and B10\./,
    );
    const asked = world.nowS;
    expect(world.runUntil((w) => w.saidActs().length === 4, 40)).toBe(true);
    expect(world.nowS - asked).toBeGreaterThan(10);
    expect(world.runUntil((w) => w.activity === 'at-post', 10)).toBe(true);
    expect(world.distanceM).toBeLessThan(0.3);
  });

  it('tells where a window is to somebody who names it, without a ticket or an offer', () => {
    const world = new World({ people: [guestAt(5, 2)] });
    world.guest = 0;
    world.runFor(2);
    world.say('请问B01窗口在哪里？');
    world.runFor(2);
    world.say('Excuse me, where is window B10?', 'en');
    world.runFor(2);
    expect(world.saidActs()).toEqual(['directions', 'directions']);
    expect(world.said[0]?.line.text).toMatch(/^B01窗口在.*离这里约\d+米。$/);
    expect(world.said[1]?.line.text).toMatch(/^Window B10 is in the row .*about \d+ metres from here\.$/);
    expect(world.tickets).toEqual([]);
    expect(world.runUntil((w) => w.activity === 'at-post', 30)).toBe(true);
  });

  it('asks once to repeat, then points to the desk and notes the question', () => {
    const world = new World();
    world.runFor(2);
    world.say('今天天气真好啊');
    world.runFor(2);
    world.say('哪里有火车票卖');
    world.runFor(2);
    expect(world.saidActs()).toEqual(['ask-repeat', 'unknown-item']);
    const data = world.brain.save().data as { memory: { unanswered: { text: string }[] } };
    expect(data.memory.unanswered.map((entry) => entry.text)).toEqual(['哪里有火车票卖']);
    expect(world.runUntil((w) => w.activity === 'at-post', 5)).toBe(true);
  });

  it('greets on a touch and on its wake word, and faces the speaker', () => {
    const world = new World({ people: [guestAt(6, 3.2)] });
    world.runFor(2);
    world.touch();
    world.runFor(1);
    expect(world.saidActs()).toEqual(['greet']);
    world.say('小今小今，你好', 'zh', 6, 3.2);
    world.runFor(5);
    expect(world.saidActs()).toEqual(['greet', 'greet']);
    expect(Math.abs(world.yaw - 0.2)).toBeLessThan(0.4);
    expect(world.runUntil((w) => w.activity === 'at-post', 40)).toBe(true);
  });

  it('answers but does not offer the way to a window it does not know', () => {
    const world = new World();
    world.runFor(2);
    world.say('船舶检验登记在哪里办？');
    world.runFor(2);
    const act = world.said[0]?.line.act;
    expect(act?.kind === 'answer' && act.offersLead).toBe(false);
    expect(world.runUntil((w) => w.activity === 'at-post', 40)).toBe(true);
  });
});

describe('guide robot: charging', () => {
  for (const error of [0, 1]) {
    it(`docks, charges and returns${error ? ', with a drifting odometry' : ''}`, () => {
      const drift = error ? { distance: 0.02, turn: 0.03, yawPerM: 0.01 } : { distance: 0, turn: 0, yawPerM: 0 };
      const world = new World({ chargeRatio: 0.24, drift });
      expect(world.runUntil((w) => w.activity === 'charging', 120)).toBe(true);
      const dockedS = world.nowS;
      expect(world.charging).toBe(true);
      world.runFor(3);
      expect(world.lastCommand?.status.sensing).toBe('idle');
      expect(world.runUntil((w) => w.activity === 'undocking', 200)).toBe(true);
      expect(world.chargeRatio).toBeGreaterThanOrEqual(0.9);
      expect(world.runUntil((w) => w.activity === 'at-post', 90)).toBe(true);
      expect(world.distanceTo(world.site.post)).toBeLessThan(0.2);
      console.log(`charge: docked after ${dockedS.toFixed(1)} s; ${world.activities.map((a) => a.what).join(' > ')}`);
    });
  }

  it('goes on creeping until current flows, and tries again when the contacts miss', () => {
    const deep = new World({ chargeRatio: 0.24, contactGapM: 0.045 });
    expect(deep.runUntil((w) => w.activity === 'charging', 120)).toBe(true);
    const never = new World({ chargeRatio: 0.24, contactGapM: 1 });
    expect(never.runUntil((w) => w.activity === 'docking', 120)).toBe(true);
    expect(never.runUntil((w) => w.activity === 'at-post', 300)).toBe(true);
    expect(never.activities.filter((a) => a.what === 'docking').length).toBe(3);
    expect(never.minWallGapM).toBeGreaterThan(-0.01);
  });

  it('starts on the dock, leaves it and drives to the post; charges on request', () => {
    const base = hallSite();
    const site = hallSite({ start: base.dock?.pose ?? base.start });
    const world = new World({ site });
    expect(world.runUntil((w) => w.activity === 'at-post', 90)).toBe(true);
    expect(world.activities.map((a) => a.what)).toContain('starting');
    world.request({ kind: 'go-charge' });
    expect(world.runUntil((w) => w.activity === 'charging', 90)).toBe(true);
    expect(world.runUntil((w) => w.activity === 'at-post', 200)).toBe(true);
  });
});

describe('guide robot: people and things in the way', () => {
  it('does not touch a person standing on its path, and goes round', () => {
    const gaps: number[] = [];
    const times: number[] = [];
    for (let k = 0; k < 10; k++) {
      const people = [guestAt(5, 2), { x: 7 + 0.4 * k, y: 4.2 + 0.65 * k, vx: 0, vy: 0, radius: 0.25, id: 2 }];
      const world = new World({ people, seed: 100 + k });
      startLead(world);
      world.script = (w) => followRobot(w, 0, 1.0);
      const from = world.nowS;
      expect(world.runUntil((w) => w.saidActs().includes('arrived'), 120)).toBe(true);
      times.push(world.nowS - from);
      gaps.push(world.minPersonGapM);
    }
    expect(Math.min(...gaps)).toBeGreaterThan(0.03);
    console.log(
      `standing person on the way: least gap ${Math.min(...gaps).toFixed(2)} m, lead ${Math.max(...times).toFixed(0)} s at most`,
    );
  });

  it('stops for a person who fills a corridor, says excuse me after 3 s, goes on when free', () => {
    const boxes = [
      { x0: 0, y0: 0, x1: 12, y1: 0.2 },
      { x0: 0, y0: 1.7, x1: 12, y1: 1.9 },
      { x0: 0, y0: 0, x1: 0.2, y1: 1.9 },
      { x0: 11.8, y0: 0, x1: 12, y1: 1.9 },
    ];
    const site = corridorSite(boxes, 12, 2);
    const people = [{ x: 6, y: 0.95, vx: 0, vy: 0, radius: 0.3, id: 3 }];
    const world = new World({ site, boxes, people, params: {} });
    world.runFor(1);
    world.request({ kind: 'go-to', pose: { xM: 10.5, yM: 0.95, yawRad: 0 } });
    expect(world.runUntil((w) => w.saidActs().includes('excuse-me'), 30)).toBe(true);
    world.runFor(20);
    expect(world.x).toBeLessThan(5.5);
    expect(world.minPersonGapM).toBeGreaterThan(0.05);
    const person = world.people[0];
    if (person) person.vy = 0;
    Object.assign(person ?? {}, { x: 50, y: 50 });
    expect(world.runUntil((w) => w.x > 10.3, 60)).toBe(true);
  });

  it('passes a gap of 0.80 m and refuses one of 0.70 m', () => {
    for (const [gapM, passes] of [
      [0.8, true],
      [0.7, false],
    ] as const) {
      for (const shift of [0, 0.013, 0.037]) {
        const boxes = [
          { x0: 0, y0: 0, x1: 10, y1: 0.2 },
          { x0: 0, y0: 5.8, x1: 10, y1: 6 },
          { x0: 0, y0: 0, x1: 0.2, y1: 6 },
          { x0: 9.8, y0: 0, x1: 10, y1: 6 },
          { x0: 5, y0: 0, x1: 5.3, y1: 3 + shift },
          { x0: 5, y0: 3 + shift + gapM, x1: 5.3, y1: 6 },
        ];
        const site = corridorSite(boxes, 10, 6);
        const world = new World({ site, boxes });
        world.request({ kind: 'go-to', pose: { xM: 8, yM: 3, yawRad: 0 } });
        const reached = world.runUntil((w) => w.x > 7.9, 60);
        expect(reached, `gap ${gapM} shift ${shift}: x ${world.x}`).toBe(passes);
        expect(world.minWallGapM).toBeGreaterThan(0);
      }
    }
  });

  it('never touches people who cross its way at random', () => {
    let worst = Number.POSITIVE_INFINITY;
    for (let run = 0; run < 6; run++) {
      const people: Person[] = [];
      for (let k = 0; k < 12; k++) {
        people.push({
          x: 6 + ((k * 37 + run * 11) % 14),
          y: 1 + ((k * 53 + run * 17) % 10),
          vx: 0,
          vy: 0,
          radius: 0.25,
          id: k,
        });
      }
      const world = new World({ people, seed: run });
      world.script = (w) => strollers(w, run);
      world.request({ kind: 'go-to', pose: { xM: 21, yM: 10, yawRad: 0 } });
      world.runUntil((w) => w.x > 20.8, 150);
      expect(world.x).toBeGreaterThan(20.5);
      worst = Math.min(worst, world.minPersonGapM);
    }
    console.log(`12 strollers who give way at 0.5 m: least gap ${worst.toFixed(2)} m`);
    expect(worst).toBeGreaterThan(0);
  });

  it('stops on the operator’s order and on the emergency stop, and goes on after', () => {
    const world = new World();
    world.request({ kind: 'go-to', pose: { xM: 20, yM: 3, yawRad: 0 } });
    world.runFor(6);
    expect(world.v).toBeGreaterThan(0.5);
    world.request({ kind: 'stop' });
    world.runFor(3);
    expect([world.v, world.activity]).toEqual([0, 'stopped']);
    world.request({ kind: 'go-to', pose: { xM: 20, yM: 3, yawRad: 0 } });
    world.runFor(4);
    world.emergencyStop = true;
    world.runFor(1);
    expect([world.v, world.activity]).toEqual([0, 'stopped']);
    world.emergencyStop = false;
    expect(world.runUntil((w) => w.x > 19.8, 60)).toBe(true);
    world.request({ kind: 'go-to-post' });
    expect(world.runUntil((w) => w.activity === 'at-post', 60)).toBe(true);
  });
});

function corridorSite(boxes: readonly Box[], widthM: number, heightM: number) {
  const start = { xM: 1.5, yM: heightM > 3 ? 1.5 : 0.95, yawRad: 0 };
  return hallSite({ map: rasterize(boxes, widthM, heightM), windows: [], items: [], dock: null, post: start, start });
}

/** People who walk zigzag and stop 0.5 m before the robot, as people do. */
function strollers(world: World, run: number): void {
  world.people.forEach((person, k) => {
    const phase = Math.floor(world.nowS / 4) + k * 3 + run;
    const directions = [
      [1, 0],
      [0, 1],
      [-1, 0],
      [0, -1],
    ] as const;
    const [dx, dy] = directions[phase % 4] as readonly [number, number];
    const next = { x: person.x + dx * 0.5, y: person.y + dy * 0.5 };
    const toRobot = Math.sqrt((next.x - world.x) ** 2 + (next.y - world.y) ** 2);
    const now = Math.sqrt((person.x - world.x) ** 2 + (person.y - world.y) ** 2);
    const closing = toRobot < now && toRobot < 0.5 + 0.56;
    const inside = next.x > 5 && next.x < 22 && next.y > 0.8 && next.y < 11;
    const speed = closing || !inside ? 0 : 0.9;
    person.vx = dx * speed;
    person.vy = dy * speed;
  });
}
