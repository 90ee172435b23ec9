/** Missions of fetching help in the hall's own physics: how each ends, the same hash twice, and a follower who cannot go on. */
import { describe, expect, it } from 'vitest';
import { missionOf, runOne, sourceOf } from './runs';

const FOLLOWER = `
version: 1
id: follower-sits-down
why: 'a follower stops in sight and does not come on: the robot fetches the clerk to where he is'
world:
  sizeM: [16, 10]
  desks: [{ id: enquiry, at: [13, 5], facingDeg: 180, widthM: 2, line: { count: 3 } }]
  windows: [{ letter: A, count: 3, at: [15.4, 8], facingDeg: 180 }]
robot: { at: [3, 7], facingDeg: 180 }
fetchHelp: {}
task: { kind: fetch-help, ends: helped }
people:
  - { kind: guest, window: A02, build: elderly, breaks: [{ afterM: 3, forGood: true }] }
limits: { timeS: 500 }
pass: { says: [follow-me, fetch-help, ask-help, come-along, help-result] }
`;

describe('missions of fetching help', () => {
  it.each(['accepted', 'busy-then-lead', 'nobody-there', 'guest-left', 'through-crowd'])('%s', async (name) => {
    const { run } = await runOne(sourceOf(`fetch-help-${name}`), { seed: 3 });
    expect(run.misses).toEqual([]);
  }, 300_000);

  it('the same seed gives the same hash', async () => {
    const source = sourceOf('fetch-help-accepted');
    const [one, other] = [await runOne(source), await runOne(source)];
    expect(one.run.hash).toBe(other.run.hash);
  }, 300_000);

  it('a follower who cannot go on is helped where he stands', async () => {
    const source = { file: 'follower.mission.yaml', text: FOLLOWER, hall: null };
    const { run } = await runOne(source);
    expect(run.misses).toEqual([]);
    expect(run.leads).toEqual({ started: 1, arrived: 0, lost: 1 });
  }, 300_000);

  it('a mission without the rule, or a desk, is refused with what is needed', () => {
    const bad = (text: string) => () => missionOf({ file: 'bad', text, hall: null });
    expect(bad(FOLLOWER.replace('fetchHelp: {}\n', ''))).toThrow('fetch-help needs fetchHelp');
    const visitors = '  - { kind: desk-visitors, count: 2 }\nlimits';
    const noDesk = FOLLOWER.replace(/ {2}desks:.*\n/, '').replace('limits', visitors);
    expect(bad(noDesk)).toThrow('desk-visitors need a desk');
  });
});
