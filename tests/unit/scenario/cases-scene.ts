/** Faults in the building that the checks of the scene find. */
import type { Case } from './cases-scenario';

const AT_A = '{ letter: A, firstNumber: 1, count: 3, at: [3.3, 10], facingDeg: 0, pitchM: 2, low: [1] }';
export const plant = '  - { at: [0.6, 8.3] }';

export const sceneCases: readonly Case[] = [
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
