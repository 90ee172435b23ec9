/** Learning (学习能力): questions that a robot cannot answer, and the catalogue that grows by them from day to day. */
import { afterAll, describe, expect, it } from 'vitest';
import { EventKind } from '../../../../src/kernel/events';
import { questionsOf } from '../../../../src/metrics/unanswered';
import { loadSpec } from '../../../../src/runtime/loadSpec';
import { runHall } from '../../../../src/runtime/run';
import { hallOf, sourceOf } from '../../../worlds/shipped';
import { changedGuided, hallTwin, tempFolder } from '../../cli/cli';

const temp = tempFolder();
afterAll(() => temp.remove());
const UNKNOWN = ['residence-permit', 'nurse-licence', 'hk-macau-permit', 'id-card-renewal'];
const TEXT = changedGuided(['dock: east-dock', `dock: east-dock\n    unknownItems: [${UNKNOWN.join(', ')}]`]);

async function day(resolution: 'meso' | 'micro', untilS?: number) {
  const loaded = await loadSpec(
    { ...sourceOf('guided-hall'), scenarioText: TEXT },
    { resolution, bodies: 'kinematic' },
  );
  if (!loaded.ok) throw new Error(loaded.problems.map((problem) => problem.message).join('\n'));
  const hall = hallOf(loaded.spec);
  runHall(hall, untilS === undefined ? {} : { untilS });
  return hall;
}

describe('a catalogue with gaps', () => {
  it.each([
    ['meso', undefined],
    ['micro', 11 * 3600],
  ] as const)(
    '%s: what is not in it is not answered, and the visitor helps himself',
    async (resolution, untilS) => {
      const hall = await day(resolution, untilS);
      const { asked, unanswered } = questionsOf(hall.log, hall.spec.items.length);
      const gaps = hall.spec.items.map((item) => UNKNOWN.includes(item.id));
      const sum = (column: Int32Array, inGap: boolean): number =>
        column.reduce((total, n, i) => total + (gaps[i] === inGap ? n : 0), 0);
      console.log(
        `${resolution}: in the gaps ${sum(unanswered, true)} of ${sum(asked, true)} unanswered, else ${sum(unanswered, false)} of ${sum(asked, false)}`,
      );
      expect(sum(asked, true)).toBeGreaterThan(0);
      // Who is being asked when the look ends has no answer yet.
      expect(sum(unanswered, true)).toBeGreaterThanOrEqual(sum(asked, true) - 1);
      expect(sum(unanswered, false)).toBeLessThan(0.2 * sum(asked, false) + 2);
      for (let i = 0; i < hall.log.length; i++) {
        if (hall.log.kind[i] !== EventKind.leadStarted) continue;
        const citizen = hall.log.citizen[i];
        let item = -1;
        for (let k = 0; k < i; k++) {
          if (hall.log.kind[k] === EventKind.arrived && hall.log.citizen[k] === citizen) item = hall.log.a[k] as number;
        }
        expect(gaps[item]).toBe(false);
      }
    },
    300_000,
  );

  it('hall-twin learn: what was asked in vain is known the next day, and the share of answers rises', async () => {
    const file = temp.write('gaps.scenario.yaml', TEXT);
    const { code, stdout, stderr } = await hallTwin(['learn', file, '--days', '4', '--after', '2', '--json']);
    expect(stderr).not.toMatch(/error/);
    expect(code).toBe(0);
    const { days } = JSON.parse(stdout) as {
      days: { asked: number; answered: number; unknown: number; learned: string[] }[];
    };
    const shares = days.map(({ asked, answered }) => answered / asked);
    console.log(
      `answered by day: ${shares.map((share) => share.toFixed(3)).join(' ')}; not known: ${days.map((d) => d.unknown).join(' ')}`,
    );
    expect(days[0]?.unknown).toBe(UNKNOWN.length);
    expect(days.at(-1)?.unknown).toBeLessThan(UNKNOWN.length);
    expect(shares.at(-1)).toBeGreaterThan((shares[0] as number) + 0.1);
    expect(UNKNOWN).toEqual(expect.arrayContaining(days.flatMap(({ learned }) => learned)));
  }, 300_000);

  it('an unknown item that is none is refused', async () => {
    const text = changedGuided(['dock: east-dock', 'dock: east-dock\n    unknownItems: [nurse-license]']);
    const { code, stdout } = await hallTwin(['validate', temp.write('typo.scenario.yaml', text)]);
    expect(code).toBe(3);
    expect(stdout).toMatch(/robots\[0\]\.unknownItems\[0\].*nurse-licence/);
  }, 300_000);
});
