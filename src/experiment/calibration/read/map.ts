/**
 * The map file of an import: which column means what, how times are written, what the hall is called. One map serves any
 * number of files of the same export. Every problem is told at once, with file, line and path.
 */
import { z } from 'zod';
import type { SchemaNode } from '../../../scenario/schema/json-schema';
import { bilingual, DATE, id, letter, timeOfDay } from '../../../scenario/schema/units';
import type { Problem } from '../../../scenario/source';
import { explainIssue, pathsOfIssue } from '../../../scenario/text/explain';
import { nearestWord } from '../../../scenario/text/nearest';
import { type Path, pathText, type ReadText, readText } from '../../../scenario/text/read-text';
import { compileFormat, SERIAL_FORMAT, WEEKDAYS } from './times';

const column = z.string().min(1).max(200).describe('a column title as it stands in the file');
const texts = z.array(z.string().max(200)).max(200);
const day = z.string().regex(DATE).describe('YYYY-MM-DD');

const hall = z.strictObject({
  id: id.describe('id of the scenario that is written'),
  name: bilingual,
  open: timeOfDay.optional().describe('doors open; default: from the records'),
  close: timeOfDay.optional().describe('doors close; default: from the records'),
  lastTicket: timeOfDay.optional(),
});

const file = z
  .strictObject({
    encoding: z.enum(['auto', 'utf-8', 'gb18030', 'utf-16']).default('auto'),
    delimiter: z.enum(['auto', ',', ';', '\t', '|']).default('auto'),
    headerLine: z.int().min(1).max(100).default(1).describe('line of the column titles'),
    sheet: z
      .union([z.int().min(1).max(200), z.string().min(1).max(100)])
      .default(1)
      .describe('XLSX: number or name'),
  })
  .prefault({});

const days = z
  .strictObject({
    from: day.optional(),
    to: day.optional(),
    weekdays: z
      .array(z.enum(WEEKDAYS))
      .min(1)
      .max(7)
      .optional()
      .describe('only these; default: every day in the files'),
    except: z.array(day).max(400).default([]),
  })
  .prefault({})
  .describe('days that are fitted');

const common = {
  version: z.literal(1),
  hall,
  file,
  formats: z
    .array(z.string().min(1).max(40))
    .min(1)
    .max(40)
    .optional()
    .describe('of dates and times, like D/M/YYYY H:mm'),
  date: day.optional().describe('the day, if the file does not say'),
  where: z.record(z.string(), texts.min(1)).default({}).describe('only rows with one of these texts, by column title'),
  days,
  intervalMin: z
    .union([z.literal(15), z.literal(30), z.literal(60)])
    .default(60)
    .describe('of the arrival rate, minutes'),
};

const itemNames = z.strictObject({
  id: id.optional(),
  name: bilingual.optional(),
  department: bilingual.optional(),
});

const tickets = z.strictObject({
  kind: z.literal('tickets').describe('one row a ticket'),
  ...common,
  columns: z.strictObject({
    take: column,
    end: column,
    window: column,
    call: column.optional(),
    start: column.optional(),
    date: column.optional(),
    ticket: column.optional(),
    letter: column.optional(),
    item: column.optional(),
    clerk: column.optional(),
    outcome: column.optional(),
  }),
  outcomes: z
    .strictObject({
      served: texts.default([]),
      noShow: texts.default([]).describe('called and not there (过号)'),
      left: texts.default([]).describe('left before being called'),
      missingPaper: texts.default([]).describe('sent away: a paper is missing'),
    })
    .prefault({})
    .describe('what stands in the outcome column for each'),
  items: z.record(z.string(), itemNames).default({}).describe('names by the text in the item column'),
});

const board = z.strictObject({
  kind: z.literal('board').describe('one row a queue and moment: what the display board shows'),
  ...common,
  columns: z.strictObject({
    time: column,
    date: column.optional(),
    group: column.describe('tells the queues apart'),
    letter: column.optional(),
    open: column.describe('open counters'),
    waiting: column.describe('people waiting'),
    lastCalled: column.describe('last called ticket, like B012'),
  }),
  groups: z
    .record(
      z.string(),
      z.strictObject({ letter: letter.optional(), name: bilingual.optional(), department: bilingual.optional() }),
    )
    .default({})
    .describe('names by the text in the group column'),
  serviceCv: z.number().min(0).max(3).default(0.465).describe('of service times: a board does not tell it'),
});

export const mapSchema = z.discriminatedUnion('kind', [tickets, board]);
export type ImportMap = z.output<typeof mapSchema>;
export type TicketMap = z.output<typeof tickets>;
export type BoardMap = z.output<typeof board>;

export type MapRead = {
  /** Null when it has errors. */
  readonly map: ImportMap | null;
  readonly problems: readonly Problem[];
  /** For problems found later, when the columns are compared with a file. */
  readonly problemAt: (path: Path, message: string) => Problem;
};

export function mapJsonSchema(): SchemaNode {
  return { ...z.toJSONSchema(mapSchema, { io: 'input' }), title: 'Hall Twin import map' } as SchemaNode;
}

export function readMap(fileName: string, source: string): MapRead {
  const read = readText(fileName, source);
  const problemAt = problemsOf(fileName, read);
  if (read.problems.length > 0) return { map: null, problems: read.problems, problemAt };
  const parsed = mapSchema.safeParse(read.tree);
  if (!parsed.success) {
    const ranges = mapJsonSchema();
    const problems = parsed.error.issues.flatMap((issue) =>
      pathsOfIssue(issue).map((path) => explainIssue(issue, path, fileName, read, ranges)),
    );
    return { map: null, problems, problemAt };
  }
  const problems = checkMap(parsed.data, problemAt);
  return { map: problems.length > 0 ? null : parsed.data, problems, problemAt };
}

function problemsOf(fileName: string, read: ReadText): MapRead['problemAt'] {
  return (path, message) => ({
    severity: 'error',
    file: fileName,
    line: read.lineOf(path),
    path: pathText(path),
    message,
  });
}

function checkMap(map: ImportMap, problemAt: MapRead['problemAt']): Problem[] {
  const problems: Problem[] = [];
  map.formats?.forEach((format, i) => {
    if (format === SERIAL_FORMAT || compileFormat(format)) return;
    problems.push(
      problemAt(
        ['formats', i],
        `"${format}" is not allowed; allowed: YYYY YY MM M DD D HH H h mm m ss s SSS A once each with what stands between, like D/M/YYYY H:mm, or ${SERIAL_FORMAT}`,
      ),
    );
  });
  if (map.kind === 'tickets') {
    if (map.columns.call === undefined && map.columns.start === undefined) {
      problems.push(problemAt(['columns'], 'needs "call" or "start" (or both): when service begins'));
    }
    const seen = new Map<string, string>();
    for (const [name, list] of Object.entries(map.outcomes)) {
      list.forEach((text, i) => {
        const other = seen.get(text);
        if (other !== undefined) {
          problems.push(
            problemAt(['outcomes', name, i], `"${text}" already stands for ${other}; allowed: one meaning`),
          );
        }
        seen.set(text, name);
      });
    }
  }
  const { from, to } = map.days;
  if (from !== undefined && to !== undefined && to < from) {
    problems.push(problemAt(['days', 'to'], `"${to}" is before "${from}"; allowed: ${from} or later`));
  }
  const { open, close } = map.hall;
  if (open !== undefined && close !== undefined && close <= open) {
    problems.push(problemAt(['hall', 'close'], `"${close}" is not after "${open}"`));
  }
  return problems;
}

/** Columns of the map -> their places in a file's header; a column that is not there is a problem of the map. */
export function placeColumns(
  map: ImportMap,
  header: readonly string[],
  tableFile: string,
  problemAt: MapRead['problemAt'],
): { readonly places: ReadonlyMap<string, number>; readonly problems: readonly Problem[] } {
  const places = new Map<string, number>();
  const problems: Problem[] = [];
  const place = (key: string, title: string, path: Path): void => {
    const at = header.indexOf(title.trim());
    if (at >= 0) {
      places.set(key, at);
      return;
    }
    const near = nearestWord(title, header);
    const hint = near === null ? '' : `did you mean "${near}"? `;
    const list = header
      .slice(0, 40)
      .map((name) => name.slice(0, 40))
      .join(', ');
    problems.push(problemAt(path, `no column "${title}" in ${tableFile}; ${hint}columns: ${list}`));
  };
  for (const [key, title] of Object.entries(map.columns)) {
    if (title !== undefined) place(key, title, ['columns', key]);
  }
  for (const title of Object.keys(map.where)) place(`where:${title}`, title, ['where', title]);
  return { places, problems };
}
