/** Faults that the schema and the checks of the scenario file find: change of the guided hall, path, line, message. */
export type Changes = readonly (readonly [string, string])[];
export type Case = {
  readonly name: string;
  readonly scenario?: Changes;
  readonly scene?: Changes;
  readonly severity?: 'warning';
  readonly path: string;
  /** Text of the line that is named. */
  readonly line: string;
  readonly message: RegExp;
};

export const scenarioCases: readonly Case[] = [
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
    scenario: [['dist: lognormal, meanMin: 15', 'dist: triangular, meanMin: 15']],
    path: 'items[14].service.dist',
    line: 'dist: triangular',
    message:
      /"triangular" is not allowed.*"constant" or "exponential" or "lognormal" or "gamma" or "weibull" or "empirical"/,
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
];
