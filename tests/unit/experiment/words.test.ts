/** The words of the command line: --vary, --kpi, --goal. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkSelectors } from '../../../src/experiment/kpi/check';
import { KpiError, meets, parseGoal, parseKpi } from '../../../src/experiment/kpi/parse';
import { designsOf, parseVary } from '../../../src/experiment/vary';
import { parseScenario } from '../../../src/scenario/parse';
import { applyChanges } from '../../../src/scenario/vary/apply';
import { parsePath, VaryError } from '../../../src/scenario/vary/path';
import { sourceOf } from '../../worlds/shipped';

const key = fc.stringMatching(/^[A-Za-z_][A-Za-z0-9_-]{0,12}$/);
const bracket = fc.oneof(fc.nat(999).map(String), fc.constant('*'), fc.stringMatching(/^[a-z][a-z0-9-]{0,12}$/));
const path = fc
  .tuple(
    key,
    fc.array(
      fc.oneof(
        key.map((word) => `.${word}`),
        bracket.map((inside) => `[${inside}]`),
      ),
      { maxLength: 5 },
    ),
  )
  .map(([first, rest]) => first + rest.join(''));

describe('--vary', () => {
  it('reads every path and every list of values that is written by the rules', () => {
    fc.assert(
      fc.property(
        path,
        fc.uniqueArray(fc.integer({ min: -1000, max: 1000 }), { minLength: 1, maxLength: 20 }),
        (where, values) => {
          expect(parseVary(`${where}=${values.join(',')}`)).toEqual({ path: where, values });
        },
      ),
    );
  });

  it('a range holds a, stays at or below b, and goes in equal steps', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -500, max: 500 }),
        fc.nat(200),
        fc.integer({ min: 1, max: 400 }),
        (a, span, hundredths) => {
          const step = hundredths / 100;
          const b = a + span;
          fc.pre(span / step < 499);
          const { values } = parseVary(`x=${a}..${b}:${step}`) as { values: readonly number[] };
          expect(values[0]).toBe(a);
          expect(values.length).toBe(Math.floor(span / step + 1e-9) + 1);
          for (let k = 1; k < values.length; k++)
            expect((values[k] as number) - (values[k - 1] as number)).toBeCloseTo(step, 9);
          expect(values[values.length - 1] as number).toBeLessThanOrEqual(b + 1e-9);
        },
      ),
    );
    expect(parseVary('demand.factor=0.5..0.8:0.1').values).toEqual([0.5, 0.6, 0.7, 0.8]);
    expect(parseVary('hours.close=16:00,17:30').values).toEqual(['16:00', '17:30']);
    expect(parseVary('walking=true,false').values).toEqual([true, false]);
  });

  it('any text gives a variation or a VaryError, nothing else', () => {
    const text = fc.oneof(
      fc.string(),
      fc.tuple(fc.string(), fc.string()).map(([a, b]) => `${a}=${b}`),
    );
    fc.assert(
      fc.property(text, (found) => {
        try {
          expect(parseVary(found).values.length).toBeGreaterThan(0);
        } catch (error) {
          expect(error).toBeInstanceOf(VaryError);
        }
      }),
      { numRuns: 2000 },
    );
  });

  it.each([
    ['staffing[0].count', 'allowed: PATH='],
    ['=3', 'allowed: PATH='],
    ['x=5..3', 'holds no value'],
    ['x=1..5:0', 'holds no value'],
    ['x=1..100000', 'at most 500'],
    ['x=1,,2', 'a value is empty'],
    ['x=1,2,1', 'stands twice'],
    ['x=a..b', 'takes numbers'],
    ['x..y=1', 'expected a key'],
    ['items[=1', 'in brackets stands'],
  ])('%s is refused: %s', (text, message) => {
    expect(() => parseVary(text)).toThrow(message);
  });

  it('paths take any key and index there is', () => {
    expect(parsePath('items[nurse-licence].service.meanMin')).toEqual([
      { kind: 'key', key: 'items' },
      { kind: 'id', id: 'nurse-licence' },
      { kind: 'key', key: 'service' },
      { kind: 'key', key: 'meanMin' },
    ]);
  });
});

describe('designs', () => {
  const source = sourceOf('guided-hall');

  it('a full factorial, the last variation turning fastest; each design is a valid scenario with its values', () => {
    const designs = designsOf(source, [parseVary('staffing[0].count=2,3'), parseVary('visitors.askShare=0.1,0.2,0.3')]);
    expect(designs.map((design) => design.label)).toEqual([
      'staffing[0].count=2 visitors.askShare=0.1',
      'staffing[0].count=2 visitors.askShare=0.2',
      'staffing[0].count=2 visitors.askShare=0.3',
      'staffing[0].count=3 visitors.askShare=0.1',
      'staffing[0].count=3 visitors.askShare=0.2',
      'staffing[0].count=3 visitors.askShare=0.3',
    ]);
    const parsed = parseScenario((designs[1] as (typeof designs)[number]).source);
    expect(parsed.ok && parsed.scenario.visitors.askShare).toBe(0.2);
    expect(parsed.ok && parsed.scenario.staffing[0]?.windows).toEqual(['A01', 'A02']);
  });

  it('a value behind a shared YAML anchor changes in one place only; * changes all', () => {
    const shiwan = sourceOf('shiwan-day');
    const one = applyChanges(shiwan, [{ path: 'items[invoice].service.meanMin', value: 4 }]);
    const parsed = one.ok ? parseScenario(one.source) : null;
    const means = parsed?.ok
      ? parsed.scenario.items.map((item) => ('meanMin' in item.service ? item.service.meanMin : 0))
      : [];
    expect(means.filter((mean) => mean === 4).length).toBe(1);
    expect(means.filter((mean) => mean === 10).length).toBe(means.length - 1);
    const all = applyChanges(shiwan, [{ path: 'items[*].service.meanMin', value: 5 }]);
    const every = all.ok ? parseScenario(all.source) : null;
    expect(
      every?.ok && every.scenario.items.every((item) => 'meanMin' in item.service && item.service.meanMin === 5),
    ).toBe(true);
  });

  it.each([
    ['staffing[9].count=2', 'allowed: 0 to 4'],
    ['staffing[0].count=0', 'whole number 1 to 200'],
    ['staffing[0].count=2.5', 'whole number 1 to 200'],
    ['staffing[0].count=9', 'unknown window'],
    ['items[nurse-license].service.meanMin=3', 'did you mean "nurse-licence"'],
    ['items[*].service=3', 'keys dist, meanMin'],
    ['hours.clse=16:00', 'did you mean "close"'],
    ['stafing[0].count=3', 'did you mean "staffing"'],
    ['visitors.askShare=1.5', '0 to 1'],
    ['hours.open.hour=3', 'has no keys'],
    ['robots.count=5', 'whole number 0 to 1'],
    ['scene:kiosks[7].facingDeg=3', 'allowed: 0 to'],
    ['demand.factor=-1', 'number 0 to 100'],
  ])('%s is refused: %s', (text, message) => {
    expect(() => designsOf(source, [parseVary(text)])).toThrow(VaryError);
    expect(() => designsOf(source, [parseVary(text)])).toThrow(message);
  });

  it('the same path twice, and too many combinations, are refused', () => {
    expect(() => designsOf(source, [parseVary('seed=1'), parseVary('seed=2')])).toThrow('varied twice');
    expect(() => designsOf(source, [parseVary('a=1..500'), parseVary('b=1..500')])).toThrow(
      'more than 2000 combinations',
    );
  });

  it('any change gives a scenario or problems, never anything else', () => {
    const value = fc.oneof(fc.integer(), fc.double(), fc.string(), fc.boolean());
    const some = fc.oneof(
      path,
      fc.constantFrom(
        'staffing[0].count',
        'items[0].service.meanMin',
        'hours',
        'arrivals[*].rate[*].perHour',
        'robots[0].post',
      ),
    );
    fc.assert(
      fc.property(some, value, (where, what) => {
        const result = applyChanges(source, [{ path: where, value: what }]);
        if (!result.ok) expect(result.problems.length).toBeGreaterThan(0);
      }),
      { numRuns: 60 },
    );
  });
});

describe('figures and goals', () => {
  const duration = fc.oneof(
    fc.constantFrom('mean', 'median', 'max', 'p50', 'p90', 'p99.5').map((func) => ({ func, limit: '' })),
    fc.integer({ min: 1, max: 600 }).map((min) => ({ func: 'share', limit: `<=${min}min` })),
  );
  const quantity = fc.constantFrom('wait', 'wait[A]', 'wait[Z]', 'stay');

  it('every figure by the rules is read, and its normal form reads as itself', () => {
    fc.assert(
      fc.property(duration, quantity, ({ func, limit }, what) => {
        const kpi = parseKpi(` ${func} ( ${what} ${limit} )`);
        expect(parseKpi(kpi.id).id).toBe(kpi.id);
        expect(kpi.unit).toBe(func === 'share' ? '%' : 'min');
      }),
    );
  });

  it('every goal by the rules is read with its relation, limit and unit', () => {
    const unit = fc.constantFrom(['s', 1 / 60], ['min', 1], ['h', 60], ['', 1]) as fc.Arbitrary<[string, number]>;
    fc.assert(
      fc.property(
        fc.constantFrom('mean', 'p90', 'max'),
        fc.nat(10_000),
        unit,
        fc.constantFrom('<=', '>=', '<', '>'),
        (func, n, [name, factor], relation) => {
          const goal = parseGoal(`${func}(wait) ${relation} ${n}${name}`);
          expect(goal.limit).toBeCloseTo(n * factor, 9);
          expect(goal.atMost).toBe(relation.startsWith('<'));
          expect(meets(goal, goal.limit)).toBe(true);
          expect(meets(goal, goal.limit + 1)).toBe(!goal.atMost);
          expect(parseGoal(goal.text)).toMatchObject({ limit: goal.limit, atMost: goal.atMost, text: goal.text });
        },
      ),
    );
    expect(parseGoal('share(wait <= 10min) >= 90%')).toMatchObject({
      atMost: false,
      limit: 90,
      text: 'share(wait<=10min) >= 90%',
    });
    expect(parseGoal('utilization<=85')).toMatchObject({ atMost: true, limit: 85 });
    expect(parseGoal('serviceLevel >= 80%', 15).kpi.id).toBe('share(wait<=15min)');
  });

  it('any text gives a figure or goal, or a KpiError', () => {
    const pieces = fc.array(
      fc.constantFrom(
        'p90',
        'mean',
        'share',
        '(',
        ')',
        'wait',
        '[',
        ']',
        'A',
        '<=',
        '>',
        '10',
        'min',
        '%',
        'item:',
        ' ',
      ),
      { maxLength: 12 },
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          pieces.map((list) => list.join('')),
        ),
        (text) => {
          for (const parse of [parseKpi, parseGoal]) {
            try {
              parse(text);
            } catch (error) {
              expect(error).toBeInstanceOf(KpiError);
            }
          }
        },
      ),
      { numRuns: 3000 },
    );
  });

  it.each([
    ['p90(wait) <= 10 persons', 'allowed: s, min, h'],
    ['p90(wait)', 'a goal reads'],
    ['p90(wait) = 10', 'a goal reads'],
    ['share(wait) >= 90%', 'a share needs a limit'],
    ['mean(wait<=10min) >= 90%', 'belongs to share'],
    ['p90(walk) <= 10min', 'wait, stay, service or queue'],
    ['waits <= 10min', 'no figure'],
    ['p90(wait[window:B01]) <= 3min', 'mean(wait[window:ID])'],
    ['p50(wait[item:x]) <= 3min', 'p90(wait[item:ID])'],
    ['utilization <= 10min', 'allowed: %'],
    ['p90(queue) <= 10', 'mean(queue)'],
    ['mean(queue[item:x]) <= 10', 'mean(queue[B])'],
    ['mean(wait[stage:0]) <= 10min', 'the first window of a visit'],
    ['mean(wait[kind:x]) <= 10min', '[class:ID] a priority class'],
  ])('%s is refused: %s', (text, message) => {
    expect(() => parseGoal(text)).toThrow(message);
  });

  it('classes, stages, queues and named figures have their units and normal forms', () => {
    expect(parseGoal('p90(wait[class:elderly]) <= 5min')).toMatchObject({ limit: 5, atMost: true });
    expect(parseKpi('share( wait[class:elderly] <= 10min )')).toMatchObject({ unit: '%', better: 'higher' });
    expect(parseKpi('mean(wait[stage:2])')).toMatchObject({ selector: { kind: 'stage', id: '2' }, unit: 'min' });
    expect(parseKpi('mean(queue[B])')).toMatchObject({ selector: { kind: 'letter', id: 'B' }, unit: 'persons' });
    expect(parseGoal('robotMinutes >= 1h').limit).toBe(60);
    expect(parseGoal('firstVisitShare >= 95%').kpi.better).toBe('higher');
    expect(parseGoal('trips <= 400 trips').limit).toBe(400);
    expect(parseGoal('staffMinutesPerCase <= 12min').kpi.better).toBe('lower');
  });

  it('names that the scenario does not have are refused with those that it has', () => {
    const parsed = parseScenario(sourceOf('shiwan-day'));
    if (!parsed.ok) throw new Error('shiwan-day is invalid');
    expect(() => checkSelectors([parseKpi('p90(wait[B])')], parsed)).toThrow('allowed: A');
    expect(() => checkSelectors([parseKpi('mean(wait[item:passport])')], parsed)).toThrow('residence-permit');
    expect(() => checkSelectors([parseKpi('mean(wait[window:A12])')], parsed)).toThrow('A11');
    expect(() => checkSelectors([parseKpi('p90(wait[class:elderly])')], parsed)).toThrow('no priority classes');
    expect(() => checkSelectors([parseKpi('mean(wait[stage:2])')], parsed)).toThrow('allowed: 1');
    checkSelectors([parseKpi('mean(wait[A])'), parseKpi('mean(wait[window:A11])'), parseKpi('utilization')], parsed);
  });
});
