/** Orders, rounds, right of way, documents, lost guests, and the words for what goes wrong. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TaskRequest } from '../../agents/contract';
import { NAVIGATION_ERRORS } from '../../agents/contract';
import { isCreditCode, isIdNumber } from '../../agents/guide-robot/dialogue/documents';
import { followRobot, hallSite, type Person, World } from './world';

const guestAt = (x: number, y: number): Person => ({ x, y, vx: 0, vy: 0, radius: 0.25, id: 1 });
const ROUND = [
  { pose: { xM: 9, yM: 3, yawRad: 0 }, line: { zh: '出生一件事，一次办成。', en: 'Birth: one visit.' } },
  { pose: { xM: 14, yM: 4, yawRad: 1 }, line: { zh: '办事不用跑。', en: 'No need to come.' } },
];

function startLead(world: World): void {
  world.guest = 0;
  world.runFor(2);
  world.say('请问护士执业证书重新注册在哪办？');
  expect(world.runUntil((w) => w.saidActs().includes('answer'), 2)).toBe(true);
  world.runFor(3);
  world.say('带我到办事窗口');
  expect(world.runUntil((w) => w.saidActs().includes('follow-me'), 2)).toBe(true);
}

describe('orders', () => {
  it('patrol: speaks at each stop in turn, answers a guest on the way, and goes on afterwards where it was', () => {
    const world = new World({ site: hallSite({ patrol: ROUND }), people: [guestAt(9, 1.6)] });
    world.runFor(2);
    world.request({ kind: 'patrol' });
    expect(world.runUntil((w) => w.saidActs().includes('publicity'), 40)).toBe(true);
    expect(world.distanceTo(ROUND[0]!.pose)).toBeLessThan(0.25);
    world.guest = 0;
    world.say('请问护士执业证书重新注册在哪办？');
    expect(world.runUntil((w) => w.saidActs().includes('answer'), 3)).toBe(true);
    world.runFor(3);
    world.say('不用了，谢谢');
    world.runFor(2);
    expect(world.saidActs()).toContain('farewell');
    expect(world.runUntil((w) => w.saidActs().filter((act) => act === 'publicity').length >= 2, 120)).toBe(true);
    expect(world.said.filter(({ line }) => line.act.kind === 'publicity').map(({ line }) => line.text)).toContain(
      ROUND[1]!.line.zh,
    );
    expect(world.activity).toBe('patrolling');
    world.request({ kind: 'go-to-post' });
    expect(world.runUntil((w) => w.activity === 'at-post', 90)).toBe(true);
  });

  it('lead: whoever stands there is led to the ordered window, without a question', () => {
    const world = new World({ people: [guestAt(5, 2)] });
    world.guest = 0;
    world.runFor(2);
    world.request({ kind: 'lead', windowId: 'B01' });
    world.script = (w) => followRobot(w, 0, 1.0);
    expect(world.runUntil((w) => w.saidActs().includes('arrived'), 90)).toBe(true);
    expect(world.distanceTo(world.site.windows[1]!.handover)).toBeLessThan(0.2);
    const other = new World({ people: [guestAt(5, 2)] });
    other.runFor(2);
    other.request({ kind: 'lead', windowId: 'no such window' });
    other.runFor(2);
    expect(other.saidActs()).toContain('cannot-lead');
  });

  it('evacuate: drops everything, parks at the refuge and repeats the announcement', () => {
    const refuge = { xM: 2, yM: 2, yawRad: 0 };
    const world = new World({ site: hallSite({ refuge }), people: [guestAt(5, 2)] });
    startLead(world);
    world.script = (w) => followRobot(w, 0, 1.0);
    world.runFor(6);
    world.script = null;
    for (const person of world.people) Object.assign(person, { x: 20, y: 3, vx: 0, vy: 0 });
    world.request({ kind: 'evacuate' });
    expect(world.runUntil((w) => w.distanceTo(refuge) < 0.25 && w.v === 0, 90)).toBe(true);
    world.runFor(20);
    expect(world.activity).toBe('evacuating');
    expect(world.saidActs().filter((act) => act === 'evacuate').length).toBeGreaterThanOrEqual(2);
    expect(world.minPersonGapM).toBeGreaterThan(0);
  });

  it('lead: where the nearest window is closed off, the guest is led to another one that has the item', () => {
    const world = new World({ people: [guestAt(5, 2)] });
    const corners = [
      { xM: 11, yM: 8.2 },
      { xM: 15, yM: 8.2 },
      { xM: 15, yM: 11.9 },
      { xM: 11, yM: 11.9 },
    ];
    world.request({ kind: 'keep-out', areas: [corners] });
    startLead(world);
    world.script = (w) => followRobot(w, 0, 1.0);
    expect(world.runUntil((w) => w.saidActs().includes('arrived'), 120)).toBe(true);
    expect(world.distanceTo(world.site.windows[2]!.handover)).toBeLessThan(0.2);
  });

  it('hold and release: a lead stands still with its guest for as long as asked and then goes on to its window', () => {
    const world = new World({ people: [guestAt(5, 2)] });
    startLead(world);
    world.script = (w) => followRobot(w, 0, 1.0);
    expect(world.runUntil((w) => w.activity === 'leading' && w.v > 0.3, 20)).toBe(true);
    world.request({ kind: 'hold', pose: null, why: 'passage' });
    expect(world.runUntil((w) => w.activity === 'holding' && w.v === 0, 5)).toBe(true);
    const at = { xM: world.x, yM: world.y, yawRad: 0 };
    world.runFor(30);
    expect(world.distanceTo(at)).toBeLessThan(0.05);
    const saved = world.brain.save();
    world.brain.load(saved);
    world.request({ kind: 'release' });
    expect(world.runUntil((w) => w.saidActs().includes('arrived'), 90)).toBe(true);
    expect(world.saidActs()).not.toContain('farewell');
  });
});

describe('a guest who stays behind', () => {
  it('is looked for where it was last seen, found, and led on', () => {
    const world = new World({ people: [guestAt(5, 2)], cameraHalfViewRad: 1.05 });
    startLead(world);
    let sitsFrom = Number.POSITIVE_INFINITY;
    world.script = (w) => {
      const guest = w.people[0]!;
      if (w.nowS < sitsFrom || w.saidActs().filter((act) => act === 'wait-for-you').length >= 2) followRobot(w, 0, 1.0);
      else Object.assign(guest, { vx: 0, vy: 0 });
    };
    world.runFor(8);
    sitsFrom = world.nowS;
    expect(world.runUntil((w) => w.activity === 'waiting-for-follower', 30)).toBe(true);
    expect(world.runUntil((w) => w.saidActs().includes('arrived'), 150)).toBe(true);
    expect(world.minPersonGapM).toBeGreaterThan(0);
  });
});

describe('documents', () => {
  it('check digits of published examples, and of every number with one character changed', () => {
    // GB 11643-1999, annex; GB 32100-2015, example of the standard.
    expect(isIdNumber('11010519491231002X')).toBe(true);
    expect(isIdNumber('440524188001010014')).toBe(true);
    expect(isCreditCode('91350100M000100Y43')).toBe(true);
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 16 }), fc.integer({ min: 1, max: 9 }), (at, add) => {
        const digits = '440524188001010014'.split('');
        digits[at] = String((Number(digits[at]) + add) % 10);
        return !isIdNumber(digits.join(''));
      }),
    );
    fc.assert(
      fc.property(
        fc.string(),
        (text) => typeof isIdNumber(text) === 'boolean' && typeof isCreditCode(text) === 'boolean',
      ),
    );
  });

  it('a guest’s document is confirmed by its last characters only; a misread one is asked for again', () => {
    const world = new World({ people: [guestAt(5, 2)] });
    world.guest = 0;
    world.runFor(2);
    world.touch();
    world.runFor(1);
    world.present({ kind: 'credit-code', number: '91350100M000100Y43' });
    world.runFor(1);
    world.present({ kind: 'id-card', number: '110105194912310021' });
    world.runFor(1);
    const read = world.said.filter(({ line }) => line.act.kind === 'identified');
    expect(read.map(({ line }) => line.act)).toEqual([
      { kind: 'identified', document: 'credit-code', valid: true },
      { kind: 'identified', document: 'id-card', valid: false },
    ]);
    expect(read[0]?.line.text).toContain('0Y43');
    expect(read[0]?.line.text).not.toContain('91350100');
  });
});

describe('docking in Nav2’s words', () => {
  it('901 no dock, 904 no marker, 906 contacts that never touch; a success clears the error', () => {
    const none = new World({ site: hallSite({ dock: null }) });
    none.runFor(2);
    none.request({ kind: 'go-charge' });
    none.runFor(2);
    expect(none.lastCommand?.status.error?.name).toBe('DOCK_NOT_IN_DB');

    const hidden = new World();
    hidden.markerHidden = true;
    hidden.runFor(2);
    hidden.request({ kind: 'go-charge' });
    expect(hidden.runUntil((w) => w.lastCommand?.status.error?.name === 'FAILED_TO_DETECT_DOCK', 120)).toBe(true);
    hidden.markerHidden = false;
    expect(hidden.runUntil((w) => w.charging && w.lastCommand?.status.error === null, 240)).toBe(true);

    const gap = new World({ contactGapM: 0.2 });
    gap.runFor(2);
    gap.request({ kind: 'go-charge' });
    expect(gap.runUntil((w) => w.lastCommand?.status.error?.name === 'FAILED_TO_CHARGE', 180)).toBe(true);
    expect(NAVIGATION_ERRORS.FAILED_TO_CHARGE).toBe(906);
    expect(gap.minWallGapM).toBeGreaterThan(-0.001);
  });
});

describe('any order of orders', () => {
  const pose = fc.record({
    xM: fc.double({ min: -5, max: 30 }),
    yM: fc.double({ min: -5, max: 20 }),
    yawRad: fc.double({ min: -10, max: 10 }),
  });
  const request: fc.Arbitrary<TaskRequest> = fc.oneof(
    pose.map((to) => ({ kind: 'go-to' as const, pose: to })),
    fc.constantFrom<TaskRequest>(
      { kind: 'go-charge' },
      { kind: 'go-to-post' },
      { kind: 'stop' },
      { kind: 'patrol' },
      { kind: 'evacuate' },
      { kind: 'release' },
      { kind: 'lead', windowId: 'B01' },
      { kind: 'lead', windowId: '' },
      { kind: 'hold', pose: null, why: 'dock' },
    ),
    pose.map((to) => ({ kind: 'hold' as const, pose: to, why: 'passage' as const })),
    fc
      .array(fc.array(fc.oneof(pose, fc.constant({ xM: Number.NaN, yM: 1 })), { maxLength: 5 }), { maxLength: 3 })
      .map((areas) => ({ kind: 'keep-out' as const, areas })),
  );
  const event = fc.oneof(
    request.map((value) => ({ kind: 'request' as const, value })),
    fc.constantFrom('护士执业证书重新注册', '带我去', '不用了', 'x').map((value) => ({ kind: 'say' as const, value })),
    fc.string({ maxLength: 20 }).map((value) => ({ kind: 'card' as const, value })),
  );

  it('never throws, never touches anybody, always one finite command, and a saved brain goes on the same', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(event, fc.integer({ min: 1, max: 80 })), { minLength: 1, maxLength: 8 }),
        (events) => {
          const world = new World({ site: hallSite({ patrol: ROUND }), people: [guestAt(5, 2), guestAt(12, 6)] });
          world.guest = 0;
          for (const [what, ticks] of events) {
            if (what.kind === 'request') world.request(what.value);
            else if (what.kind === 'say') world.say(what.value);
            else world.present({ kind: 'id-card', number: what.value });
            for (let i = 0; i < ticks; i++) world.step();
            const velocity = world.lastCommand?.velocity;
            expect(Number.isFinite((velocity?.linearMps ?? 0) + (velocity?.angularRps ?? 0))).toBe(true);
            const saved = world.brain.save();
            world.brain.load(structuredClone(saved));
          }
          expect(world.minPersonGapM).toBeGreaterThan(0);
          expect(world.minWallGapM).toBeGreaterThan(-0.001);
        },
      ),
      { numRuns: 25, seed: 3 },
    );
  });
});
