/** Results as files: events as JSON lines, visits and windows as CSV (UTF-8 with BOM, so that spreadsheets read the names). */
import { EventKind } from '../kernel/events';
import type { Hall } from '../kernel/hall';
import { csv } from '../metrics/csv';
import type { RunSummary } from '../metrics/summary';
import { visitsOf } from '../metrics/visits';

export { csv } from '../metrics/csv';

const KIND_NAMES = Object.fromEntries(Object.entries(EventKind).map(([name, kind]) => [kind, name]));

/** One JSON object a line: timeS (since midnight), kind, citizen, a, b as `src/kernel/events.ts` defines them. */
export function eventLines(hall: Hall): string {
  const { log } = hall;
  const lines: string[] = [];
  for (let i = 0; i < log.length; i++) {
    const kind = log.kind[i] as number;
    const record: Record<string, unknown> = {
      timeS: log.timeS[i],
      kind: KIND_NAMES[kind],
      citizen: log.citizen[i],
      a: log.a[i],
      b: log.b[i],
    };
    if (kind === EventKind.spoke) record.text = hall.speech[log.a[i] as number]?.text;
    lines.push(JSON.stringify(record));
  }
  return `${lines.join('\n')}\n`;
}

/** One row a visitor; times in seconds since midnight, waits in seconds. Empty = did not happen. */
export function visitTable(hall: Hall): string {
  const { spec } = hall;
  const header = [
    'citizen',
    'item',
    'group',
    'window',
    'arrived_s',
    'ticket_s',
    'called_s',
    'started_s',
    'ended_s',
    'left_s',
    'wait_s',
    'outcome',
  ];
  const outcomes = ['served', 'missing paper', 'turned away', 'closed'];
  const rows = visitsOf(hall.log).map((visit) => [
    visit.citizen,
    spec.items[visit.item]?.id ?? '',
    spec.groups[visit.group]?.letter ?? '',
    spec.layout.windows[visit.window]?.id ?? '',
    visit.arrivedS,
    visit.ticketS,
    visit.calledS,
    visit.startedS,
    visit.endedS,
    visit.leftS,
    visit.startedS - visit.ticketS,
    outcomes[visit.reason] ?? 'inside',
  ]);
  return csv([header, ...rows]);
}

export function windowTable(summary: RunSummary): string {
  return csv([['window', 'utilization', 'served'], ...summary.windows.map((w) => [w.id, w.utilization, w.served])]);
}
