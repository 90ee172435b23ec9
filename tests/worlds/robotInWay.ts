/**
 * A robot that stands in people's way, in the open, in an aisle or in a door, and how people walk within 2 m of it: a person who
 * dithers turns round again and again, and walks much farther than it gets.
 */
import { makeCrowdWorld, rectangle } from './crowdWorld';
import { span } from './halls';
import { Turns } from './turns';

/** Radius of the shipped robot, m; where it stands in x, m; people are watched so near, m. */
const ROBOT_M = 0.31;
const ROBOT_X_M = 12;
const NEAR_M = 2;
/** Slower than this is a stand, m/s. */
const STANDS_MPS = 0.1;

export type RobotScene = {
  readonly name: string;
  /** Free width where the robot stands, m: of the aisle, or of the door in a wall 0.12 m thick. */
  readonly widthM: number;
  readonly door?: boolean;
  /** The robot is so far off the middle, m. */
  readonly offM?: number;
};

export const ROBOT_SCENES: readonly RobotScene[] = [
  { name: 'open', widthM: 10 },
  { name: 'aisle 2.4', widthM: 2.4 },
  { name: 'aisle 2.4 aside', widthM: 2.4, offM: 0.4 },
  { name: 'aisle 1.8 aside', widthM: 1.8, offM: 0.15 },
  { name: 'aisle 1.6', widthM: 1.6 },
  { name: 'aisle 1.2', widthM: 1.2 },
  { name: 'aisle 1.1', widthM: 1.1 },
  { name: 'door 1.6', widthM: 1.6, door: true },
  { name: 'door 1.6 aside', widthM: 1.6, door: true, offM: 0.3 },
  { name: 'door 1.4', widthM: 1.4, door: true },
  { name: 'door 1.2', widthM: 1.2, door: true },
  { name: 'door 1.0 aside', widthM: 1, offM: 0.1, door: true },
  { name: 'door 1.1', widthM: 1.1, door: true },
];

export type Who = 'one' | 'stream' | 'both ways';
export const WHO: readonly Who[] = ['one', 'stream', 'both ways'];

export type RobotWalk = {
  readonly people: number;
  readonly through: number;
  /** Changes of direction by more than 90 degrees a person within 2 m of the robot; of who changed most. */
  readonly turns: number;
  readonly mostTurns: number;
  /** Way walked within 2 m of the robot over way gained along x. */
  readonly pathPerGain: number;
  /** Longest stand of anybody, s; mean time lost against an empty way, s. */
  readonly longestStandS: number;
  readonly lostS: number;
  readonly released: number;
};

/** People come in one every `everyS` and walk past the robot until all are through or 300 s are over; `robot` = false: it is not there. */
export function walkPastRobot(scene: RobotScene, who: Who, seed = 1, robot = true, everyS = 3): RobotWalk {
  const { widthM, door = false } = scene;
  const heightM = door ? 6 : widthM;
  const middle = heightM / 2;
  const world = makeCrowdWorld({
    widthM: 24,
    heightM,
    seed,
    solids: door
      ? [
          span(ROBOT_X_M - 0.06, 0, ROBOT_X_M + 0.06, middle - widthM / 2),
          span(ROBOT_X_M - 0.06, middle + widthM / 2, ROBOT_X_M + 0.06, heightM),
        ]
      : [],
    targets: {
      east: [
        [23.5, middle - 0.3],
        [23.5, middle + 0.3],
      ],
      west: [
        [0.5, middle - 0.3],
        [0.5, middle + 0.3],
      ],
    },
    absorb: { east: rectangle(20, 0, 24, heightM), west: rectangle(0, 0, 4, heightM) },
  });
  const robotY = middle + (scene.offM ?? 0);
  if (robot) {
    const still = Float64Array.of(0);
    world.crowd.setRobots(
      1,
      Float64Array.of(ROBOT_X_M),
      Float64Array.of(robotY),
      still,
      still,
      Float64Array.of(ROBOT_M),
    );
  }
  const { random } = world;
  const people = who === 'one' ? 1 : 20;
  let come = 0;
  const goesWest = (k: number): boolean => who === 'both ways' && k % 2 === 1;
  const comeIn = (): void => {
    for (; come < people && world.timeS >= everyS * come - 1e-9; come++) {
      const yM = middle + (who === 'one' ? 0.02 : random.uniformBetween(-0.25, 0.25));
      const speedMps = who === 'one' ? 1.34 : random.normalBetween(1.34, 0.26, 0.7, 2);
      const west = goesWest(come);
      world.spawn({ xM: west ? 23 : 1, yM, target: west ? 'west' : 'east', speedMps });
      turns.start(come);
      lastX[come] = world.xM(come);
      lastY[come] = world.yM(come);
    }
  };
  const lastX = new Float64Array(people);
  const lastY = new Float64Array(people);
  const turns = new Turns();
  const stand = new Float64Array(people);
  let path = 0;
  let gain = 0;
  let longest = 0;
  let released = 0;
  comeIn();
  world.run(
    300,
    () => come === people && world.inside === 0,
    () => {
      comeIn();
      released += world.crowd.releasedCount;
      for (let k = 0; k < come; k++) {
        if (!world.isInside(k)) continue;
        const x = world.xM(k);
        const y = world.yM(k);
        const dx = x - (lastX[k] as number);
        const dy = y - (lastY[k] as number);
        const far = Math.hypot(x - ROBOT_X_M, y - robotY);
        lastX[k] = x;
        lastY[k] = y;
        const speed = Math.hypot(dx, dy) / 0.05;
        stand[k] = speed < STANDS_MPS ? (stand[k] as number) + 0.05 : 0;
        longest = Math.max(longest, stand[k] as number);
        if (far > NEAR_M) {
          turns.forget(k);
          continue;
        }
        path += Math.hypot(dx, dy);
        gain += dx * (goesWest(k) ? -1 : 1);
        turns.step(k, dx / 0.05, dy / 0.05);
      }
    },
  );
  let lost = 0;
  for (let k = 0; k < people; k++) {
    const gone = world.goneAtS(k);
    lost += (Number.isNaN(gone) ? world.timeS : gone) - everyS * k;
  }
  return {
    people,
    through: come - world.inside,
    turns: turns.count.reduce((sum, n) => sum + n, 0) / people,
    mostTurns: Math.max(...turns.count),
    pathPerGain: path / gain,
    longestStandS: longest,
    lostS: lost / people,
    released,
  };
}
