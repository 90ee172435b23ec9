/** Means over days, maps with their legends, pictures, plans for other programs. */
import { describe, expect, it } from 'vitest';
import { meanOfDays } from '../../../../src/metrics/space/accumulate';
import { geometryXml, walkableWkt } from '../../../../src/metrics/space/exchange';
import { drawText } from '../../../../src/metrics/space/letters';
import { LOS_SCHEME_IDS, LOS_SCHEMES } from '../../../../src/metrics/space/los';
import { differenceMap, mapOf, mapPixels, RESULT_MAPS } from '../../../../src/metrics/space/maps';
import { SPACE_DEFAULTS, SpaceMeter } from '../../../../src/metrics/space/meter';
import { mapPicture } from '../../../../src/metrics/space/picture';
import { spaceJson, spaceTables } from '../../../../src/metrics/space/report';
import type { SpaceResult } from '../../../../src/metrics/space/result';
import { emptySample, reserveSample } from '../../../../src/metrics/space/sample';
import { makeHall, span } from '../../../worlds/halls';

const layout = {
  ...makeHall({ widthM: 8, heightM: 6, solids: [span(3, 2, 5, 3), span(4, 2.5, 6, 4)] }),
  zones: [
    {
      id: 'west',
      kind: 'waiting',
      nameZh: '西',
      nameEn: 'West',
      polygon: [
        [0, 0],
        [4, 0],
        [4, 6],
        [0, 6],
      ] as [number, number][],
    },
  ],
};
const choice = { scheme: 'fruin-walkway', letter: 'C' } as const;

/** A day of 20 s: `persons` stand close together in the west, one of them for all of it, the others for half. */
function day(persons: number): SpaceResult {
  const meter = new SpaceMeter(layout, 0, 0, { ...SPACE_DEFAULTS, binS: 5, voronoiEveryS: 1, lines: [] });
  const sample = emptySample(0);
  reserveSample(sample, 10);
  for (const [tick, count] of [
    [0, persons],
    [200, 1],
    [400, 1],
  ] as const) {
    sample.tick = tick;
    sample.count = count;
    for (let i = 0; i < count; i++) {
      sample.row[i] = i;
      sample.number[i] = i;
      sample.xM[i] = 1 + 0.6 * i;
      sample.yM[i] = 4.5;
      sample.radiusM[i] = 0.2;
      sample.seat[i] = -1;
    }
    meter.look(sample);
  }
  return meter.result(400);
}

describe('the mean of days', () => {
  const days = [day(1), day(3)];
  const mean = meanOfDays(days);

  it('averages maps, zones and peaks day by day', () => {
    expect(mean.days).toBe(2);
    expect(mean.peakPersons).toBe(2);
    for (let i = 0; i < mean.densityMean.length; i++) {
      expect(mean.densityMean[i]).toBeCloseTo(((days[0]?.densityMean[i] ?? 0) + (days[1]?.densityMean[i] ?? 0)) / 2, 6);
    }
    // 1 all day; 3 for half of it, then 1: means 1 and 2.
    expect(mean.zones[0]?.bins.map((bin) => bin.mean)).toEqual([2, 2, 1, 1]);
    expect(spaceJson(mean, layout, choice).zones[0]).toMatchObject({ areaM2: 24, meanPersons: 1.5, maxPersons: 2 });
  });

  it('one design with itself has no difference, and the difference of two is that of their means', () => {
    const same = differenceMap(mapOf(days[0]!, 'mean', choice), mapOf(days[0]!, 'mean', choice));
    expect(same.values.every((value) => value === 0)).toBe(true);
    const change = differenceMap(mapOf(days[0]!, 'mean', choice), mapOf(days[1]!, 'mean', choice));
    const cell = 9 * mean.grid.columns + 3;
    expect(change.values[cell]).toBeCloseTo((days[1]?.densityMean[cell] ?? 0) - (days[0]?.densityMean[cell] ?? 0), 6);
    expect(change.values[cell]).toBeGreaterThan(0);
  });

  it('refuses days of different floors', () => {
    expect(() => meanOfDays([days[0]!, { ...days[1]!, densityMean: new Float32Array(3) }])).toThrow(/different grids/);
  });
});

describe('maps and pictures', () => {
  const result = day(3);

  it('every map of a level of service names its scheme, and legend colours are those of the values', () => {
    for (const scheme of LOS_SCHEME_IDS) {
      for (const kind of RESULT_MAPS) {
        const map = mapOf(result, kind, { scheme, letter: 'D' });
        if (kind === 'paths') expect(map.scheme).toBeNull();
        else expect(map.title).toContain(LOS_SCHEMES[scheme].title);
      }
      const map = mapOf(result, 'mean', { scheme, letter: 'D' });
      const areas = LOS_SCHEMES[scheme].leastAreaM2;
      areas.forEach((area, i) => {
        expect(map.colourOf(1 / area)).toEqual(map.legend[i]?.colour);
        expect(map.colourOf(1.01 / area)).toEqual(map.legend[i + 1]?.colour);
      });
    }
  });

  it('pixels lie on the floor only; the picture has a title, a plan and a legend', () => {
    const map = mapOf(result, 'mean', choice);
    const pixels = mapPixels(map, result.grid.floor);
    for (let cell = 0; cell < result.grid.floor.length; cell++) {
      if (result.grid.floor[cell] === 0) expect(pixels[4 * cell + 3]).toBe(0);
    }
    const picture = mapPicture(layout, result.grid, map, 'TEST', 20);
    expect(picture.data.length).toBe(4 * picture.width * picture.height);
    const dark = (from: number, to: number): number => {
      let count = 0;
      for (let i = from * picture.width; i < to * picture.width; i++) if ((picture.data[4 * i] as number) < 80) count++;
      return count;
    };
    expect(dark(0, 60)).toBeGreaterThan(200);
    expect(dark(picture.height - 40, picture.height)).toBeGreaterThan(50);
  });

  it('draws every sign that titles use', () => {
    for (const sign of 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+-,.:/<=>()%') {
      let pixels = 0;
      drawText(sign, 1, () => pixels++);
      expect(pixels, sign).toBeGreaterThan(0);
    }
  });

  it('tables have the rows that they say', () => {
    const tables = spaceTables(result, choice);
    const rows = (name: string): string[] => (tables[name] ?? '').slice(1).trimEnd().split('\r\n');
    expect(rows('space-cells.csv').length).toBe(1 + 16 * 12);
    expect(rows('space-cells.csv')[0]).toContain('minutes_at_C_or_worse_fruin-walkway');
    expect(rows('space-zones.csv')).toEqual([
      'zone,from,persons_mean,persons_max',
      'west,00:00,3,3',
      'west,00:00,3,3',
      'west,00:00,1,1',
      'west,00:00,1,1',
    ]);
    expect(rows('space-contacts.csv').length).toBe(8);
  });
});

describe('plans for other programs', () => {
  it('walkable.wkt: outline first, then what stands in the way, rings closed', () => {
    const lines = walkableWkt(layout).trimEnd().split('\n');
    expect(lines[0]).toBe('POLYGON ((0 0, 8 0, 8 6, 0 6, 0 0))');
    expect(lines.length).toBe(3);
    for (const line of lines) {
      const points = line.slice('POLYGON (('.length, -2).split(', ');
      expect(points[0]).toBe(points.at(-1));
    }
  });

  it('geometry.xml: one room with its obstacles, escaped names', () => {
    const xml = geometryXml({ ...layout, sceneId: 'a<b' });
    expect(xml).toContain('caption="a&#60;b"');
    expect(xml.match(/<obstacle /g)?.length).toBe(2);
    expect(xml.match(/<vertex /g)?.length).toBe(15);
  });
});
