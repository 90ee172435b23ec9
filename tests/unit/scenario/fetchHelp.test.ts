/** `rules.fetchHelp` in a file: what is wrong is named with path, value and what is allowed; where robots ask and clerks step out. */
import { describe, expect, it } from 'vitest';
import { wallDistanceM } from '../../../src/kernel/geometry';
import { buildLayout } from '../../../src/scenario/layout/build';
import { parseScenario } from '../../../src/scenario/parse';
import { askPose, type Counter, countersOf, fetchHelpOf, outSpot } from '../../../src/scenario/rules/fetchHelp';
import { shippedScenarios, sourceOf } from '../../worlds/shipped';

const shipped = sourceOf('fetch-help');

function problemsWith(change: (text: string) => string): string[] {
  const scenarioText = change(shipped.scenarioText);
  expect(scenarioText).not.toBe(shipped.scenarioText);
  const parsed = parseScenario({ ...shipped, scenarioText });
  const found = parsed.ok ? parsed.warnings : parsed.problems;
  return found.map(({ path, message }) => `${path}: ${message}`);
}

const inRule = (line: string) => (text: string) =>
  text.replace('    assistShare: 0.5', `    ${line}\n    assistShare: 0.5`);

describe('rules.fetchHelp', () => {
  it.each([
    ['desks: [enquiry-des]', 'rules.fetchHelp.desks[0]', 'did you mean "enquiry-desk"'],
    ['windows: [Z09]', 'rules.fetchHelp.windows', 'Z09'],
    ['busyAbove: 70', 'rules.fetchHelp.busyAbove', '0 to 50'],
    ['answer: { dist: constant }', 'rules.fetchHelp.answer', 'exactly one of meanMin'],
  ])('%s', (line, path, words) => {
    const found = problemsWith(inRule(line)).filter((problem) => problem.startsWith(path));
    expect(found.join('\n')).toContain(words);
  });

  it('no counter, an absence of nobody, one that outlasts the hall', () => {
    expect(problemsWith((text) => inRule('desks: []')(text)).join('\n')).toContain('names no counter');
    expect(problemsWith((text) => text.replace('desk: enquiry-desk', 'desk: nobody')).join('\n')).toContain(
      'away[0].desk',
    );
    const late = problemsWith((text) => text.replace("from: '09:08', forMin: 4", "from: '10:20', forMin: 30"));
    expect(late.join('\n')).toContain('ends after closing; allowed: until 10:30');
  });

  it('warns where it does nothing: without a robot, and in meso', () => {
    expect(problemsWith((text) => text.replace('resolution: micro', 'resolution: meso')).join('\n')).toContain(
      'micro only',
    );
  });

  it('in every shipped hall: the robot asks off the queue and off walls, the clerk steps out beside it', () => {
    let counters = 0;
    let none = 0;
    for (const id of shippedScenarios) {
      const parsed = parseScenario(sourceOf(id));
      if (!parsed.ok) throw new Error(id);
      const { layout, walls } = buildLayout(parsed.scene);
      const all = {
        ...parsed.scenario.rules,
        fetchHelp: { windows: layout.windows.map((window) => window.id), away: [] },
      };
      const named = countersOf({ ...parsed.scenario, rules: all } as never, layout) as Counter[];
      for (const counter of named) {
        counters++;
        const ask = askPose(layout, walls, counter);
        const out = ask && outSpot(layout, walls, counter, ask);
        if (!ask || !out) {
          none++;
          continue;
        }
        expect(wallDistanceM(walls, ask.xM, ask.yM)).toBeGreaterThanOrEqual(0.38);
        expect(wallDistanceM(walls, out.xM, out.yM)).toBeGreaterThanOrEqual(0.3);
        for (const place of layout.places) {
          if (place.kind === 'seat' || place.kind === 'stand' || place.kind === 'door') continue;
          expect(Math.hypot(place.xM - ask.xM, place.yM - ask.yM)).toBeGreaterThanOrEqual(0.75);
        }
      }
    }
    console.log(`counters with room to ask: ${counters - none} of ${counters} in ${shippedScenarios.length} scenarios`);
    expect(none / counters).toBeLessThan(0.2);
  });

  it('off: no help places, the layout as it was', () => {
    const parsed = parseScenario(sourceOf('guided-hall'));
    if (!parsed.ok) throw new Error('guided-hall');
    const { layout, walls } = buildLayout(parsed.scene);
    expect(fetchHelpOf(parsed.scenario, layout, walls)).toBeNull();
  });
});
