/** The Shiwan day with every rule of the hall switched on: for books, replay and both resolutions. */
import type { HallSpec } from '../../src/kernel/spec';
import { loadSpec, type SpecOptions } from '../../src/runtime/loadSpec';
import type { ScenarioSource } from '../../src/scenario/source';
import { sourceOf } from './shipped';

export const RULES_YAML = `
rules:
  priority:
    raiseAfterMin: 20
    classes:
      - { id: elderly, name: { zh: 老年人, en: Elderly }, rank: 1, builds: [elderly] }
      - { id: disabled, name: { zh: 残疾人, en: Disabled }, rank: 1, builds: [wheelchair] }
      - { id: veteran, name: { zh: 退役军人, en: Veteran }, rank: 2, share: 0.03 }
  balking: { policy: over-tolerance, toleratedMin: 2, toleratedMax: 9 }
  reneging: { policy: leave-at-limit, patience: { dist: lognormal, meanMin: 8, cv: 0.8 }, byClass: { elderly: { dist: lognormal, meanMin: 25, cv: 0.6 } } }
  skills:
    overflow: above-queue
    overflowAbove: 2
    matrix:
      - { windows: [A01-A02], letters: [A], use: overflow, speed: 0.9 }
      - { windows: [A01-A02], items: [residence-permit, household-transfer], speed: 1.15 }
  noShow: { share: 0.1, recallAfterS: 20, recalls: 1, hearsShare: 0.5, returnShare: 0.7, returnAfter: { dist: exponential, meanMin: 3 } }
  journeys:
    items:
      - { item: food-licence, stages: [{ letter: A, service: { dist: lognormal, meanMin: 4 }, share: 0.6 }] }
      - { item: sole-trader, joint: true, jointFactor: 0.7, stages: [{ letter: A, service: { dist: lognormal, meanMin: 8 } }, { letter: A, service: { dist: lognormal, meanMin: 6 } }] }
  breaks:
    - { windows: [A03-A06], at: '11:00', minutes: 15, staggerMin: 15 }
    - { windows: [A01-A04], at: '14:00', minutes: 10, policy: interrupt-resume }
  tidal: { windows: [A10-A11], openAbove: 3, minOpenMin: 10 }
  variation: { dayCv: 0.1, hourVarianceToMean: 3.3 }
  appointments:
    - { from: '10:00', to: '12:00', everyMin: 15, noShowShare: 0.2, class: veteran, items: { sole-trader: 1, food-licence: 2 } }
  online: { share: 0.05, items: { invoice: 0.5 } }
  companions: { share: 0.2 }
  papers: { sharedShare: 0.4, certificateFree: [medical-remote], freeFactor: 0.9, todayShare: 0.6, stillMissingShare: 0.1 }
  results:
    atOnceShare: 0.4
    ways: { pickup: 1, eForm: 2, qrCode: 1, mail: 2, pickupMachine: 1 }
    whileYouWait: { share: 0.3 }
    backOffice: { clerks: 4, time: { dist: lognormal, meanMin: 12, cv: 0.5 } }
    pickup: { letter: P, after: { dist: lognormal, meanMin: 60 } }
  sharedClerks: [{ windows: [A06-A07] }]
  setUp: { time: { dist: lognormal, meanS: 8, cv: 0.4 } }
  greenChannel: { windows: [A05], classes: [veteran, disabled] }
  zone24: { channels: [xiao-zheng], rate: [{ from: '07:00', to: '19:00', perHour: 3 }] }
  jockeying: { gain: 1 }
  lines: { yields: to-the-front, marked: [{ letters: [K], line: robot-line }] }
  seating: { policy: apart }
  linked: { items: [{ item: residence-permit, brings: school-place, share: 0.3, pushedShare: 0.5 }] }
  channels:
    - id: xiao-zheng
      kind: service-robot
      letter: K
      items: [residence-permit, unemployment, birth-registration, social-insurance]
      willingShare: 0.7
      serviceFactor: 0.8
      identity:
        - { way: idCard, time: { dist: lognormal, meanS: 15 }, successShare: 0.8 }
        - { way: face, successShare: 0.7 }
      failShare: 0.2
      helpShare: 0.5
      helpBy: { windows: [A03-A04] }
      functions: { guiding: { failShare: 0.2 }, formFilling: { failShare: 0.1 }, explaining: { time: { dist: lognormal, meanS: 10 } } }
  room: { capacity: 40, whenFull: wait-outside }
  doors: { choose: quickest, closings: [{ doors: [west-door], from: '11:00', to: '11:30' }, { doors: [east-door], from: '14:00', to: '14:20', policy: wait }] }
  windowClosings:
    - { windows: [A03-A06], from: '10:30', to: '10:45', policy: reroute }
    - { windows: [A01-A02], from: '13:00', to: '13:10', policy: wait }
  closures:
    - { id: leak, name: { zh: 西侧漏水, en: Leak in the west }, line: { from: [5, 8], to: [8, 8] } }
`;

export function rulesSource(rules = RULES_YAML): ScenarioSource {
  const source = sourceOf('shiwan-day');
  // Nine windows and two on call instead of eleven, so that queues form and the rules bite.
  const scenarioText = [
    [
      'windows: [A01-A11], letters: all }',
      "windows: [A01-A08], letters: [A] }\n  - { windows: [A09], letters: [A, P] }\n  - { windows: [A10-A11], letters: [A] }\n  - { windows: [A12], letters: [K], from: '00:00', to: '20:00' }",
    ],
    [
      'en: General services } }',
      'en: General services } }\n  - { letter: K, name: { zh: 小政, en: Service robot } }\n  - { letter: P, name: { zh: 领取, en: Results } }',
    ],
  ].reduce(
    (text, [from = '', to = '']) => {
      if (!text.includes(from)) throw new Error(`not in the scenario: ${from}`);
      return text.replace(from, () => to);
    },
    source.scenarioText.replaceAll('service: *service }', 'missingPaperShare: 0.12, service: *service }'),
  );
  // The twelfth window is the service robot's.
  // Papers are missing in a good tenth of the cases.
  const sceneText = `${source.sceneText}\nlines:\n  - { id: robot-line, at: [27.4, 15], facingDeg: 270, line: { count: 6 } }\n`;
  return { ...source, sceneText, scenarioText: `${scenarioText}\n${rules}` };
}

export async function rulesSpecOf(options: SpecOptions = {}, rules = RULES_YAML): Promise<HallSpec> {
  const loaded = await loadSpec(rulesSource(rules), options);
  if (!loaded.ok) throw new Error(loaded.problems.map((problem) => `${problem.path} ${problem.message}`).join('\n'));
  return loaded.spec;
}
