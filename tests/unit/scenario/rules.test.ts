/** The section `rules`: what is refused, where and why; and what comes out. */
import { describe, expect, test } from 'vitest';
import { parseScenario } from '../../../src/scenario/parse';
import { RULES_YAML, rulesSource } from '../../worlds/rulesDay';

function problemsOf(change: readonly [string, string]): { path: string; message: string; line: number | null }[] {
  if (!RULES_YAML.includes(change[0])) throw new Error(`not in the rules: ${change[0]}`);
  const result = parseScenario(rulesSource(RULES_YAML.replace(change[0], () => change[1])));
  return [...(result.ok ? result.warnings : result.problems)];
}

const cases: readonly (readonly [what: string, change: readonly [string, string], path: string, message: RegExp])[] = [
  ['two classes of one name', ['id: disabled', 'id: elderly'], 'rules.priority.classes[1].id', /used twice/],
  ['shares above 1', ['share: 0.03', 'share: 1.2'], 'rules.priority.classes[2].share', /1.2 is not allowed.*0 to 1/],
  [
    'a door that is none',
    ['doors: [west-door]', 'doors: [west-dor]'],
    'rules.doors.closings[0].doors[0]',
    /unknown door "west-dor"; did you mean "west-door"/,
  ],
  [
    'a closing that ends before it begins',
    ["from: '11:00', to: '11:30'", "from: '11:00', to: '10:30'"],
    'rules.doors.closings[0].to',
    /from 11:00 to 10:30; allowed: an end after the beginning/,
  ],
  [
    'a door closed twice at once',
    ["doors: [east-door], from: '14:00'", "doors: [west-door], from: '11:10'"],
    'rules.doors.closings[1].doors[0]',
    /door west-door is closed from 11:00 to 11:30 by closings\[0\] already/,
  ],
  ['a choice that is none', ['choose: quickest', 'choose: shortest'], 'rules.doors.choose', /"nearest".*"quickest"/],
  [
    'a window to close that is none',
    ["windows: [A01-A02], from: '13:00'", "windows: [A01-A22], from: '13:00'"],
    'rules.windowClosings[1].windows[0]',
    /unknown window/,
  ],
  [
    'a closing after the hall has closed',
    ["from: '13:00', to: '13:10'", "from: '18:00', to: '18:10'"],
    'rules.windowClosings[1].from',
    /closes at 18:00, after the hall at 16:30/,
  ],
  [
    'a closure without an area and a line',
    ['line: { from: [5, 8], to: [8, 8] }', 'times: []'],
    'rules.closures[0]',
    /has neither area nor line; allowed: exactly one/,
  ],
  [
    'a closure too narrow to keep anybody out',
    ['line: { from: [5, 8], to: [8, 8] }', 'line: { from: [5, 8], to: [8, 8], widthM: 0.2 }'],
    'rules.closures[0].line.widthM',
    /0.2 is not allowed.*0.6 to 10/,
  ],
  [
    'a closure over a door',
    ['line: { from: [5, 8], to: [8, 8] }', 'line: { from: [12, 0.5], to: [18, 0.5], widthM: 3 }'],
    'rules.closures[0].line',
    /holds main-door.*; allowed: areas without doors, windows, kiosks/,
  ],
  [
    'a closure outside the building',
    ['line: { from: [5, 8], to: [8, 8] }', 'area: [[60, 60], [62, 60], [62, 62]]'],
    'rules.closures[0].area',
    /lies outside the building; allowed: x from 0 to 30/,
  ],
  [
    'a closure without floor',
    ['line: { from: [5, 8], to: [8, 8] }', 'area: [[5, 8], [8, 8], [6, 8]]'],
    'rules.closures[0].area',
    /0.00 m2 large; allowed: 0.3 m2 or more/,
  ],
  [
    'a closure that ends before it begins',
    ['to: [8, 8] }', "to: [8, 8] }, times: [{ from: '11:00', to: '10:00' }]"],
    'rules.closures[0].times[0].to',
    /from 11:00 to 10:00; allowed: an end after the beginning/,
  ],
  ['an order that is none', ['raiseAfterMin: 20', 'order: by-age'], 'rules.priority.order', /"by-class".*"by-ticket"/],
  ['limits the wrong way round', ['toleratedMax: 9', 'toleratedMax: 0'], 'rules.balking.toleratedMax', /2 to 10000/],
  ['a policy that is none', ['policy: leave-at-limit', 'policy: wait'], 'rules.reneging.policy', /"leave-at-limit"/],
  [
    'patience without a mean',
    ['dist: lognormal, meanMin: 8, cv', 'dist: lognormal, cv'],
    'rules.reneging.patience',
    /no mean/,
  ],
  [
    'patience of a class that is none',
    ['byClass: { elderly:', 'byClass: { eldery:'],
    'rules.reneging.byClass.eldery',
    /did you mean "elderly"/,
  ],
  ['a hall for nobody', ['capacity: 40', 'capacity: 0'], 'rules.room.capacity', /0 is not allowed.*1 to 100000/],
  [
    'a matrix window that is none',
    ['windows: [A01-A02], letters', 'windows: [A01-A13], letters'],
    'rules.skills.matrix[0].windows[0]',
    /unknown window "A13"/,
  ],
  [
    'a matrix item that is none',
    ['items: [residence-permit', 'items: [residence-permits'],
    'rules.skills.matrix[1].items[0]',
    /did you mean "residence-permit"/,
  ],
  [
    'an item that nobody can do',
    ['windows: [A01-A02], letters: [A]', 'windows: [A01-A12], items: [invoice]'],
    'rules.skills.matrix',
    /no staffed window of letter A can do item "[a-z-]+"/,
  ],
  [
    'a stage letter that is none',
    [
      'stages: [{ letter: A, service: { dist: lognormal, meanMin: 4 }',
      'stages: [{ letter: B, service: { dist: lognormal, meanMin: 4 }',
    ],
    'rules.journeys.items[0].stages[0].letter',
    /unknown ticket letter "B"/,
  ],
  [
    'two journeys of one item',
    ['item: sole-trader, joint', 'item: food-licence, joint'],
    'rules.journeys.items[1].item',
    /has a journey already/,
  ],
  [
    'a recall after no time',
    ['recallAfterS: 20', 'recallAfterS: 0'],
    'rules.noShow.recallAfterS',
    /0 is not allowed.*1 to 3600/,
  ],
  ['a break before opening', ["at: '11:00'", "at: '08:00'"], 'rules.breaks[0].at', /allowed: breaks from 09:00/],
  [
    'a break of an unknown window',
    ['windows: [A03-A06]', 'windows: [A03-A16]'],
    'rules.breaks[0].windows[0]',
    /unknown window "A13"/,
  ],
  [
    'a break policy that is none',
    ['policy: interrupt-resume', 'policy: walk-away'],
    'rules.breaks[1].policy',
    /"finish-current".*"interrupt-resume"/,
  ],
  [
    'tidal windows only',
    ['windows: [A10-A11]', 'windows: [A01-A12]'],
    'rules.tidal.windows',
    /letter A would have tidal windows only/,
  ],
  ['a tide that closes at once', ['openAbove: 3', 'openAbove: 3, closeBelow: 9'], 'rules.tidal.closeBelow', /0 to 4/],
  [
    'the spread of hours twice',
    ['hourVarianceToMean: 3.3', 'hourVarianceToMean: 3.3, hourCv: 0.2'],
    'rules.variation.hourCv',
    /given twice/,
  ],
  [
    'a weekday without a date',
    ['dayCv: 0.1', 'dayCv: 0.1, weekday: { mon: 1.45 }'],
    'rules.variation.weekday',
    /needs the day/,
  ],
  [
    'slots before opening',
    ["from: '10:00', to: '12:00'", "from: '08:00', to: '12:00'"],
    'rules.appointments[0].from',
    /allowed: 09:00 to 16:30/,
  ],
  [
    'appointments of a class that is none',
    ['class: veteran', 'class: veterans'],
    'rules.appointments[0].class',
    /did you mean "veteran"/,
  ],
  [
    'an online item that is none',
    ['invoice: 0.5', 'invoices: 0.5'],
    'rules.online.items.invoices',
    /did you mean "invoice"/,
  ],
  ['more than everybody online', ['online: { share: 0.05', 'online: { share: 1.5'], 'rules.online.share', /0 to 1/],
  [
    'a certificate-free item that is none',
    ['certificateFree: [medical-remote]', 'certificateFree: [medical]'],
    'rules.papers.certificateFree[0]',
    /unknown item "medical"/,
  ],
  ['a way of result that is none', ['qrCode: 1', 'fax: 1'], 'rules.results.ways.fax', /unknown key|allowed/],
  [
    'a channel with a letter of others',
    ['letter: K', 'letter: A'],
    'rules.channels[0].letter',
    /that of item "residence-permit"/,
  ],
  [
    'a channel item that is none',
    ['unemployment, birth', 'employment, birth'],
    'rules.channels[0].items[1]',
    /did you mean "unemployment"/,
  ],
  [
    'a way of identification that is none',
    ['way: face', 'way: voice'],
    'rules.channels[0].identity[1].way',
    /"idCard".*"fingerprint"/,
  ],
  ['more clerks than windows', ['[A06-A07] }', '[A06-A07], clerks: 3 }'], 'rules.sharedClerks[0].clerks', /1 to 2/],
  ['a shared clerk on call', ['[A06-A07] }', '[A09-A10] }'], 'rules.sharedClerks[0].windows', /A10 is tidal/],
  [
    'a green channel for no class',
    ['[veteran, disabled] }', '[veterans] }'],
    'rules.greenChannel.classes[0]',
    /"veteran"/,
  ],
  [
    'a green channel that shuts a letter off',
    ['windows: [A05], classes: [veteran, disabled] }', 'windows: [A09], classes: [veteran], others: keep-free }'],
    'rules.greenChannel.windows',
    /letter P would have/,
  ],
  [
    'help by nobody',
    ['helpBy: { windows: [A03-A04] }', 'helpBy: { guides: 0 }'],
    'rules.channels[0].helpBy',
    /guides above 0/,
  ],
  [
    'a function that is none',
    ['guiding: { fail', 'guidance: { fail'],
    'rules.channels[0].functions.guidance',
    /guiding/,
  ],
  [
    'a zone of a channel that is none',
    ['channels: [xiao-zheng]', 'channels: [xiaozheng]'],
    'rules.zone24.channels[0]',
    /xiao-zheng/,
  ],
  [
    'a zone that outlasts the day',
    ["to: '19:00', perHour: 3", "to: '22:00', perHour: 3"],
    'rules.zone24.rate',
    /20:00/,
  ],
  [
    'a zone with a function switched off',
    ['guiding: { failShare: 0.2 }', 'allDay: { on: false }'],
    'rules.zone24.channels[0]',
    /allDay switched off/,
  ],
  [
    'results at a counter that nobody staffs',
    ['pickup: { letter: P', 'pickup: { letter: Z'],
    'rules.results.pickup.letter',
    /A, K, P/,
  ],
  [
    'a link to an item that is none',
    ['brings: school-place', 'brings: school'],
    'rules.linked.items[0].brings',
    /school-place/,
  ],
  [
    'a line of the scene that is none',
    ['line: robot-line }', 'line: robotline }'],
    'rules.lines.marked[0].line',
    /robot-line/,
  ],
  [
    'a jockeying policy that is none',
    ['jockeying: { gain: 1 }', 'jockeying: { policy: always }'],
    'rules.jockeying.policy',
    /from-the-end/,
  ],
];

describe('rules of a scenario', () => {
  test('the day with all rules has no problem', () => {
    expect(problemsOf(['', ''])).toEqual([]);
  });

  test.each(cases)('%s is refused', (_what, change, path, message) => {
    const found = problemsOf(change).find((problem) => problem.path === path);
    expect(found, JSON.stringify(problemsOf(change))).toBeDefined();
    expect(found?.message).toMatch(message);
    expect(found?.line).toBeGreaterThan(0);
  });
});
