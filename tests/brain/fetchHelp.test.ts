/** Fetching help, the brain alone in the small test hall: every way it can end, interruptions, saving, any order of answers. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { HelpPlace, Percept } from '../../agents/contract';
import { createGuideRobot } from '../../agents/guide-robot';
import { followRobot, hallSite, type Person, World, type WorldOptions } from './world';

const PERSON = '我想找工作人员问一下。';
const COMING = '好的，我跟你过去。';
const BUSY = '我现在走不开，请把人带过来。';
const WAIT = '请稍等，我办完这一位就去。';

const DESK: HelpPlace = {
  id: 'desk',
  name: { zh: '咨询台', en: 'the enquiry desk' },
  ask: { xM: 11, yM: 3, yawRad: 0 },
  receives: true,
};
const WINDOW: HelpPlace = {
  id: 'A02',
  name: { zh: 'A02窗口', en: 'window A02' },
  ask: { xM: 6, yM: 11.4, yawRad: Math.PI / 2 },
  receives: false,
};
const GUEST: Person = { x: 5, y: 2, vx: 0, vy: 0, radius: 0.25, id: 1 };

function worldWith(places: readonly HelpPlace[], options: Omit<WorldOptions, 'site'> = {}): World {
  const world = new World({ site: hallSite({ helpPlaces: places }), people: [GUEST], ...options });
  world.guest = 0;
  world.runFor(2);
  return world;
}

/** The robot was asked for a person and stands at the place, having asked. */
function askedAt(world: World, text = PERSON): World {
  world.say(text);
  expect(world.runUntil((w) => w.saidActs().includes('ask-help'), 60)).toBe(true);
  return world;
}

const clerkSays = (world: World, text: string): void => world.say(text, 'zh', world.x + 1.5, world.y);
const results = (world: World): string[] =>
  world.said.flatMap(({ line }) => (line.act.kind === 'help-result' ? [line.act.result] : []));
const isBack = (world: World): boolean => world.activity === 'at-post';

describe('fetching help', () => {
  it('is off where the site names no place: the guest is sent to the desk as before', () => {
    const world = worldWith([]);
    world.say('我想砍一棵树');
    world.runFor(4);
    world.say('砍树的手续');
    world.runFor(4);
    expect(world.saidActs()).toContain('unknown-item');
    expect(world.saidActs()).not.toContain('fetch-help');
    expect(JSON.stringify(world.brain.save())).not.toContain('errand');
  });

  it('tells the guest, asks the clerk, brings him, and says so', () => {
    const world = askedAt(worldWith([DESK]));
    expect(Math.hypot(world.x - 11, world.y - 3)).toBeLessThan(0.3);
    world.runFor(0.5);
    expect(world.lastCommand?.status.reason.en).toBe('Asking at the enquiry desk whether somebody can come.');
    expect(world.brain.inspect().goals).toEqual(['fetch-help']);
    clerkSays(world, COMING);
    expect(world.runUntil(isBack, 90)).toBe(true);
    expect(world.saidActs()).toEqual(['fetch-help', 'ask-help', 'come-along', 'help-result']);
    expect(results(world)).toEqual(['coming']);
  });

  it('a clerk who says "one moment" is waited for', () => {
    const world = askedAt(worldWith([DESK]));
    clerkSays(world, WAIT);
    world.runFor(60);
    expect(world.saidActs().filter((act) => act === 'ask-help')).toHaveLength(1);
    clerkSays(world, COMING);
    expect(world.runUntil(isBack, 90)).toBe(true);
    expect(results(world)).toEqual(['coming']);
  });

  it('a clerk who cannot leave: the guest is taken there', () => {
    const world = askedAt(worldWith([DESK]));
    clerkSays(world, BUSY);
    expect(world.runUntil((w) => w.activity === 'leading', 60)).toBe(true);
    expect(world.brain.inspect().goals).toEqual(['fetch-help', 'walk-ahead']);
    expect(world.lastCommand?.status.reason.zh).toBe('正在带来访者去咨询台。');
    world.script = (w) => followRobot(w, 0, 1);
    expect(world.runUntil(isBack, 120)).toBe(true);
    expect(world.saidActs().slice(-3)).toEqual(['help-result', 'follow-me', 'arrived']);
    expect(world.said.at(-1)?.line.text).toBe('到了，这里是咨询台。');
  });

  it('busy at a window: tries the next place; nobody there: asks twice, goes on, and says the better of the two', () => {
    const world = worldWith([WINDOW, DESK]);
    world.say(PERSON);
    expect(world.runUntil((w) => w.saidActs().includes('ask-help'), 60)).toBe(true);
    const first = world.said.at(-1)?.line.act;
    expect(first?.kind === 'ask-help' && first.placeId).toBe('desk');
    expect(world.runUntil((w) => w.saidActs().filter((act) => act === 'ask-help').length === 3, 120)).toBe(true);
    clerkSays(world, '我这里正忙，走不开。');
    expect(world.runUntil(isBack, 120)).toBe(true);
    const asked = world.said.flatMap(({ line }) => (line.act.kind === 'ask-help' ? [line.act.placeId] : []));
    expect(asked).toEqual(['desk', 'desk', 'A02']);
    expect(results(world)).toEqual(['busy']);
  });

  it('nobody anywhere', () => {
    const world = askedAt(worldWith([DESK]));
    expect(world.runUntil(isBack, 150)).toBe(true);
    expect(results(world)).toEqual(['nobody']);
  });

  it('an answer that is not understood is asked again with the answers on the screen, where one may be touched', () => {
    const world = askedAt(worldWith([DESK]));
    clerkSays(world, '嗯嗯啊');
    world.runFor(2);
    expect(world.shown.at(-1)).toMatchObject({ kind: 'choices', options: ['我这就去', '走不开'] });
    world.choose(0);
    expect(world.runUntil(isBack, 90)).toBe(true);
    expect(results(world)).toEqual(['coming']);
  });

  it('a guest who has left is looked for, then told of to the clerk', () => {
    const world = askedAt(worldWith([DESK]));
    clerkSays(world, COMING);
    world.people.length = 0;
    world.guest = -1;
    expect(world.runUntil(isBack, 120)).toBe(true);
    expect(results(world)).toEqual(['gone']);
  });

  it.each([
    ['needs-assistance', '我腿脚不方便，能请工作人员帮帮我吗？', 'zh'],
    ['needs-assistance', 'I find walking hard. Could a member of staff help me, please?', 'en'],
    ['asks-for-person', 'I would like to speak to a member of staff.', 'en'],
  ] as const)('%s: %s', (why, text, language) => {
    const world = worldWith([DESK]);
    world.say(text, language);
    world.runFor(1);
    const line = world.said[0]?.line;
    expect(line?.act).toEqual({ kind: 'fetch-help', why });
    expect(line?.language).toBe(language);
    expect(/[一-鿿]/.test(line?.text ?? '')).toBe(language === 'zh');
  });

  it('what it does not know after the second try; a document that it cannot read twice', () => {
    const asked = worldWith([DESK]);
    asked.say('我想砍一棵树');
    asked.runFor(4);
    asked.say('砍树的手续');
    asked.runFor(2);
    expect(asked.said.at(-1)?.line.act).toEqual({ kind: 'fetch-help', why: 'not-understood' });
    const shown = worldWith([DESK]);
    shown.say('你好');
    shown.runFor(4);
    for (let k = 0; k < 2; k++) {
      shown.present({ kind: 'id-card', number: '123' });
      shown.runFor(3);
    }
    expect(shown.said.at(-1)?.line.act).toEqual({ kind: 'fetch-help', why: 'reader-fault' });
  });

  it('a follower in sight who does not come on', () => {
    const world = worldWith([DESK]);
    world.say('请问护士执业证书重新注册在哪办？');
    world.runFor(3);
    world.say('好的，带我去');
    world.script = (w) => followRobot(w, 0, w.distanceM < 3 ? 1 : 0);
    expect(world.runUntil((w) => w.saidActs().includes('fetch-help'), 150)).toBe(true);
    const act = world.said.at(-1)?.line.act;
    expect(act).toEqual({ kind: 'fetch-help', why: 'cannot-follow' });
    expect(world.runUntil((w) => w.saidActs().includes('ask-help'), 60)).toBe(true);
    expect(world.said.at(-1)?.line.text).toContain('走不过去了');
    clerkSays(world, COMING);
    expect(world.runUntil((w) => results(w).length > 0, 90)).toBe(true);
    expect(results(world)).toEqual(['coming']);
  });
});

describe('fetching help, interrupted', () => {
  it('right of way, an order to go elsewhere and the emergency stop: it goes on where it was', () => {
    const world = worldWith([DESK]);
    world.say(PERSON);
    expect(world.runUntil((w) => w.x > 7, 60)).toBe(true);
    world.request({ kind: 'hold', pose: null, why: 'passage' });
    world.request({ kind: 'go-to', pose: { xM: 3, yM: 8, yawRad: 0 } });
    world.runFor(5);
    expect(world.activity).toBe('holding');
    world.request({ kind: 'release' });
    world.runFor(3);
    expect(world.activity).toBe('fetching-help');
    world.emergencyStop = true;
    world.runFor(5);
    expect(world.activity).toBe('stopped');
    world.emergencyStop = false;
    expect(world.runUntil((w) => w.saidActs().includes('ask-help'), 60)).toBe(true);
    clerkSays(world, COMING);
    expect(world.runUntil((w) => results(w).length > 0, 90)).toBe(true);
    expect(results(world)).toEqual(['coming']);
    // The order to go elsewhere is done afterwards.
    expect(world.runUntil((w) => Math.hypot(w.x - 3, w.y - 8) < 0.3, 60)).toBe(true);
  });

  it('stopped by the operator, then sent to its post: takes the errand up again', () => {
    const world = askedAt(worldWith([DESK]));
    world.request({ kind: 'stop' });
    world.runFor(5);
    expect(world.activity).toBe('stopped');
    world.request({ kind: 'go-to-post' });
    world.runFor(1);
    expect(world.activity).toBe('fetching-help');
    clerkSays(world, COMING);
    expect(world.runUntil(isBack, 120)).toBe(true);
    expect(results(world)).toEqual(['coming']);
  });

  it('stopped while it leads the guest to the desk: takes him there afterwards', () => {
    const world = askedAt(worldWith([DESK]));
    clerkSays(world, BUSY);
    expect(world.runUntil((w) => w.activity === 'leading', 60)).toBe(true);
    world.request({ kind: 'stop' });
    world.runFor(3);
    world.request({ kind: 'go-to-post' });
    world.script = (w) => followRobot(w, 0, 1);
    expect(world.runUntil((w) => w.saidActs().includes('arrived'), 120)).toBe(true);
  });

  it('an evacuation ends it for good', () => {
    const world = askedAt(worldWith([DESK]));
    world.request({ kind: 'evacuate' });
    world.runFor(5);
    expect(world.activity).toBe('evacuating');
    world.request({ kind: 'go-to-post' });
    expect(world.runUntil(isBack, 90)).toBe(true);
    expect(results(world)).toEqual([]);
  });

  it('a battery that falls low on the way: it finishes and charges; one that is nearly empty breaks off and charges', () => {
    const low = askedAt(worldWith([DESK]));
    low.chargeRatio = 0.15;
    clerkSays(low, COMING);
    expect(low.runUntil((w) => w.charging, 150)).toBe(true);
    expect(results(low)).toEqual(['coming']);
    const empty = askedAt(worldWith([DESK]));
    empty.chargeRatio = 0.02;
    expect(empty.runUntil((w) => w.activity === 'to-dock', 10)).toBe(true);
    expect(results(empty)).toEqual([]);
    // With little charge nobody is fetched at all.
    const weak = worldWith([DESK], { chargeRatio: 0.09, params: { chargeBelowRatio: 0.05 } });
    weak.say(PERSON);
    weak.runFor(3);
    expect(weak.saidActs()).not.toContain('fetch-help');
  });

  it('a way that is closed: nobody can be reached, and the guest is told so', () => {
    const behind: HelpPlace = { ...DESK, ask: { xM: 12, yM: 13.3, yawRad: 0 } };
    const walled = hallSite({ helpPlaces: [behind] });
    const cells = walled.map.cells.slice();
    for (let row = 240; row < 280; row++) for (const column of [78, 79, 440, 441]) cells[row * 480 + column] = 100;
    const world = new World({ site: { ...walled, map: { ...walled.map, cells } }, people: [GUEST] });
    world.guest = 0;
    world.runFor(2);
    world.say(PERSON);
    expect(world.runUntil((w) => results(w).length > 0, 120)).toBe(true);
    expect(results(world)).toEqual(['no-way']);
  });
});

describe('fetching help: state', () => {
  it('saved at any moment and loaded into a fresh brain, goes on bit for bit', () => {
    const world = new World({ site: hallSite({ helpPlaces: [DESK] }), people: [GUEST] });
    world.keepPercepts = true;
    world.guest = 0;
    world.runFor(2);
    world.say(PERSON);
    world.runUntil((w) => w.saidActs().includes('ask-help'), 60);
    clerkSays(world, WAIT);
    world.runFor(10);
    clerkSays(world, BUSY);
    world.script = (w) => followRobot(w, 0, w.activity === 'leading' ? 1 : 0);
    world.runFor(60);
    const { percepts } = world;
    const seen = new Set<string>();
    const first = createGuideRobot(world.site, world.params, 1);
    let at = 0;
    for (let cut = 5; cut < percepts.length; cut += 53) {
      for (; at < cut; at++) first.step(percepts[at] as Percept);
      const saved = structuredClone(first.save());
      const errand = (saved.data as { memory: { errand?: { stage: string } } }).memory.errand;
      if (errand) seen.add(errand.stage);
      const fresh = createGuideRobot(world.site, world.params, 1);
      const other = createGuideRobot(world.site, world.params, 1);
      fresh.load(saved);
      other.load(structuredClone(saved));
      expect(fresh.save()).toEqual(saved);
      for (let k = cut; k < Math.min(percepts.length, cut + 40); k++) {
        const percept = percepts[k] as Percept;
        expect(JSON.stringify(fresh.step(percept))).toBe(JSON.stringify(other.step(percept)));
      }
    }
    for (const stage of ['going', 'asking', 'returning', 'leading']) expect(seen).toContain(stage);
  });

  it('whatever is answered, touched and ordered, in any order, it ends at its post or on its dock', () => {
    const event = fc.constantFrom(
      ...(['coming', 'busy', 'wait', 'noise', 'touch-0', 'touch-1', 'guest-goes', 'hold', 'stop', 'evacuate'] as const),
      ...(['low', 'emergency', 'silence'] as const),
    );
    const ends = new Map<string, number>();
    const runs = 10;
    fc.assert(
      fc.property(fc.array(fc.tuple(event, fc.integer({ min: 1, max: 30 })), { maxLength: 5 }), (events) => {
        const world = worldWith([DESK, WINDOW]);
        world.say(PERSON);
        world.script = (w) => followRobot(w, 0, w.activity === 'leading' ? 1 : 0);
        for (const [what, afterS] of events) {
          world.runFor(afterS);
          if (what === 'coming') clerkSays(world, COMING);
          else if (what === 'busy') clerkSays(world, BUSY);
          else if (what === 'wait') clerkSays(world, WAIT);
          else if (what === 'noise') clerkSays(world, '啊啊');
          else if (what === 'touch-0' || what === 'touch-1') world.choose(what === 'touch-0' ? 0 : 1);
          else if (what === 'guest-goes') world.people.length = 0;
          else if (what === 'hold') world.request({ kind: 'hold', pose: null, why: 'passage' });
          else if (what === 'stop' || what === 'evacuate') world.request({ kind: what });
          else if (what === 'low') world.chargeRatio = Math.min(world.chargeRatio, 0.12);
          else if (what === 'emergency') world.emergencyStop = true;
          if (world.people.length === 0) {
            world.guest = -1;
            world.script = null;
          }
          world.runFor(2);
          world.emergencyStop = false;
        }
        world.request({ kind: 'release' });
        world.request({ kind: 'go-to-post' });
        const over = world.runUntil((w) => (w.activity === 'at-post' || w.charging) && !errandOf(w), 700);
        expect(over, JSON.stringify(events)).toBe(true);
        const end = results(world).at(-1) ?? 'none';
        ends.set(end, (ends.get(end) ?? 0) + 1);
      }),
      { numRuns: runs, seed: 5 },
    );
    console.log(
      `any order of answers and interruptions: ${runs} of ${runs} ended; ${[...ends].map(([end, n]) => `${end} ${n}`).join(', ')}`,
    );
  }, 600_000);
});

function errandOf(world: World): unknown {
  return (world.brain.save().data as { memory: { errand?: unknown } }).memory.errand;
}
