/** All acceptance cases, in the order of the page. */
import type { AcceptanceCase } from './case';
import { rimea12a, rimea12b, rimea12c, rimea12d } from './cases/bottlenecks';
import { iso10, iso13, maximumFlow, nist51 } from './cases/congestion';
import { corner, rimea15 } from './cases/corner';
import { rimea1, speedOver40m } from './cases/corridorSpeed';
import { counterflow } from './cases/counterflow';
import { assignedSpeeds, rimea7 } from './cases/demographics';
import { disabilities } from './cases/disabilities';
import { affiliation, dynamicExit, iso17, rimea11 } from './cases/exits';
import { rimea8 } from './cases/floor';
import { rimea4, rimea16 } from './cases/fundamentalDiagram';
import { iso14, nist29 } from './cases/groups';
import { rimea9 } from './cases/largeHall';
import { iso1, nist11, rimea5 } from './cases/preMovement';
import { rimea10, routeAllocation } from './cases/roomsOnCorridor';

export const CASES: readonly AcceptanceCase[] = [
  rimea1,
  speedOver40m,
  rimea4,
  rimea5,
  nist11,
  iso1,
  corner,
  rimea7,
  assignedSpeeds,
  rimea8,
  rimea9,
  rimea10,
  routeAllocation,
  rimea11,
  rimea12a,
  rimea12b,
  rimea12c,
  rimea12d,
  rimea15,
  rimea16,
  counterflow,
  nist29,
  iso14,
  disabilities,
  affiliation,
  dynamicExit,
  iso17,
  nist51,
  iso10,
  maximumFlow,
  iso13,
];
