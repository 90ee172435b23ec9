/** Each check has a file that it refuses, at the right path and line. */
import { describe, expect, test } from 'vitest';
import { guided, lineWith, parseChanged } from './files';

type Changes = readonly (readonly [string, string])[];
type Case = {
  readonly name: string;
  readonly scenario?: Changes;
  readonly scene?: Changes;
  readonly severity?: 'warning';
  readonly path: string;
  /** Text of the line that is named. */
  readonly line: string;
  readonly message: RegExp;
};

const AT_A = '{ letter: A, firstNumber: 1, count: 3, at: [3.3, 10], facingDeg: 0, pitchM: 2, low: [1] }';
const plant = '  - { at: [0.6, 8.3] }';

const cases: Case[] = [
  // Schema.
  {
    name: 'unknown key, with the key meant',
    scenario: [['resolution: micro', 'resolutoin: micro']],
    path: 'resolutoin',
    line: 'resolutoin',
    message: /did you mean "resolution"/,
  },
  {
    name: 'number out of range',
    scenario: [["to: '10:00', perHour: 50", "to: '10:00', perHour: -3"]],
    path: 'arrivals[0].rate[0].perHour',
    line: 'perHour: -3',
    message: /-3 is not allowed; allowed: number 0 to 20000/,
  },
  {
    name: 'not a time of day',
    scenario: [["close: '17:00'", "close: '25:00'"]],
    path: 'hours.close',
    line: "close: '25:00'",
    message: /"25:00" is not allowed; allowed: text like HH:MM or HH:MM:SS from 00:00 to 24:00/,
  },
  {
    name: 'choice that does not exist',
    scene: [['use: in }', 'use: inn }']],
    path: 'doors[0].use',
    line: 'use: inn',
    message: /allowed: "in", "out", "both"/,
  },
  {
    name: 'missing key',
    scene: [['widthM: 2.4, use: in', 'use: in']],
    path: 'doors[0].widthM',
    line: 'id: main-door',
    message: /missing; allowed: number 0.8 to 12/,
  },
  {
    name: 'version of another time',
    scenario: [['version: 1', 'version: 2']],
    path: 'version',
    line: 'version: 2',
    message: /2 is not allowed; allowed: 1/,
  },
  {
    name: 'distribution that does not exist',
    scenario: [['dist: lognormal, meanMin: 15', 'dist: gamma, meanMin: 15']],
    path: 'items[14].service.dist',
    line: 'dist: gamma',
    message: /"gamma" is not allowed.*"constant" or "exponential" or "lognormal" or "empirical"/,
  },
  // References.
  {
    name: 'item whose letter no staffed window serves',
    scenario: [['{ windows: [C01-C03], letters: [C] }', '{ windows: [C01-C03], letters: [A] }']],
    path: 'items[18].group',
    line: 'group: C',
    message: /no staffed window serves letter C of item "company-setup"/,
  },
  {
    name: 'letter served too short',
    severity: 'warning',
    scenario: [['{ windows: [C01-C03], letters: [C] }', "{ windows: [C01-C03], letters: [C], to: '12:00' }"]],
    path: 'items[18].group',
    line: 'group: C',
    message: /only until 12:00/,
  },
  {
    name: 'staffing of an unknown window',
    scenario: [['windows: [A01-A03]', 'windows: [A01-A04]']],
    path: 'staffing[0].windows[0]',
    line: 'A01-A04',
    message: /unknown window "A04"; did you mean/,
  },
  {
    name: 'range that is none',
    scenario: [['windows: [A01-A03]', 'windows: [A01-B03]']],
    path: 'staffing[0].windows[0]',
    line: 'A01-B03',
    message: /not a range/,
  },
  {
    name: 'unknown letter in the staffing',
    scenario: [['letters: [H, B]', 'letters: [H, Q]']],
    path: 'staffing[1].letters[1]',
    line: 'letters: [H, Q]',
    message: /unknown ticket letter "Q".*allowed: A, B, C, H/,
  },
  {
    name: 'unknown letter of an item',
    scenario: [['group: H', 'group: Z']],
    path: 'items[0].group',
    line: 'group: Z',
    message: /unknown ticket letter "Z"/,
  },
  {
    name: 'unknown item in the arrivals',
    scenario: [['      nurse-licence: 2', '      nurse-license: 2']],
    path: 'arrivals[0].items.nurse-license',
    line: 'nurse-license: 2',
    message: /did you mean "nurse-licence"/,
  },
  {
    name: 'unknown item of a scripted visitor',
    scenario: [['    item: nurse-licence', '    item: nurse']],
    path: 'scripted[0].item',
    line: '    item: nurse',
    message: /unknown item "nurse"/,
  },
  {
    name: 'unknown dock',
    scenario: [['dock: east-dock', 'dock: west-dock']],
    path: 'robots[0].dock',
    line: 'dock: west-dock',
    message: /unknown dock "west-dock"; did you mean "east-dock"/,
  },
  {
    name: 'unknown post',
    scenario: [['post: entrance-post', 'post: exit-post']],
    path: 'robots[0].post',
    line: 'post: exit-post',
    message: /unknown post "exit-post"/,
  },
  // Names.
  {
    name: 'item id twice',
    scenario: [['- id: doctor-change', '- id: nurse-licence']],
    path: 'items[1].id',
    line: '- id: nurse-licence\n',
    message: /"nurse-licence" is used twice, first by items\[0\]/,
  },
  {
    name: 'id twice in the scene',
    scene: [['id: kiosk-2', 'id: kiosk-1']],
    path: 'kiosks[1].id',
    line: 'at: [12.4, 6.4]',
    message: /used twice, first by kiosks\[0\]/,
  },
  {
    name: 'window number twice',
    scene: [['letter: C, firstNumber: 1', 'letter: A, firstNumber: 3']],
    path: 'windows[2].firstNumber',
    line: 'letter: A, firstNumber: 3',
    message: /"A03" is used twice/,
  },
  // Times.
  {
    name: 'closing before opening',
    scenario: [["close: '17:00'", "close: '08:00'"]],
    path: 'hours.close',
    line: "close: '08:00'",
    message: /after the opening at 09:00/,
  },
  {
    name: 'arrivals outside the opening hours',
    severity: 'warning',
    scenario: [["from: '09:00', to: '10:00', perHour", "from: '08:00', to: '10:00', perHour"]],
    path: 'arrivals[0].rate[0]',
    line: "from: '08:00'",
    message: /outside the opening hours 09:00 to 17:00/,
  },
  {
    name: 'rates that overlap',
    scenario: [["from: '10:00', to: '11:00', perHour", "from: '09:30', to: '11:00', perHour"]],
    path: 'arrivals[0].rate[1]',
    line: "from: '09:30'",
    message: /overlaps rate\[0\]/,
  },
  {
    name: 'window staffed twice at once',
    scenario: [['windows: [B02-B06]', 'windows: [B01-B06]']],
    path: 'staffing[2].windows',
    line: 'B01-B06',
    message: /window B01 is already staffed/,
  },
  {
    name: 'two means',
    scenario: [['meanMin: 15 }', 'meanMin: 15, meanS: 9 }']],
    path: 'items[14].service',
    line: 'meanS: 9',
    message: /exactly one of meanMin/,
  },
  {
    name: 'builds that do not sum to 1',
    scenario: [['visitors:\n', 'visitors:\n  builds: { slim: 0.5, elderly: 0.4 }\n']],
    path: 'visitors.builds',
    line: 'builds:',
    message: /sum to 0.9; allowed: 1/,
  },
  // Building.
  {
    name: 'door off the outline',
    scene: [['{ id: west-door, at: [6.5, 0]', '{ id: west-door, at: [6.5, 1]']],
    path: 'doors[1].at',
    line: 'at: [6.5, 1]',
    message: /1.00 m off the outline/,
  },
  {
    name: 'no way out',
    scene: [
      ['at: [6.5, 0], widthM: 1.8, use: out', 'at: [6.5, 0], widthM: 1.8, use: in'],
      ['at: [29.5, 0], widthM: 1.8, use: out', 'at: [29.5, 0], widthM: 1.8, use: in'],
    ],
    path: 'doors',
    line: 'doors:',
    message: /no door to go out/,
  },
  {
    name: 'narrow door',
    severity: 'warning',
    scene: [['at: [6.5, 0], widthM: 1.8', 'at: [6.5, 0], widthM: 0.85']],
    path: 'doors[1].widthM',
    line: '0.85',
    message: /narrower than 0.90 m/,
  },
  {
    name: 'outline that crosses itself',
    scene: [['outline: [[0, 0], [36, 0], [36, 24], [0, 24]]', 'outline: [[0, 0], [36, 24], [36, 0], [0, 20]]']],
    path: 'outline[2]',
    line: 'outline: [[',
    message: /crosses/,
  },
  {
    name: 'no low counter',
    severity: 'warning',
    scene: [['pitchM: 2, low: [1] }\n  - { letter: B', 'pitchM: 2 }\n  - { letter: B']],
    path: 'windows[0]',
    line: 'letter: A',
    message: /no window A has a low section/,
  },
  // Overlaps.
  {
    name: 'counter inside a wall',
    scene: [
      ['to: [3.3, 15], thicknessM', 'to: [3.3, 14], thicknessM'],
      ['from: [0, 15]', 'from: [0, 14]'],
    ],
    path: 'windows[0]',
    line: 'letter: A',
    message: /counter "counter-A03" stands 0\.\d+ m deep in wall "staff-a-north"/,
  },
  {
    name: 'windows that overlap',
    scene: [[AT_A, `${AT_A}\n  - { letter: D, at: [3.3, 11], facingDeg: 0, pitchM: 2, low: [1] }`]],
    path: 'windows[1]',
    line: 'letter: D',
    message: /counter "counter-D01" stands 0.70 m deep in counter "counter-A0/,
  },
  {
    name: 'wall twice',
    scene: [['\nwindows:', '\n  - { id: again, from: [28, 21], to: [28, 23.5], thicknessM: 0.12 }\nwindows:']],
    path: 'walls[6]',
    line: 'id: again',
    message: /wall "again" stands 0.12 m deep in wall "staff-b-east"/,
  },
  {
    name: 'plant outside',
    scene: [[plant, '  - { at: [-3, 8.3] }']],
    path: 'plants[2]',
    line: 'at: [-3, 8.3]',
    message: /outside the outline/,
  },
  // Reach.
  {
    name: 'window that cannot be reached',
    scene: [
      [
        '\nwindows:',
        '\n  - { id: barrier, from: [4.6, 7], to: [4.6, 17] }\n  - { id: b2, from: [0, 7], to: [4.6, 7] }\n  - { id: b3, from: [0, 17], to: [4.6, 17] }\nwindows:',
      ],
    ],
    path: 'windows[0]',
    line: 'letter: A',
    message: /window A01 cannot be reached from door "main-door"/,
  },
  {
    name: 'kiosk behind a wall',
    scene: [
      [
        '\nwindows:',
        '\n  - { id: w1, from: [10, 4.5], to: [11.6, 4.5] }\n  - { id: w2, from: [10, 4.5], to: [10, 8] }\n  - { id: w3, from: [11.6, 4.5], to: [11.6, 8] }\n  - { id: w4, from: [10, 8], to: [11.6, 8] }\nwindows:',
      ],
    ],
    path: 'kiosks[0]',
    line: 'id: kiosk-1',
    message: /kiosk "kiosk-1" cannot be reached/,
  },
  {
    name: 'seats whose front is in a wall',
    scene: [['\nwindows:', '\n  - { id: knees, from: [9, 17.3], to: [12, 17.3] }\nwindows:']],
    path: 'seats[0]',
    line: 'id: seats-1',
    message: /5 seats of block "seats-1" cannot be reached/,
  },
  {
    name: 'accessible route too narrow',
    severity: 'warning',
    scene: [
      [
        '\nwindows:',
        '\n  - { id: n1, from: [0, 8.4], to: [4.9, 8.4], thicknessM: 0.1 }\n  - { id: n2, from: [5, 16], to: [0, 16], thicknessM: 0.1 }\n  - { id: n3, from: [5, 9.5], to: [5, 16], thicknessM: 0.1 }\nwindows:',
      ],
    ],
    path: 'windows[0]',
    line: 'letter: A',
    message: /widest way to window A01 is about 1\.\d m; an accessible route is 1.20 m/,
  },
  {
    name: 'line through a wall',
    severity: 'warning',
    scene: [
      ['at: [10.8, 6.4], facingDeg: 270, line: { count: 5 }', 'at: [10.8, 6.4], facingDeg: 270, line: { count: 12 }'],
    ],
    path: 'kiosks[0].line',
    line: 'count: 12',
    message: /of 12 places in the line of "kiosk-1"/,
  },
  {
    name: 'lines that share floor',
    severity: 'warning',
    scene: [
      ['at: [12.4, 6.4]', 'at: [11.45, 6.4]'],
      ['line: { count: 5 } }\n  - { id: kiosk-3', 'line: { count: 5, via: [[10.9, 5]] } }\n  - { id: kiosk-3'],
    ],
    path: 'kiosks[1].line',
    line: 'id: kiosk-2',
    message: /stand 0\.\d+ m apart; allowed: 0.5 m or more/,
  },
  {
    name: 'dock without clearance',
    scene: [[plant, `${plant}\n  - { at: [34.6, 5.6], sizeM: 0.8 }`]],
    path: 'docks[0]',
    line: 'east-dock',
    message: /dock "east-dock" has no clear approach: 0\.\d+ m free/,
  },
  {
    name: 'post in furniture',
    scene: [['at: [21.6, 4]', 'at: [32.4, 19]']],
    path: 'posts[0].at',
    line: 'at: [32.4, 19]',
    message: /post "entrance-post" is nearer than 0.35 m/,
  },
];

describe('checks', () => {
  test('the guided hall itself has no problem', () => {
    expect(parseChanged([]).problems).toEqual([]);
  });

  test.each(cases)('$name', ({ scenario = [], scene = [], severity = 'error', path, line, message }) => {
    const { result, problems, source } = parseChanged(scenario, scene);
    const found = problems.find((problem) => problem.path === path && message.test(problem.message));
    expect(found, JSON.stringify(problems.slice(0, 8), null, 1)).toBeDefined();
    expect(found!.severity).toBe(severity);
    const inScene = found!.file === guided.sceneFile;
    expect(inScene).toBe(scene.length > 0);
    const text = inScene ? source.sceneText : source.scenarioText;
    const named = text.split('\n')[found!.line! - 1];
    if (line.endsWith('\n')) expect(`${named}\n`).toContain(line);
    else expect(found!.line).toBe(lineWith(text, line));
    expect(result.ok).toBe(severity === 'warning' && problems.every((problem) => problem.severity === 'warning'));
  });

  test('schema, references and geometry are told at once, in both files', () => {
    const { problems } = parseChanged(
      [
        ['perHour: 50', 'perHour: many'],
        ['group: H', 'group: Z'],
        ['resolution: micro', 'resolution: nano'],
      ],
      [
        [plant, '  - { at: [-3, 8.3] }'],
        ['at: [29.5, 0], widthM: 1.8', 'at: [29.5, 0], widthM: 0.2'],
      ],
    );
    const paths = problems.map((problem) => `${problem.file.split('/')[0]} ${problem.path}`);
    expect(paths).toEqual(
      expect.arrayContaining([
        'scenarios arrivals[0].rate[0].perHour',
        'scenarios items[0].group',
        'scenarios resolution',
        'scenes doors[2].widthM',
      ]),
    );
    // The broken door is in a section that geometry needs, so geometry is not guessed at.
    expect(paths).not.toContain('scenes plants[2]');
  });

  test('a broken entry does not make others wrong', () => {
    const { problems } = parseChanged([['service: { dist: lognormal, meanMin: 15 }', 'service: 15']]);
    expect(problems.map((problem) => problem.path)).toEqual(['items[14].service']);
  });

  test('paths behind a broken list entry are those of the file', () => {
    const { problems } = parseChanged(
      [],
      [
        ['{ id: kiosk-1, at: [10.8, 6.4], facingDeg: 270', '{ id: kiosk-1, at: [10.8], facingDeg: 270'],
        ['at: [14, 6.4]', 'at: [100, 6.4]'],
      ],
    );
    expect(problems.map((problem) => problem.path)).toEqual(expect.arrayContaining(['kiosks[0].at', 'kiosks[2]']));
    expect(problems.find((problem) => problem.path === 'kiosks[2]')?.line).toBe(
      lineWith(guided.sceneText, 'id: kiosk-3'),
    );
  });
});
