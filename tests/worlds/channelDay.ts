/** A small theory day with a machine: window 0 serves letter A, window 1 is the machine with letter B. */
import { ifWilling } from '../../agents/citizen/channel';
import { ROBOT_FUNCTIONS } from '../../src/kernel/events';
import { keepPlace } from '../../src/kernel/rules/policies/place';
import type { FunctionSpecs } from '../../src/kernel/rules/robotFunctions';
import type { ChannelSpec } from '../../src/kernel/rules/spec';
import type { SmallDay } from './smallDay';

export const constant = (meanS: number) => ({ kind: 'constant', meanS }) as const;

export const machine = (over: Partial<ChannelSpec> = {}): ChannelSpec => ({
  id: 'machine',
  kind: 'self-service',
  group: 1,
  items: [0],
  willingShare: 1,
  decide: ifWilling,
  serviceFactor: 0.5,
  delay: null,
  identity: [],
  knownShare: 0,
  recognizeS: 3,
  failShare: 0,
  helpShare: 1,
  help: constant(30),
  approval: null,
  place: keepPlace,
  behind: 1,
  functions: null,
  helpBy: null,
  ...over,
});

/** All ten functions on, without time and without failures, and then these. */
export function functionsWith(
  over: Partial<Record<(typeof ROBOT_FUNCTIONS)[number], Partial<FunctionSpecs['calling']>>> = {},
): FunctionSpecs {
  return Object.fromEntries(
    ROBOT_FUNCTIONS.map((name) => [name, { on: true, time: null, failShare: 0, ...over[name] }]),
  ) as FunctionSpecs;
}

export const channelDay: SmallDay = {
  windows: 2,
  groups: 2,
  groupOfItem: [0, 0],
  groupsOfWindow: (window) => [window],
  at: [0],
  items: [0],
  serviceS: [100, 100],
};
