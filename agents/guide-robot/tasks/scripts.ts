/** One script for every kind of goal. */
import { chargeScript, dockScript, takeCurrentScript, undockScript } from './charging';
import { converseScript, serveScript } from './conversing';
import { evacuateScript } from './evacuating';
import { fetchHelpScript } from './fetchingHelp';
import { handOverScript, walkAheadScript } from './leading';
import type { Script } from './mind';
import { attendPostScript, driveScript, haltScript, travelScript } from './moving';
import { patrolScript } from './patrolling';
import type { GoalKind, RecordOf } from './records';

export const scripts: { readonly [K in GoalKind]: Script<RecordOf<K>> } = {
  'attend-post': attendPostScript,
  serve: serveScript,
  converse: converseScript,
  'walk-ahead': walkAheadScript,
  'hand-over': handOverScript,
  charge: chargeScript,
  drive: driveScript,
  dock: dockScript,
  'take-current': takeCurrentScript,
  undock: undockScript,
  travel: travelScript,
  halt: haltScript,
  patrol: patrolScript,
  'fetch-help': fetchHelpScript,
  evacuate: evacuateScript,
};
