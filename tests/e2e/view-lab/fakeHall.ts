/** A made-up hall for looking at the view: 36 x 24 m, windows on two sides, seats, kiosks, desk, robot, dock. */
import type { DoorPlan, HallLayout, LinePlan, Place, Solid, WindowPlan, ZonePlan } from '../../../src/kernel/layout';
import type { HallDrawing } from '../../../src/runtime/frame';

const WIDTH = 36;
const DEPTH = 24;
const UP = Math.PI / 2;

const places: Place[] = [];
const solids: Solid[] = [];

function place(kind: Place['kind'], xM: number, yM: number, facingRad: number, owner: number, rank = 0): number {
  places.push({
    id: `${kind}${places.length}`,
    kind,
    xM,
    yM,
    facingRad,
    restXM: xM,
    restYM: yM,
    target: 0,
    owner,
    rank,
  });
  return places.length - 1;
}

function solid(
  kind: Solid['kind'],
  xM: number,
  yM: number,
  halfXM: number,
  halfYM: number,
  heightM: number,
  yawRad = 0,
): void {
  const id = `${kind}${solids.length}`;
  solids.push({ id, kind, xM, yM, halfXM, halfYM, yawRad, heightM, blocksWalk: true, blocksLaser: true });
}

function walls(): void {
  const t = 0.12;
  solid('wall', WIDTH / 2, DEPTH + t, WIDTH / 2 + 2 * t, t, 3);
  solid('wall', -t, DEPTH / 2, t, DEPTH / 2, 3);
  solid('wall', WIDTH + t, DEPTH / 2, t, DEPTH / 2, 3);
  for (const [from, to] of [
    [-0.24, 13.5],
    [16.5, 24.7],
    [26.7, WIDTH + 0.24],
  ] as const) {
    solid('wall', (from + to) / 2, -t, (to - from) / 2, t, 3);
  }
  for (const x of [9, 18, 27]) solid('pillar', x, 14.6, 0.3, 0.3, 3);
  solid('wall', 31, 5.6, 5, 0.06, 3);
}

function windows(): WindowPlan[] {
  const out: WindowPlan[] = [];
  const letters = ['A', 'A', 'A', 'A', 'B', 'B', 'B', 'B', 'B', 'B', 'C', 'C', 'C', 'D', 'D'];
  const numbers: Record<string, number> = {};
  letters.forEach((letter, i) => {
    numbers[letter] = (numbers[letter] ?? 0) + 1;
    const number = numbers[letter]!;
    const side = i >= 12;
    const xM = side ? WIDTH - 3 : 2.2 + i * 2.35 + (i >= 4 ? 0.6 : 0) + (i >= 10 ? 0.6 : 0);
    const yM = side ? 9 + (i - 12) * 2.4 : DEPTH - 3;
    const facingRad = side ? Math.PI : -UP;
    const at = place(
      'window',
      xM + Math.cos(facingRad) * 0.55,
      yM + Math.sin(facingRad) * 0.55,
      facingRad + Math.PI,
      i,
    );
    const id = `${letter}${String(number).padStart(2, '0')}`;
    out.push({ id, letter, number, xM, yM, facingRad, widthM: 2, lowCounter: i === 5, place: at });
  });
  solid('counter', 2.2 + 3.5, DEPTH - 2.65, 4.75, 0.35, 1.05);
  solid('counter', 2.2 + 0.6 + 4.5 * 2.35 + 5.9 - 1.2 + 1.1, DEPTH - 2.65, 7.1, 0.35, 1.05);
  solid('counter', 2.2 + 1.2 + 10.5 * 2.35, DEPTH - 2.65, 2.3, 0.35, 1.05);
  solid('counter', WIDTH - 2.65, 11.4, 0.35, 3.5, 1.05);
  return out;
}

function seats(): { seats: number[]; stands: number[] } {
  const out: number[] = [];
  for (const block of [0, 1, 2]) {
    for (let row = 0; row < 4; row++) {
      for (let seat = 0; seat < 9; seat++) {
        out.push(place('seat', 4.4 + block * 9.3 + seat * 0.6, 9.4 + row * 1.35, UP, 0));
      }
    }
  }
  const stands: number[] = [];
  for (let i = 0; i < 3000; i++) stands.push(place('stand', 2 + ((i * 7.31) % 30), 2 + ((i * 3.77) % 17.5), UP, 0));
  return { seats: out, stands };
}

function line(
  id: string,
  kind: 'kiosk' | 'desk' | 'robot-talk',
  xM: number,
  yM: number,
  facing: number,
  count: number,
  gap: number,
): LinePlan {
  const ahead = (d: number) => ({ x: xM + Math.cos(facing) * d, y: yM + Math.sin(facing) * d });
  const spots: number[] = [];
  for (let rank = 0; rank < count; rank++) {
    const at = ahead(gap + rank * 0.8);
    spots.push(place(kind, at.x, at.y, facing + Math.PI, 0, rank));
  }
  return { id, xM, yM, facingRad: facing, place: spots[0]!, line: spots.slice(1) };
}

export function fakeHall(): HallDrawing {
  walls();
  const windowPlans = windows();
  const kiosks = [0, 1, 2].map((i) => line(`K${i + 1}`, 'kiosk', 18.9 + i * 1.5, 1, UP, 5, 0.6));
  for (const kiosk of kiosks) solid('kiosk', kiosk.xM, kiosk.yM, 0.24, 0.24, 1.4, UP);
  const desk = line('desk', 'desk', 8.5, 3.4, UP, 6, 0.85);
  solid('desk', 8.5, 3.4, 1.2, 0.4, 1.05);
  const post = line('post', 'robot-talk', 14.2, 5.4, -UP, 4, 0.85);
  for (const [x, y] of [
    [0.8, 0.8],
    [12.6, 0.7],
    [17.3, 0.7],
    [35.2, 6.4],
    [0.7, 19.6],
    [9.2, 6.9],
    [35.2, 15.9],
    [23.6, 0.7],
  ] as const) {
    solid('plant', x, y, 0.34, 0.34, 1.5);
  }
  for (const x of [28.5, 31.5]) solid('furniture', x, 2.4, 0.8, 0.4, 0.76);
  const dockYaw = Math.PI;
  const doors: DoorPlan[] = [
    { id: 'in', xM: 15, yM: 0, widthM: 3, facingRad: UP, use: 'in', place: place('door', 15, 0.4, UP, 0) },
    { id: 'out', xM: 25.7, yM: 0, widthM: 2, facingRad: UP, use: 'out', place: place('door', 25.7, 0.4, -UP, 1) },
  ];
  const zones: ZonePlan[] = [
    {
      id: 'wait',
      kind: 'waiting',
      nameZh: '等候区',
      nameEn: 'Waiting',
      polygon: [
        [3.4, 8.3],
        [30.6, 8.3],
        [30.6, 14.8],
        [3.4, 14.8],
      ],
    },
    {
      id: 'count',
      kind: 'counter',
      nameZh: '办事窗口',
      nameEn: 'Counters',
      polygon: [
        [0.6, 18.4],
        [32, 18.4],
        [32, 21],
        [0.6, 21],
      ],
    },
    {
      id: 'self',
      kind: 'self-service',
      nameZh: '自助服务区',
      nameEn: 'Self-service',
      polygon: [
        [18, 0.2],
        [23.2, 0.2],
        [23.2, 4.6],
        [18, 4.6],
      ],
    },
  ];
  const standing = seats();
  const layout: HallLayout = {
    sceneId: 'lab',
    layoutHash: '0',
    minXM: 0,
    minYM: 0,
    maxXM: WIDTH,
    maxYM: DEPTH,
    outline: [
      [0, 0],
      [WIDTH, 0],
      [WIDTH, DEPTH],
      [0, DEPTH],
    ],
    solids,
    places,
    targets: [],
    doors,
    windows: windowPlans,
    kiosks,
    desks: [desk],
    posts: [{ ...post, robotYawRad: -UP }],
    docks: [{ id: 'dock', xM: 1, yM: 5.5, yawRad: dockYaw, stagingXM: 2, stagingYM: 5.5, stagingYawRad: dockYaw }],
    seats: standing.seats,
    stands: standing.stands,
    zones,
  };
  return {
    run: 0,
    scenarioId: 'lab',
    nameZh: '实验大厅',
    nameEn: 'Lab hall',
    layout,
    startS: 9 * 3600,
    openS: 9 * 3600,
    closeS: 17 * 3600,
    endS: 18 * 3600,
    seed: 1,
    resolution: 'micro',
    groups: [
      { letter: 'A', nameZh: '综合受理', nameEn: 'General' },
      { letter: 'B', nameZh: '医疗卫生', nameEn: 'Health' },
      { letter: 'C', nameZh: '不动产登记', nameEn: 'Property' },
      { letter: 'D', nameZh: '社会保险', nameEn: 'Insurance' },
    ],
    items: [],
    robots: [{ id: 'r', nameZh: '小今', nameEn: 'Xiaojin', radiusM: 0.27, heightM: 1.12 }],
    scripted: [],
    scriptedBase: 1e9,
    addedBase: 1.5e9,
    assumptions: [],
    classes: [],
    channels: [],
    areas: [],
  };
}
