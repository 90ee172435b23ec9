/** Channels (machines, service robot, video windows) -> the kernel's. */
import type { CitizenPolicies } from '../../../agents/contract';
import { ROBOT_FUNCTIONS } from '../../kernel/events';
import { IDENTITY_PRESETS } from '../../kernel/rules/identity';
import { PLACES } from '../../kernel/rules/policies/place';
import type { FunctionSpecs } from '../../kernel/rules/robotFunctions';
import type { ChannelSpec, RulesSpec } from '../../kernel/rules/spec';
import { durationSpec } from '../durations';
import type { Scenario } from '../schema/scenario';
import { secondsOf } from '../schema/units';
import { windowsInRange } from '../staffing';

export function channelSpecs(
  { rules, items, groups }: Scenario,
  windows: readonly string[],
  citizen: CitizenPolicies,
): ChannelSpec[] | null {
  if (!rules.channels) return null;
  return rules.channels.map(
    ({ letter, policy, place, delay, help, approval, identity, helpBy, functions, ...rest }) => ({
      ...rest,
      group: groups.findIndex((group) => group.letter === letter),
      items: rest.items.map((id) => items.findIndex((item) => item.id === id)),
      decide: citizen.channel[policy],
      delay: delay ? durationSpec(delay) : null,
      help: durationSpec(help),
      approval: approval ? durationSpec(approval) : null,
      identity: identity.map(({ way, time, successShare }) => ({
        way,
        time: time ? durationSpec(time) : IDENTITY_PRESETS[way].time,
        successShare: successShare ?? IDENTITY_PRESETS[way].successShare,
      })),
      functions: functions ? functionSpecs(functions) : null,
      helpBy: helpBy
        ? { guides: helpBy.guides, windows: helpBy.windows.flatMap(windowsInRange).map((id) => windows.indexOf(id)) }
        : null,
      place: PLACES[place],
    }),
  );
}

type ScenarioFunctions = NonNullable<NonNullable<Scenario['rules']['channels']>[number]['functions']>;

function functionSpecs(functions: ScenarioFunctions): FunctionSpecs {
  return Object.fromEntries(
    ROBOT_FUNCTIONS.map((name) => {
      const { on, time, failShare } = functions[name];
      return [name, { on, time: time ? durationSpec(time) : null, failShare }];
    }),
  ) as FunctionSpecs;
}

export function zone24Spec({ rules, items }: Scenario): RulesSpec['zone24'] {
  const { zone24 } = rules;
  if (!zone24) return null;
  const all = rules.channels ?? [];
  const channels = zone24.channels.map((id) => all.findIndex((channel) => channel.id === id));
  const done = new Set(channels.flatMap((index) => all[index]?.items ?? []));
  const weights = items
    .map((item, index) => ({
      item: index,
      weight: zone24.items ? (zone24.items[item.id] ?? 0) : Number(done.has(item.id)),
    }))
    .filter(({ weight }) => weight > 0);
  const intervals = zone24.rate
    .map(({ from, to, perHour }) => ({ fromS: secondsOf(from), toS: secondsOf(to), perHour }))
    .sort((a, b) => a.fromS - b.fromS);
  return {
    channels,
    arrivals: { kind: 'rate', intervals, items: weights },
    fromS: intervals[0]?.fromS ?? 0,
    toS: intervals[intervals.length - 1]?.toS ?? 0,
  };
}
