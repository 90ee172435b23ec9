/** Channels (machines, service robot, video windows) -> the kernel's. */
import type { CitizenPolicies } from '../../../agents/contract';
import { PLACES } from '../../kernel/rules/policies/place';
import type { ChannelSpec } from '../../kernel/rules/spec';
import { durationSpec } from '../durations';
import type { Scenario } from '../schema/scenario';

export function channelSpecs({ rules, items, groups }: Scenario, citizen: CitizenPolicies): ChannelSpec[] | null {
  if (!rules.channels) return null;
  return rules.channels.map(({ letter, policy, place, delay, help, approval, identity, ...rest }) => ({
    ...rest,
    group: groups.findIndex((group) => group.letter === letter),
    items: rest.items.map((id) => items.findIndex((item) => item.id === id)),
    decide: citizen.channel[policy],
    delay: delay ? durationSpec(delay) : null,
    help: durationSpec(help),
    approval: approval ? durationSpec(approval) : null,
    identity: identity.map(({ time, ...way }) => ({ ...way, time: durationSpec(time) })),
    place: PLACES[place],
  }));
}
