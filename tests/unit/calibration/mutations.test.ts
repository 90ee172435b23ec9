/** Property: whatever is done to a file of records, a map or a catalogue, the import ends with a model or with reasons. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ownScene } from '../../../src/experiment/calibration/check/twin';
import { fitBoard } from '../../../src/experiment/calibration/fit/fromBoard';
import { fitTickets } from '../../../src/experiment/calibration/fit/fromTickets';
import { readCatalogue } from '../../../src/experiment/calibration/items/catalogue';
import { loadRecords } from '../../../src/experiment/calibration/read/load';
import { scenarioYaml } from '../../../src/experiment/calibration/write/scenario';
import { parseScenario } from '../../../src/scenario/parse';
import { csvText, gb18030, simulatedTickets, TICKET_MAP, ticketRows, xlsx } from './records';

const rows = ticketRows(simulatedTickets(2)).slice(0, 150);
const BOARD_MAP = `version: 1
kind: board
hall: { id: b, name: { zh: b, en: b } }
columns: { date: date, time: time, group: group, letter: letter, open: open, waiting: waiting, lastCalled: last }
`;
const boardText = (() => {
  const lines = ['date,time,group,letter,open,waiting,last'];
  for (let k = 0; k < 60; k++) {
    const time = `${String(8 + Math.floor(k / 12)).padStart(2, '0')}:${String((k % 12) * 5).padStart(2, '0')}`;
    lines.push(`2026-03-02,${time},q1,A,2,${k % 7},A${String(k).padStart(3, '0')}`);
    lines.push(`2026-03-02,${time},q2,A,1,${k % 3},${k % 4 === 0 ? '' : `A${2 * k}`}`);
  }
  return lines.join('\n');
})();

/** Cuts, doubles, overwrites: at byte level, with scraps that mean something to a reader. */
const edits = fc.array(
  fc.record({
    at: fc.nat(1_000_000),
    cut: fc.nat(40),
    put: fc.oneof(
      fc.constantFrom(
        '"',
        ',',
        ';',
        '\n',
        '\r',
        '\t',
        '\u0000',
        '""',
        '","',
        '\ufeff',
        '99:99',
        '1e9',
        '-1',
        '窗',
        '=',
        '0',
      ),
      fc.string({ maxLength: 6 }),
    ),
  }),
  { minLength: 1, maxLength: 12 },
);
type Edits = readonly { readonly at: number; readonly cut: number; readonly put: string }[];

function mutate(bytes: Uint8Array, list: Edits): Uint8Array {
  let current = Buffer.from(bytes);
  for (const { at, cut, put } of list) {
    const from = current.length === 0 ? 0 : at % current.length;
    current = Buffer.concat([current.subarray(0, from), Buffer.from(put, 'utf8'), current.subarray(from + cut)]);
  }
  return new Uint8Array(current);
}

async function endsWell(bytes: Uint8Array, mapText: string): Promise<void> {
  const loaded = await loadRecords([{ name: 'file', bytes }], { name: 'map.yaml', text: mapText });
  if (!loaded.ok) {
    expect(loaded.problems.length).toBeGreaterThan(0);
    for (const problem of loaded.problems) expect(problem.message).not.toBe('');
  } else {
    for (const row of loaded.report.bad) {
      expect(row.line).toBeGreaterThan(0);
      expect(row.reason).not.toBe('');
    }
    const fit =
      loaded.kind === 'tickets' ? fitTickets(loaded.records, loaded.map) : fitBoard(loaded.records, loaded.map);
    if (fit.ok) {
      const scene = ownScene(fit.model, 'made.scene.yaml');
      const scenarioText = scenarioYaml(fit.model, { scene: scene.file });
      const parsed = parseScenario({
        scenarioFile: 'made',
        scenarioText,
        sceneFile: scene.file,
        sceneText: scene.text,
      });
      expect(parsed.ok ? [] : parsed.problems.filter((problem) => problem.severity === 'error')).toEqual([]);
    } else expect(fit.message).not.toBe('');
  }
}

describe('random changes to', () => {
  it.each([
    ['a UTF-8 file', new TextEncoder().encode(csvText(rows)), TICKET_MAP],
    ['a GB18030 file', gb18030(csvText(rows, ';')), TICKET_MAP],
    ['a board file', new TextEncoder().encode(boardText), BOARD_MAP],
  ])('%s end with a scenario that parses or with reasons', async (_name, bytes, map) => {
    await fc.assert(
      fc.asyncProperty(edits, (list) => endsWell(mutate(bytes, list), map)),
      { numRuns: 60, seed: 7 },
    );
  });

  it('a workbook end with reasons or a model', async () => {
    const bytes = xlsx(rows);
    await fc.assert(
      fc.asyncProperty(edits, (list) => endsWell(mutate(bytes, list), TICKET_MAP)),
      { numRuns: 60, seed: 8 },
    );
  });

  it('a map end with problems or a reading', async () => {
    const bytes = new TextEncoder().encode(csvText(rows));
    await fc.assert(
      fc.asyncProperty(edits, (list) => endsWell(bytes, Buffer.from(mutate(Buffer.from(TICKET_MAP), list)).toString())),
      { numRuns: 80, seed: 9 },
    );
  });

  it('any bytes at all are read or refused', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 400 }), (bytes) => endsWell(bytes, TICKET_MAP)),
      { numRuns: 150, seed: 10 },
    );
  });

  it('a catalogue: every item lands or is listed', () => {
    const items = Array.from({ length: 12 }, (_, i) => ({
      code: `c${i}`,
      name: `事项${i}`,
      dept: '局',
      materials: ['证'],
    }));
    const bytes = new TextEncoder().encode(JSON.stringify(items));
    fc.assert(
      fc.property(edits, (list) => {
        const result = readCatalogue('items.json', mutate(bytes, list));
        if (!result.ok) expect(result.message).not.toBe('');
      }),
      { numRuns: 200, seed: 11 },
    );
    fc.assert(
      fc.property(fc.array(fc.anything(), { maxLength: 20 }), (list) => {
        const text = JSON.stringify(list);
        const result = readCatalogue('items.json', new TextEncoder().encode(text));
        if (!result.ok) throw new Error(result.message);
        expect(result.catalogue.items.length + result.catalogue.bad.length).toBe(list.length);
      }),
      { numRuns: 200, seed: 12 },
    );
  });
});
