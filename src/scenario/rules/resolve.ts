/** The section `rules` -> RulesSpec: policies instead of their names, seconds instead of minutes, indices instead of ids. */
import type { CitizenPolicies } from '../../../agents/contract';
import type { HallLayout } from '../../kernel/layout';
import { BREAK_POLICIES } from '../../kernel/rules/policies/breaks';
import { CALL_ORDERS } from '../../kernel/rules/policies/callOrder';
import { OVERFLOWS } from '../../kernel/rules/policies/overflow';
import { PLACES } from '../../kernel/rules/policies/place';
import { TIDES } from '../../kernel/rules/policies/tide';
import type {
  BreakSpec,
  JourneysSpec,
  NoShowSpec,
  PrioritySpec,
  RulesSpec,
  SkillSpec,
  TidalSpec,
} from '../../kernel/rules/spec';
import { BUILDS } from '../../kernel/spec';
import { durationSpec } from '../durations';
import type { ScenarioRules } from '../schema/rules';
import type { Scenario } from '../schema/scenario';
import { secondsOf } from '../schema/units';
import { windowsInRange } from '../staffing';
import { channelSpecs, zone24Spec } from './channels';
import { closingRules } from './closings';
import { demandRules } from './demand';
import { lineRules } from './lines';
import { paperRules } from './papers';
import { peopleSpec } from './people';
import { staffRules } from './staff';
import { wayfindingSpec } from './wayfinding';

export function rulesSpec(
  scenario: Scenario,
  layout: HallLayout,
  citizen: CitizenPolicies,
  fetchHelp: RulesSpec['fetchHelp'] = null,
): RulesSpec {
  const windows = layout.windows.map((window) => window.id);
  const { rules } = scenario;
  const { balking, reneging, room } = rules;
  const classIds = ['ordinary', ...(rules.priority?.classes.map((entry) => entry.id) ?? [])];
  return {
    wayfinding: wayfindingSpec(scenario, citizen),
    people: peopleSpec(scenario),
    priority: prioritySpec(rules),
    balking: balking
      ? {
          decide: citizen.balking[balking.policy],
          toleratedMin: balking.toleratedMin,
          toleratedMax: balking.toleratedMax,
        }
      : null,
    reneging: reneging
      ? {
          decide: citizen.reneging[reneging.policy],
          patience: durationSpec(reneging.patience),
          byClass: classIds.map((name) => {
            const own = reneging.byClass[name];
            return own ? durationSpec(own) : null;
          }),
        }
      : null,
    room: room ?? null,
    skills: skillSpec(scenario, windows),
    noShow: noShowSpec(rules),
    journeys: journeysSpec(scenario),
    breaks: breakSpecs(rules, windows),
    tidal: tidalSpec(rules, windows),
    ...demandRules(scenario, classIds),
    ...paperRules(scenario),
    channels: channelSpecs(scenario, windows, citizen),
    zone24: zone24Spec(scenario),
    ...lineRules(scenario, layout, citizen),
    ...staffRules(rules, windows, classIds),
    ...closingRules(rules, layout),
    fetchHelp,
  };
}

function noShowSpec({ noShow }: ScenarioRules): NoShowSpec | null {
  if (!noShow) return null;
  const { place, returnAfter, ...rest } = noShow;
  return { ...rest, returnAfter: durationSpec(returnAfter), place: PLACES[place] };
}

function journeysSpec({ rules, items, groups }: Scenario): JourneysSpec | null {
  const { journeys } = rules;
  if (!journeys) return null;
  return {
    place: PLACES[journeys.place],
    behind: journeys.behind,
    byItem: items.map((item) => {
      const journey = journeys.items.find((entry) => entry.item === item.id);
      if (!journey) return null;
      return {
        jointFactor: journey.joint ? journey.jointFactor : null,
        stages: journey.stages.map((stage) => ({
          group: groups.findIndex((group) => group.letter === stage.letter),
          service: durationSpec(stage.service),
          share: stage.share,
        })),
      };
    }),
  };
}

function breakSpecs({ breaks }: ScenarioRules, windows: readonly string[]): BreakSpec[] | null {
  if (!breaks) return null;
  return breaks.flatMap((entry) =>
    entry.windows.flatMap(windowsInRange).map((id, k) => ({
      window: windows.indexOf(id),
      atS: secondsOf(entry.at) + k * entry.staggerMin * 60,
      lengthS: entry.minutes * 60,
      policy: BREAK_POLICIES[entry.policy],
      finishWithinS: entry.finishWithinMin * 60,
    })),
  );
}

function tidalSpec({ tidal }: ScenarioRules, windows: readonly string[]): TidalSpec | null {
  if (!tidal) return null;
  return {
    windows: tidal.windows.flatMap(windowsInRange).map((id) => windows.indexOf(id)),
    policy: TIDES[tidal.policy],
    openAbove: tidal.openAbove,
    closeBelow: tidal.closeBelow,
    delayS: tidal.delayMin * 60,
    minOpenS: tidal.minOpenMin * 60,
  };
}

/** (windows x items): a window that the matrix does not name does everything at speed 1. */
function skillSpec(scenario: Scenario, windows: readonly string[]): SkillSpec | null {
  const { skills } = scenario.rules;
  if (!skills) return null;
  const { items } = scenario;
  const use = new Uint8Array(windows.length * items.length).fill(1);
  const speed = new Float64Array(windows.length * items.length).fill(1);
  const named = new Set<string>();
  for (const entry of skills.matrix) {
    for (const id of entry.windows.flatMap(windowsInRange)) {
      const window = windows.indexOf(id);
      if (window < 0) continue;
      const from = window * items.length;
      if (!named.has(id)) use.fill(0, from, from + items.length);
      named.add(id);
      items.forEach((item, i) => {
        if (!entry.letters.includes(item.group) && !entry.items.includes(item.id)) return;
        use[from + i] = entry.use === 'overflow' ? 2 : 1;
        speed[from + i] = entry.speed;
      });
    }
  }
  return {
    use,
    speed,
    overflow: OVERFLOWS[skills.overflow],
    overflowAfterS: skills.overflow === 'after-wait' ? skills.overflowAfterMin * 60 : 0,
    overflowAbove: skills.overflowAbove,
  };
}

function prioritySpec({ priority }: ScenarioRules): PrioritySpec | null {
  if (!priority) return null;
  const ranks = [...new Set(priority.classes.map((entry) => entry.rank))].sort((a, b) => a - b);
  const ordinary = {
    id: 'ordinary',
    nameZh: '普通',
    nameEn: 'ordinary',
    rank: ranks.length,
    headStartS: 0,
    share: 0,
    builds: [],
  };
  return {
    order: CALL_ORDERS[priority.order],
    raiseAfterS: priority.raiseAfterMin === undefined ? Number.POSITIVE_INFINITY : priority.raiseAfterMin * 60,
    classes: [
      ordinary,
      ...priority.classes.map((entry) => ({
        id: entry.id,
        nameZh: entry.name.zh,
        nameEn: entry.name.en,
        rank: ranks.indexOf(entry.rank),
        headStartS: entry.headStartMin * 60,
        share: entry.share,
        builds: entry.builds.map((build) => BUILDS.indexOf(build)),
      })),
    ],
  };
}
