/** Missing papers: fetched by data sharing, not needed at all, or brought in another visit. */
import { AgendaKind } from '../base/agenda';
import { drawDurationS } from '../demand/durations';
import { Mark } from '../demand/marks';
import { comesOnce, MAX_VISITS, visitNumber, visitOf } from '../demand/person';
import { EventKind, LeaveReason } from '../events';
import type { Hall } from '../hall';
import type { RuleState } from './state';

/** At arrival: items that need no papers, and whether somebody who comes again has found them. Call after the marks. */
export function drawPapers(hall: Hall, rules: RuleState, row: number): void {
  const { papers } = rules.spec;
  if (!papers) return;
  const { citizens } = hall;
  const number = citizens.number[row] as number;
  const factor = papers.freeFactor[citizens.item[row] as number] as number;
  if (factor > 0) {
    citizens.missingPaper[row] = 0;
    citizens.serviceS[row] = (citizens.serviceS[row] as number) * factor;
  } else if (visitOf(number) > 1) {
    citizens.missingPaper[row] = hall.marks.rekey(number, Mark.paperAgain).uniform() < papers.stillMissingShare ? 1 : 0;
  }
}

/** The clerk has found that a paper is missing: seconds until it is fetched, null = it cannot be fetched. */
export function fetchPaperS(hall: Hall, rules: RuleState, row: number, window: number): number | null {
  const { papers } = rules.spec;
  if (!papers) return null;
  const { citizens } = hall;
  const number = citizens.number[row] as number;
  if (hall.marks.rekey(number, Mark.paperShared).uniform() >= papers.sharedShare) return null;
  citizens.missingPaper[row] = 0;
  hall.record(EventKind.paperFetched, number, window, citizens.item[row] as number);
  return drawDurationS(papers.fetch, hall.marks.rekey(number, Mark.paperFetch));
}

/** Out of the door without a paper: today again, or another day. */
export function planReturn(hall: Hall, row: number, reason: LeaveReason): void {
  const papers = hall.rules?.spec.papers;
  if (!papers || reason !== LeaveReason.missingPaper) return;
  const { citizens, marks } = hall;
  const number = citizens.number[row] as number;
  const visit = visitOf(number) + 1;
  if (comesOnce(number)) return;
  const afterS = drawDurationS(papers.returnAfter, marks.rekey(number, Mark.paperReturn));
  const today =
    marks.rekey(number, Mark.paperToday).uniform() < papers.todayShare &&
    visit <= MAX_VISITS &&
    hall.nowS + afterS <= hall.spec.lastTicketS;
  hall.record(EventKind.willReturn, number, today ? 0 : 1, visit);
  if (!today) return;
  hall.agenda.schedule(
    Math.max(hall.nowS + afterS, hall.spec.openS),
    AgendaKind.comeBack,
    visitNumber(number, visit),
    citizens.item[row] as number,
  );
  if (hall.rules) hall.rules.expected++;
}
