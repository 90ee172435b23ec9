/** What `hall-twin import-queue --json` prints. Keys are stable; times in seconds, shares 0..1; null = not known. */
import type { ServiceFit } from '../fit/choose';
import type { ImportOutcome } from '../importQueue';

/** Bad rows beyond these are only counted. */
const BAD_MAX = 10_000;

export function modelJson(outcome: ImportOutcome): unknown {
  const { model, report, holdOut } = outcome;
  const rows = report.good + report.bad.length;
  return {
    version: 1,
    id: model.id,
    read: {
      files: report.files,
      used: report.good,
      leftOut: report.bad.length,
      leftOutShare: rows === 0 ? 0 : report.bad.length / rows,
      notAskedFor: report.skipped,
      badRows: report.bad.slice(0, BAD_MAX),
      warnings: report.warnings,
    },
    days: model.days,
    openS: model.openS,
    closeS: model.closeS,
    dayCv: model.dayCv,
    weekdayFactors: model.weekdayFactors,
    groups: model.groups.map((group) => ({
      letter: group.letter,
      source: group.source,
      noShowShare: group.noShowShare,
      leftShare: group.leftShare,
      arrivals: { ...group.arrivals, varianceToMean: known(group.arrivals.varianceToMean) },
      items: group.items.map((item) => ({ ...item, service: serviceJson(item.service) })),
    })),
    windows: model.windows.map((window) => ({
      ...window,
      service: window.service === null ? null : serviceJson(window.service),
    })),
    clerks: model.clerks.map((clerk) => ({ ...clerk, service: serviceJson(clerk.service) })),
    callToStart: model.callToStart === null ? null : serviceJson(model.callToStart),
    endToCall: model.endToCall === null ? null : serviceJson(model.endToCall),
    setUp: model.setUp === null ? null : serviceJson(model.setUp),
    noShow: model.noShow,
    windowHours: model.windowHours,
    walkS: outcome.walkS,
    check: holdOut,
    assumptions: model.assumptions.map(({ en }) => en),
    scenario: outcome.scenarioText,
  };
}

function serviceJson(service: ServiceFit): unknown {
  const { chosen } = service;
  return {
    n: service.n,
    meanS: service.meanS,
    cv: service.cv,
    chosen: chosen.kind === 'family' ? chosen.fit.family : chosen.kind,
    why: service.why,
    fits: service.fits,
  };
}

function known(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
