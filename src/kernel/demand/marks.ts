/**
 * A citizen's marks: everything random about a person, a pure function of (seed, order of arrival). So a change of staffing,
 * layout or robots leaves the citizens as they were: common random numbers.
 */
import type { RandomStream } from '../base/random';
import type { ItemSpec, VisitorParams } from '../spec';
import { BUILDS } from '../spec';
import type { Citizens } from './citizens';
import { drawDurationS } from './durations';
import { personOf } from './person';

/** Draw numbers within a citizen's stream. Append, never renumber. From 64 on they may take several draws. */
export const Mark = {
  item: 0,
  asks: 1,
  lead: 2,
  build: 3,
  paper: 4,
  question: 5,
  klass: 6,
  tolerance: 7,
  companion: 8,
  online: 9,
  paperAgain: 10,
  paperShared: 11,
  paperToday: 12,
  resultAtOnce: 13,
  resultWay: 14,
  channel: 15,
  channelKnown: 16,
  familiar: 30,
  told: 31,
  age: 32,
  ageSpeed: 33,
  stroller: 34,
  brings: 35,
  bringsChild: 36,
  curious: 37,
  groupSize: 38,
  /** And the next three: is the second, third, fourth companion a child; is it curious. */
  moreChildren: 39,
  moreCurious: 42,
  looksAtRobot: 45,
  blocksRobot: 46,
  tires: 47,
  makesWay: 48,
  asksRobot: 49,
  wantsPerson: 50,
  linked: 17,
  linkedTold: 18,
  resultWait: 19,
  speed: 64,
  kiosk: 200,
  desk: 300,
  dialogue: 400,
  service: 500,
  patience: 1000,
  stageNeeded: 1600,
  noShow: 2000,
  noShowReturn: 2400,
  paperFetch: 2800,
  paperReturn: 2900,
  channelDelay: 3000,
  channelFail: 3100,
  approval: 3200,
  identity: 3300,
  setUp: 3500,
  function: 3600,
  linkedService: 3920,
  stage: 4000,
  wayAsk: 6000,
  wayAnswer: 6200,
  rest: 6500,
  wayLook: 7000,
  backOffice: 5000,
  pickup: 5100,
  pickupAfter: 5200,
  consult: 5300,
  helpAnswer: 5400,
  helpTime: 5500,
  helpPatience: 5600,
} as const;

/** Picks an index with probability proportional to its cumulative weight. `cumulative` ascends to the total. */
export function pickWeighted(cumulative: Float64Array, u: number): number {
  const target = u * (cumulative[cumulative.length - 1] as number);
  let low = 0;
  let high = cumulative.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((cumulative[middle] as number) > target) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Draws what a citizen with this item needs and is like into the row. `walks` = false skips what only a body has. */
export function drawMarks(
  citizens: Citizens,
  row: number,
  item: ItemSpec,
  visitors: VisitorParams,
  stream: RandomStream,
  walks: boolean,
): void {
  const number = personOf(citizens.number[row] as number);
  citizens.missingPaper[row] =
    item.missingPaperShare > 0 && stream.rekey(number, Mark.paper).uniform() < item.missingPaperShare ? 1 : 0;
  citizens.serviceS[row] = drawDurationS(item.service, stream.rekey(number, Mark.service));
  if (!walks) return;
  citizens.asks[row] = stream.rekey(number, Mark.asks).uniform() < visitors.askShare ? 1 : 0;
  citizens.wantsLead[row] = stream.rekey(number, Mark.lead).uniform() < visitors.acceptLeadShare ? 1 : 0;
  let u = stream.rekey(number, Mark.build).uniform();
  let build = 0;
  while (build < BUILDS.length - 1 && u >= (visitors.buildShares[build] ?? 0)) {
    u -= visitors.buildShares[build] ?? 0;
    build++;
  }
  citizens.build[row] = build;
  citizens.speedMps[row] = walkingSpeed(visitors, build, stream.rekey(number, Mark.speed));
}

/** Free walking speed of a build, m/s. */
export function walkingSpeed(visitors: VisitorParams, build: number, stream: RandomStream): number {
  const speed = stream.normalBetween(
    visitors.speedMeanMps,
    visitors.speedSdMps,
    visitors.speedMinMps,
    visitors.speedMaxMps,
  );
  const name = BUILDS[build];
  return name === 'elderly' || name === 'wheelchair' ? speed * visitors.slowFactor : speed;
}
