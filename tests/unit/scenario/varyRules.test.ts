/** Every rule of the hall can be varied by a path, as `--vary` does; no rule is forgotten. */
import { describe, expect, it } from 'vitest';
import type { rules } from '../../../src/scenario/schema/rules';
import { applyChanges, type VaryValue } from '../../../src/scenario/vary/apply';
import { rulesSource } from '../../worlds/rulesDay';

const PATHS: Readonly<Record<keyof typeof rules.shape, readonly (readonly [string, VaryValue])[]>> = {
  priority: [
    ['rules.priority.raiseAfterMin', 5],
    ['rules.priority.classes[veteran].share', 0.1],
    ['rules.priority.order', 'by-ticket'],
  ],
  balking: [['rules.balking.toleratedMax', 12]],
  reneging: [['rules.reneging.patience.meanMin', 15]],
  room: [['rules.room.capacity', 25]],
  skills: [['rules.skills.overflowAbove', 4]],
  noShow: [['rules.noShow.recalls', 2]],
  journeys: [['rules.journeys.items[0].stages[0].share', 0.2]],
  breaks: [['rules.breaks[0].minutes', 30]],
  tidal: [['rules.tidal.openAbove', 6]],
  variation: [['rules.variation.dayCv', 0.2]],
  appointments: [['rules.appointments[0].noShowShare', 0.4]],
  online: [['rules.online.share', 0.3]],
  papers: [['rules.papers.sharedShare', 0.9]],
  results: [
    ['rules.results.atOnceShare', 0.8],
    ['rules.results.whileYouWait.of', 'all'],
    ['rules.results.backOffice.clerks', 8],
    ['rules.results.pickup.after.meanMin', 30],
  ],
  channels: [
    ['rules.channels[xiao-zheng].willingShare', 0.2],
    ['rules.channels[xiao-zheng].functions.guiding.on', false],
    ['rules.channels[xiao-zheng].identity[0].successShare', 0.5],
    ['rules.channels[xiao-zheng].helpBy.guides', 2],
  ],
  sharedClerks: [['rules.sharedClerks[0].clerks', 2]],
  setUp: [['rules.setUp.time.meanS', 20]],
  greenChannel: [['rules.greenChannel.others', 'keep-free']],
  zone24: [['rules.zone24.rate[0].perHour', 9]],
  linked: [['rules.linked.items[0].pushedShare', 1]],
  jockeying: [['rules.jockeying.policy', 'from-the-end']],
  firstStop: [['rules.firstStop.policy', 'desk-first']],
  doors: [['rules.doors.choose', 'quickest']],
  closures: [['rules.closures[leak].line.widthM', 1.5]],
  windowClosings: [['rules.windowClosings[0].policy', 'serve']],
  seating: [['rules.seating.policy', 'apart']],
  lines: [['rules.lines.yields', 'past-one']],
  people: [['rules.people.strollerShare', 0.1]],
  wayfinding: [['rules.wayfinding.familiarShare', 0.9]],
  companions: [['rules.companions.share', 0.5]],
  fetchHelp: [['rules.fetchHelp.busyAbove', 4]],
};

describe('--vary on the rules', () => {
  it.each(Object.values(PATHS).flat())('%s = %s', (path, value) => {
    const result = applyChanges(rulesSource(), [{ path, value }]);
    expect(result.ok ? [] : result.problems).toEqual([]);
    if (result.ok) expect(result.source.scenarioText).not.toBe(rulesSource().scenarioText);
  });

  it('a value outside its range is refused, with the range', () => {
    const result = applyChanges(rulesSource(), [{ path: 'rules.companions.share', value: 2 }]);
    expect(result.ok ? '' : result.problems[0]?.message).toMatch(/0 to 1/);
  });
});
