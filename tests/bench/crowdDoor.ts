/**
 * The same behaviour beside the same speed: 100 people leave a room of 10 x 10 m through a door of 1 m. Measured people
 * pass 1.3 to 1.9 a second (Weidmann 1993; Seyfried et al. 2009) and do not overlap.
 */
import { Purpose, RandomStream } from '../../src/kernel/base/random';
import { wallDistanceM } from '../../src/kernel/geometry';
import { createRouter } from '../../src/kernel/routing';
import { makeHall, span } from '../worlds/halls';
import { ourCrowd, recastCrowd, yukaCrowd } from './crowdLibraries';
import { navcatCrowd } from './crowdNavcat';
import { nearPairs, OVERLAP_M, type Person, type Scene, STEP_S, type WalkingCrowd } from './crowdScene';
import type { BenchRow, BenchSize } from './table';

const DOOR_XM = 11;
const PLANS = { full: { people: 100, forS: 300 }, tiny: { people: 5, forS: 30 } } as const;

const LIBRARIES: readonly { name: string; make: (scene: Scene) => WalkingCrowd | Promise<WalkingCrowd> }[] = [
  { name: 'ours', make: ourCrowd },
  { name: 'recast-navigation', make: recastCrowd },
  { name: 'navcat', make: navcatCrowd },
  { name: 'yuka', make: yukaCrowd },
];

function roomWithDoor(count: number): Scene {
  const layout = makeHall({
    widthM: 30,
    heightM: 12,
    solids: [span(DOOR_XM, 0, DOOR_XM + 0.2, 5.5), span(DOOR_XM, 6.5, DOOR_XM + 0.2, 12)],
    targets: [[28, 6]],
  });
  const random = new RandomStream(17, Purpose.test, count);
  const people: Person[] = [];
  while (people.length < count) {
    const xM = random.uniformBetween(0.5, 10.5);
    const yM = random.uniformBetween(1, 11);
    if (people.some((other) => (other.xM - xM) ** 2 + (other.yM - yM) ** 2 < 0.25)) continue;
    people.push({ xM, yM, speedMps: random.uniformBetween(0.9, 1.5), target: 0 });
  }
  return { layout, router: createRouter(layout), people, nextTarget: (target) => target };
}

export type DoorRun = {
  readonly name: string;
  readonly passed: number;
  /** Between the 10th and the 90th of a hundred. */
  readonly perS: number;
  /** Pairs nearer than OVERLAP_M, a look a second until the 90th is through, those past the door left out. */
  readonly overlaps: number;
  readonly looks: number;
  /** Centres inside a wall, summed over the looks. */
  readonly inWalls: number;
};

async function pass(name: string, scene: Scene, crowd: WalkingCrowd, forS: number): Promise<DoorRun> {
  const count = scene.people.length;
  const xM = new Float64Array(count);
  const yM = new Float64Array(count);
  const through = new Uint8Array(count);
  const timesS: number[] = [];
  let overlaps = 0;
  let looks = 0;
  let inWalls = 0;
  for (let row = 0; row < count; row++) crowd.send(row, 0);
  for (let step = 1; step * STEP_S <= forS && timesS.length < 0.9 * count; step++) {
    crowd.step();
    crowd.readInto(xM, yM);
    for (let row = 0; row < count; row++) {
      if (through[row] === 1 || (xM[row] as number) < DOOR_XM + 0.2) continue;
      through[row] = 1;
      timesS.push(step * STEP_S);
    }
    if (step % 20 !== 0) continue;
    const inside = [...through.keys()].filter((row) => through[row] === 0);
    const at = (column: Float64Array): Float64Array => Float64Array.from(inside, (row) => column[row] as number);
    overlaps += nearPairs(at(xM), at(yM), OVERLAP_M).pairs;
    inWalls += inside.filter(
      (row) => wallDistanceM(scene.router.walls, xM[row] as number, yM[row] as number) < 0,
    ).length;
    looks++;
  }
  crowd.close();
  const first = Math.floor(0.1 * count);
  const last = timesS.length - 1;
  const spentS = (timesS[last] ?? 0) - (timesS[first] ?? 0);
  return { name, passed: timesS.length, perS: last > first ? (last - first) / spentS : 0, overlaps, looks, inWalls };
}

export async function doorRuns(size: BenchSize): Promise<DoorRun[]> {
  const { people, forS } = PLANS[size];
  const runs: DoorRun[] = [];
  for (const { name, make } of LIBRARIES) {
    const scene = roomWithDoor(people);
    runs.push(await pass(name, scene, await make(scene), forS));
  }
  return runs;
}

export async function benchDoor(size: BenchSize): Promise<BenchRow[]> {
  const runs = await doorRuns(size);
  return runs.map(({ name, passed, perS, overlaps, looks, inWalls }) => ({
    what: name === 'ours' ? `door of 1 m, ${PLANS[size].people} people: ours` : `- ${name}`,
    value: `${perS.toFixed(2)} persons/s`,
    range: 'people: 1.3-1.9',
    check: `${passed} through when the clock stopped (90%); ${overlaps} overlaps and ${inWalls} in walls in ${looks} looks`,
  }));
}
