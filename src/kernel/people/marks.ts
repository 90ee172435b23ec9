/** What a citizen is like beyond the build: age and its speed, a stroller, whom he brings, what he does on the way. Drawn at arrival. */
import { Mark } from '../demand/marks';
import { personOf } from '../demand/person';
import type { Hall } from '../hall';
import { BUILDS } from '../spec';
import { ELDERLY_YEARS, type PeopleSpec } from './spec';
import { Brings, type PeopleTraits } from './state';

export function drawPeople(hall: Hall, people: PeopleTraits, row: number): void {
  people.reset(row);
  const { citizens, marks } = hall;
  const { spec } = people;
  const number = personOf(citizens.number[row] as number);
  const draw = (mark: number): number => marks.rekey(number, mark).uniform();
  const wheelchair = BUILDS[citizens.build[row] as number] === 'wheelchair';
  if (spec.ages && !wheelchair) drawAge(hall, people, row, draw(Mark.age), draw(Mark.ageSpeed));
  if (!wheelchair && draw(Mark.stroller) < spec.strollerShare) {
    people.stroller[row] = 1;
    people.radiusM[row] = spec.strollerRadiusM;
    citizens.speedMps[row] = (citizens.speedMps[row] as number) * spec.strollerFactor;
  }
  const elderly = BUILDS[citizens.build[row] as number] === 'elderly';
  people.tires[row] = elderly && draw(Mark.tires) < spec.restShare ? 1 : 0;
  people.curious[row] = draw(Mark.looksAtRobot) < spec.lookShare ? 1 : 0;
  people.blocks[row] = draw(Mark.blocksRobot) < spec.blockShare ? 1 : 0;
  people.makesWay[row] = draw(Mark.makesWay) < spec.makeWayShare ? 1 : 0;
  if (draw(Mark.brings) >= spec.companionShare) return;
  people.brings[row] = draw(Mark.bringsChild) < spec.childShare ? Brings.child : Brings.adult;
  people.size[row] = sizeOf(spec.groupShares, draw(Mark.groupSize));
  // Together they go at the pace of the slower.
  const children = people.brings[row] === Brings.child || childrenAmong(hall, people, row) > 0;
  const own = children ? spec.childMps : (citizens.speedMps[row] as number);
  citizens.speedMps[row] = Math.min(citizens.speedMps[row] as number, own);
}

/** Is the k-th companion (0 = the first) a child? */
export function isChildCompanion(hall: Hall, people: PeopleTraits, leader: number, k: number): boolean {
  if (k === 0) return people.brings[leader] === Brings.child;
  const number = personOf(hall.citizens.number[leader] as number);
  return hall.marks.rekey(number, Mark.moreChildren + k - 1).uniform() < people.spec.childShare;
}

function childrenAmong(hall: Hall, people: PeopleTraits, leader: number): number {
  let children = 0;
  for (let k = 1; k < (people.size[leader] as number) - 1; k++) {
    if (isChildCompanion(hall, people, leader, k)) children++;
  }
  return children;
}

function drawAge(hall: Hall, people: PeopleTraits, row: number, u: number, v: number): void {
  const { citizens } = hall;
  let left = u;
  const bands = people.spec.ages ?? [];
  const band = bands.find((entry) => {
    left -= entry.share;
    return left < 0;
  });
  const chosen = band ?? bands[bands.length - 1];
  if (!chosen) return;
  people.years[row] = chosen.years;
  citizens.speedMps[row] = chosen.minMps + v * (chosen.maxMps - chosen.minMps);
  const elderly = BUILDS.indexOf('elderly');
  if (chosen.years >= ELDERLY_YEARS) citizens.build[row] = elderly;
  else if (citizens.build[row] === elderly) citizens.build[row] = BUILDS.indexOf('average');
}

/** Persons in a group of two or more. */
function sizeOf(shares: PeopleSpec['groupShares'], u: number): number {
  let left = u;
  for (let size = 3; size <= 5; size++) {
    left -= shares[size - 3] as number;
    if (left < 0) return size;
  }
  return 2;
}
