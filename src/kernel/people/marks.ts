/** What a citizen is like beyond the build: age and its speed, a stroller, whom he brings. Drawn at arrival. */
import { Mark } from '../demand/marks';
import { personOf } from '../demand/person';
import type { Hall } from '../hall';
import { BUILDS } from '../spec';
import { ELDERLY_YEARS } from './spec';
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
  if (draw(Mark.brings) >= spec.companionShare) return;
  people.brings[row] = draw(Mark.bringsChild) < spec.childShare ? Brings.child : Brings.adult;
  // Together they go at the pace of the slower.
  const own = people.brings[row] === Brings.child ? spec.childMps : (citizens.speedMps[row] as number);
  citizens.speedMps[row] = Math.min(citizens.speedMps[row] as number, own);
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
