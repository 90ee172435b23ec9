/**
 * Maps as Nav2's map server reads them: equal to its own test's expected grid, every mode, every picture format; and the
 * brain's planner on the maps that Nav2 ships. The oracle's values come from nav2_map_server's test_constants.cpp.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { deflateSync, inflateSync } from 'node:zlib';
import fc from 'fast-check';
import { PNG } from 'pngjs';
import { describe, expect, it } from 'vitest';
import { plannerOf } from '../../agents/guide-robot/plan/planner';
import { decodeImage, type MapImage } from '../../src/sil/maps/image';
import { drivableMap, type MapHeader, occupancyGrid, parseMapYaml } from '../../src/sil/maps/nav2Map';
import { hallTwin } from '../unit/cli/cli';
import { sharedData } from './sharedData';

const folder = sharedData('nav2_maps');
const inflate = (bytes: Uint8Array): Uint8Array => inflateSync(bytes);
const decode = (bytes: Uint8Array): MapImage => decodeImage(bytes, inflate);

function headerOf(file: string): MapHeader {
  const parsed = parseMapYaml(readFileSync(file, 'utf8'));
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed.header;
}

const TRINARY: MapHeader = {
  image: 'x.png',
  resolutionM: 0.05,
  originXM: 0,
  originYM: 0,
  originYawRad: 0,
  negate: false,
  occupiedThreshold: 0.65,
  freeThreshold: 0.196,
  mode: 'trinary',
};

/** A picture of one row, 8-bit grey. */
function row(...values: number[]): MapImage {
  const head = new TextEncoder().encode(`P5\n# one row\n${values.length} 1\n255\n`);
  return decode(Uint8Array.from([...head, ...values]));
}

describe.skipIf(folder === null)('Nav2 map server oracle', () => {
  it('gives the expected grid of map_server_test from PGM and from PNG', () => {
    const test = join(folder as string, 'map_server_test');
    const source = readFileSync(join(test, 'test_constants.cpp.txt'), 'utf8');
    const body = /g_valid_image_content\[\] = \{([^}]*)\}/.exec(source)?.[1] ?? '';
    const expected = body
      .split(',')
      .map((part) => part.trim())
      .filter((part) => part !== '')
      .map(Number);
    expect(expected).toHaveLength(100);
    const header = headerOf(join(test, 'testmap.yaml'));
    expect([header.resolutionM, header.originXM, header.originYM, header.originYawRad]).toEqual([0.1, 2, 3, 1]);
    for (const picture of ['testmap.pgm', 'testmap.png']) {
      const grid = occupancyGrid(decode(readFileSync(join(test, picture))), header);
      expect([grid.columns, grid.rows], picture).toEqual([10, 10]);
      expect(Array.from(grid.cells), picture).toEqual(expected);
    }
  });

  it('plans on the maps that Nav2 ships, through the command line', async () => {
    const cases = [
      ['tb3_sandbox.yaml', '-2,-0.5', '2,0.5', 4.1, 8],
      ['depot.yaml', '5,5', '25,10', 20, 30],
      ['warehouse.yaml', '0,0', '-5,15', 15, 30],
    ] as const;
    for (const [map, from, to, leastM, mostM] of cases) {
      const file = join(folder as string, map);
      const { code, stdout, stderr } = await hallTwin(['plan', '--map', file, '--from', from, '--to', to, '--json']);
      expect(stderr, map).toBe('');
      const plan = JSON.parse(stdout);
      console.log(`${map}: ${plan.lengthM} m in ${plan.timeMs} ms, least room ${plan.leastRoomM} m`);
      expect(code, map).toBe(0);
      expect(plan.lengthM).toBeGreaterThan(leastM);
      expect(plan.lengthM).toBeLessThan(mostM);
      expect(plan.leastRoomM).toBeGreaterThan(plan.radiusM);
      expect(plan.points[0]).toEqual(from.split(',').map(Number));
    }
  }, 300_000);

  it('says in Nav2 words why there is no path', async () => {
    const file = join(folder as string, 'tb3_sandbox.yaml');
    const ask = async (from: string, to: string) => {
      const { code, stdout } = await hallTwin(['plan', '--map', file, '--from', from, '--to', to, '--json']);
      expect(code).toBe(1);
      return JSON.parse(stdout);
    };
    expect(await ask('-2,-0.5', '900,0')).toMatchObject({ ok: false, error: 'GOAL_OUTSIDE_MAP', code: 204 });
    expect(await ask('900,0', '0,0')).toMatchObject({ ok: false, error: 'START_OUTSIDE_MAP', code: 203 });
    expect(await ask('-2,-0.5', '8,8')).toMatchObject({ ok: false, error: 'GOAL_OCCUPIED', code: 206 });
  }, 300_000);
});

describe('map modes', () => {
  it('trinary: thresholds are strict, between them is unknown', () => {
    // 255 * (1 - 0.65) = 89.25; 255 * (1 - 0.196) = 205.02
    expect(Array.from(occupancyGrid(row(0, 89, 90, 205, 206, 255), TRINARY).cells)).toEqual([100, 100, 255, 255, 0, 0]);
    const negated = { ...TRINARY, negate: true };
    expect(Array.from(occupancyGrid(row(0, 49, 50, 165, 166, 255), negated).cells)).toEqual([0, 0, 255, 255, 100, 100]);
  });

  it('scale: in proportion between the thresholds; transparent is unknown', () => {
    const scale: MapHeader = { ...TRINARY, mode: 'scale', occupiedThreshold: 0.8, freeThreshold: 0.2 };
    expect(Array.from(occupancyGrid(row(0, 255, 102, 153), scale).cells)).toEqual([100, 0, 67, 33]);
    const png = new PNG({ width: 2, height: 1 });
    png.data.set([0, 0, 0, 255, 0, 0, 0, 254]);
    expect(Array.from(occupancyGrid(decode(PNG.sync.write(png)), scale).cells)).toEqual([100, 255]);
    // Trinary counts alpha as a fourth colour: transparent black is darker than opaque black.
    expect(Array.from(occupancyGrid(decode(PNG.sync.write(png)), TRINARY).cells)).toEqual([100, 100]);
  });

  it('raw: values up to 100 as they are, above unknown, whatever negate says', () => {
    const raw: MapHeader = { ...TRINARY, mode: 'raw', negate: true };
    expect(Array.from(occupancyGrid(row(0, 1, 99, 100, 101, 255), raw).cells)).toEqual([0, 1, 99, 100, 255, 255]);
    expect(Array.from(drivableMap(occupancyGrid(row(0, 1, 99, 100, 255), raw), false).cells)).toEqual([
      0, 0, 0, 100, 255,
    ]);
  });

  it('rows of the picture run downwards, rows of the grid upwards', () => {
    const picture = decode(new TextEncoder().encode('P2 1 2 255 0 255'));
    expect(Array.from(occupancyGrid(picture, TRINARY).cells)).toEqual([0, 100]);
  });
});

describe('pictures', () => {
  it('PGM: text and binary, 8 and 16 bit give the same', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 12 }),
        fc.integer({ min: 1, max: 12 }),
        fc.constantFrom(1, 100, 255, 1000, 65535),
        fc.integer(),
        (width, height, highest, salt) => {
          const values = Array.from({ length: width * height }, (_, i) => Math.abs((i * 7919 + salt) % (highest + 1)));
          const text = new TextEncoder().encode(`P2 # c\n${width}\t${height}\n# more\n${highest}\n${values.join(' ')}`);
          const head = new TextEncoder().encode(`P5 ${width} ${height} ${highest}\n`);
          const bytes = highest > 255 ? values.flatMap((v) => [v >> 8, v & 255]) : values;
          const binary = decode(Uint8Array.from([...head, ...bytes]));
          expect(binary).toEqual(decode(text));
          expect(Array.from(binary.shade)).toEqual(values.map((v) => v / highest));
        },
      ),
      { numRuns: 100 },
    );
  });

  it('PNG: equal to pngjs for every colour type and bit depth it writes', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 20 }),
        fc.integer({ min: 1, max: 20 }),
        fc.constantFrom(0, 2, 4, 6),
        fc.uint8Array({ minLength: 1600, maxLength: 1600 }),
        (width, height, colorType, noise) => {
          const png = new PNG({ width, height });
          png.data.set(noise.subarray(0, width * height * 4));
          const bytes = PNG.sync.write(png, { colorType: colorType as 0 | 2 | 4 | 6 });
          const back = PNG.sync.read(bytes);
          const image = decode(bytes);
          for (let i = 0; i < width * height; i++) {
            const at = (k: number): number => back.data[4 * i + k] as number;
            expect(image.shade[i]).toBeCloseTo((at(0) + at(1) + at(2)) / 765, 9);
            if (image.alpha) expect(image.alpha[i]).toBeCloseTo(at(3) / 255, 9);
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  it('PNG: one bit and palette, written by hand', () => {
    const chunk = (name: string, body: readonly number[]): number[] => {
      const length = [body.length >> 24, (body.length >> 16) & 255, (body.length >> 8) & 255, body.length & 255];
      return [...length, ...new TextEncoder().encode(name), ...body, 0, 0, 0, 0];
    };
    const png = (depth: number, type: number, rows: readonly number[], extra: readonly number[] = []): Uint8Array =>
      Uint8Array.from([
        ...[0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10],
        ...chunk('IHDR', [0, 0, 0, 4, 0, 0, 0, 1, depth, type, 0, 0, 0]),
        ...extra,
        ...chunk('IDAT', [...deflateSync(Uint8Array.from(rows))]),
        ...chunk('IEND', []),
      ]);
    expect(Array.from(decode(png(1, 0, [0, 0b10110000])).shade)).toEqual([1, 0, 1, 1]);
    const palette = chunk('PLTE', [0, 0, 0, 255, 255, 255, 255, 0, 0]);
    expect(Array.from(decode(png(2, 3, [0, 0b00011010], palette)).shade)).toEqual([0, 1, 1 / 3, 1 / 3]);
  });

  it('broken pictures are refused with a reason, never with nonsense or a hang', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.constantFrom('P2', 'P5', '\x89PNG', ''), (tail, head) => {
        const bytes = Uint8Array.from([...head].map((c) => c.charCodeAt(0)).concat([...tail]));
        try {
          const image = decode(bytes);
          expect(image.shade.every((value) => value >= 0 && value <= 1)).toBe(true);
        } catch (error) {
          expect((error as Error).message.length).toBeGreaterThan(5);
        }
      }),
      { numRuns: 300 },
    );
    expect(() => decode(new TextEncoder().encode('P5 4 4 255\n12'))).toThrow(/ends early/);
    expect(() => decode(new TextEncoder().encode('BM1234'))).toThrow(/neither PGM .* nor PNG/);
  });
});

describe('map files', () => {
  it('lists every problem with its line', () => {
    const text =
      'image: ""\nresolution: -1\norigin: [0, 0]\nnegate: 2\noccupied_thresh: 0.1\nfree_thresh: 0.3\nmode: quad\n';
    const parsed = parseMapYaml(text);
    expect(parsed.ok).toBe(false);
    if (parsed.ok) return;
    expect(parsed.problems.map(({ line, path }) => `${line} ${path}`)).toEqual([
      '1 image',
      '2 resolution',
      '6 free_thresh',
      '3 origin',
      '4 negate',
      '7 mode',
    ]);
  });

  it('never throws, whatever the text', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const parsed = parseMapYaml(text);
        if (!parsed.ok) expect(parsed.problems.length).toBeGreaterThan(0);
      }),
      { numRuns: 300 },
    );
  });

  it('the command line says what is wrong', async () => {
    const usage = await hallTwin(['plan', '--map', 'x.yaml', '--from', '1,2', '--to', '3']);
    expect([usage.code, usage.stdout]).toEqual([2, '']);
    expect(usage.stderr).toMatch(/--to takes a place as x,y in metres/);
    const missing = await hallTwin(['plan', '--map', 'nowhere.yaml', '--from', '1,2', '--to', '3,-1']);
    expect([missing.code, missing.stdout]).toEqual([3, 'nowhere.yaml: error: no such file\n']);
    expect(existsSync('nowhere.yaml')).toBe(false);
  }, 150_000);
});

describe('planner on a plain map', () => {
  it('goes straight where nothing is in the way', () => {
    const cells = new Uint8Array(200 * 200);
    const planner = plannerOf({ originXM: -5, originYM: -5, resolutionM: 0.05, columns: 200, rows: 200, cells }, 0.31);
    const found = planner.plan({ xM: -3, yM: -2, yawRad: 0 }, { xM: 3, yM: 1.5, yawRad: 0 }, null);
    expect(found.ok).toBe(true);
    if (!found.ok) return;
    const { xM, yM } = found.route.line;
    let lengthM = 0;
    for (let i = 1; i < xM.length; i++) {
      lengthM += Math.hypot((xM[i] as number) - (xM[i - 1] as number), (yM[i] as number) - (yM[i - 1] as number));
    }
    expect(lengthM).toBeLessThan(Math.hypot(6, 3.5) * 1.01);
  });
});
