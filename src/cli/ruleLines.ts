/** The figures of the hall's rules for a reader: only what happened. Definitions: docs/service-rules.md. */
import type { RuleFigures } from '../metrics/rules';

type Count = readonly [number, string];

/** `label  a 3, b 4`, without what is 0; nothing if all is. */
function line(label: string, counts: readonly Count[]): string[] {
  const parts = counts.filter(([n]) => n > 0).map(([n, what]) => `${what} ${n}`);
  return parts.length === 0 ? [] : [`${label.padEnd(10)} ${parts.join(', ')}`];
}

export function ruleLines(rules: RuleFigures): string[] {
  const { cases, demand, staff } = rules;
  const percent = (share: number): string => `${(100 * share).toFixed(1)}%`;
  const lines = [
    ...line('left', [
      [rules.balked, 'turned round'],
      [rules.reneged, 'gave up waiting'],
      [rules.leftPassed, 'passed and gone'],
      [rules.full, 'found it full'],
      [rules.notLetIn, 'not let in'],
    ]),
    ...line('calls', [
      [rules.recalled, 'recalled'],
      [rules.passed, 'passed'],
      [rules.requeued, 'queued again'],
      [rules.transferred, 'sent to another letter'],
      [rules.overflowServed, 'taken as overflow'],
      [staff.greenTickets, 'green-channel tickets'],
      [staff.greenServed, 'served at green windows'],
    ]),
    ...line('lines', [
      [demand.lines.changes, 'changes to a shorter line'],
      [demand.lines.stood, 'waited standing in line'],
    ]),
    ...line('seats', [[rules.movedToSeat, 'stood and sat down later']]),
    ...line('closings', [
      [rules.exitsChanged, 'another way out'],
      [rules.waitedAtDoor, 'waited at a closed door'],
      [rules.callsWithdrawn, 'calls withdrawn'],
      [rules.waitedAtWindow, 'waited at a closed window'],
      [rules.waitedForWay, 'waited for a way past what is closed'],
    ]),
  ];
  for (const [id, own] of Object.entries(rules.channels)) {
    lines.push(
      ...line(id, [
        [own.chosen, 'taken'],
        [own.identityFailed, 'not identified'],
        [own.helpCalled, 'calls for help'],
        [own.helpedByClerks, 'helped by clerks'],
        [own.helpedByGuides, 'helped by guides'],
        [own.sentOn, 'sent on to a window'],
      ]),
    );
    const failed = Object.entries(own.functions).filter(([, use]) => use.failed > 0);
    lines.push(
      ...line(
        '  failed',
        failed.map(([name, use]) => [use.failed, name] as const),
      ),
    );
  }
  for (const [id, share] of Object.entries(staff.clerkUtilization)) {
    lines.push(`clerks     of ${id.replaceAll('+', ', ')} busy ${percent(share)} of their time`);
  }
  const closed = demand.zone24.whileClosed;
  lines.push(
    ...line('24-hour', [
      [demand.zone24.visitors, 'visitors'],
      [closed, 'while closed'],
      [demand.zone24.outOfHours, 'must come again'],
    ]),
    ...line('appointed', [
      [rules.appointmentsKept, 'kept'],
      [rules.appointmentsLate, 'late'],
      [rules.appointmentsMissed, 'missed'],
    ]),
    ...line('online', [[rules.diverted, 'cases, nobody came']]),
    ...line('papers', [
      [rules.papersFetched, 'fetched by data sharing'],
      [cases.anotherDay, 'put off to another day'],
    ]),
    ...line(
      'results',
      Object.entries(rules.results).map(([way, n]) => [n, way] as const),
    ),
    ...line('pick-up', [
      [demand.pickupVisits.counter, 'at the counter'],
      [demand.pickupVisits.machine, 'at the machine'],
    ]),
    ...line('linked', [
      [demand.linked.sameVisit, 'in the same visit'],
      [demand.linked.anotherDay, 'another day'],
    ]),
    `cases      ${cases.cases}, done at the first visit ${percent(cases.firstVisitShare)}, visits a case ${cases.visitsPerCase.toFixed(2)}; satisfied visits ${percent(rules.satisfaction.satisfiedShare)}`,
  );
  return lines;
}
