/** A model -> the text of a scenario file, every number with its source and quality beside it. */
import { clockOf } from '../../../scenario/schema/units';
import { chosenMeanS, type ServiceFit } from '../fit/choose';
import type { Fit } from '../fit/distributions';
import type { GroupModel, HallModel, Interval, ItemModel, RateProfile, Speed, WindowModel } from '../fit/model';
import { comment, num, quoted } from './yaml';

export type WriteOptions = {
  /** Path of the scene as it shall stand in the scenario. */
  readonly scene: string;
  readonly seed?: number;
  /** Window ids of a given scene for the windows of the model; default: their own. */
  readonly windowIds?: ReadonlyMap<string, string>;
  /**
   * Walk from the seat to the window by letter, seconds, where the recorded service times already hold it: taken off.
   * Default: none.
   */
  readonly walkS?: ReadonlyMap<string, number>;
};

/** Wait for nobody where the records do not tell it; no source says how long halls wait. */
const NO_SHOW_WAIT_S = 30;

export function scenarioYaml(model: HallModel, options: WriteOptions): string {
  return [
    ...header(model),
    'version: 1',
    `id: ${model.id}`,
    `name: { zh: ${quoted(model.name.zh)}, en: ${quoted(model.name.en)} }`,
    `scene: ${quoted(options.scene)}`,
    `seed: ${options.seed ?? 1}`,
    'resolution: meso',
    '',
    ...hours(model),
    '',
    'groups:',
    ...model.groups.map(groupLine),
    '',
    '# Service times: the family with the smallest AIC; KS = largest distance to the sample; n = services.',
    'items:',
    ...model.groups.flatMap((group) =>
      group.items.flatMap((item) => itemLines(item, group, options.walkS?.get(group.letter) ?? 0)),
    ),
    '',
    "# Arrivals an hour. var/mean: variance over mean of an interval's count from day to day (Poisson: 1); day and interval",
    '# factor: spread of the random factors behind it. The scenario holds the mean rates only.',
    'arrivals:',
    ...model.groups
      .filter((group) => group.arrivals.perHour.some((rate) => rate > 0))
      .flatMap((group) => arrivalLines(group, model.closeS)),
    '',
    ...staffing(model, options),
    '',
    ...rulesLines(model, options),
    'visitors:',
    '  askShare: 0 # assumed: the records do not tell who asks at a desk',
    '',
    'assumptions:',
    ...model.assumptions.flatMap(assumptionLines),
    ...(options.walkS ? assumptionLines(walkTakenOff(options.walkS)) : []),
    'sources:',
    ...model.sources.map((line) => `  - ${quoted(line.slice(0, 900))}`),
    '',
  ].join('\n');
}

function assumptionLines({ zh, en }: HallModel['assumptions'][number]): string[] {
  return [`  - zh: ${quoted(zh.slice(0, 900))}`, `    en: ${quoted(en.slice(0, 900))}`];
}

function walkTakenOff(walkS: ReadonlyMap<string, number>): HallModel['assumptions'][number] {
  const walks = [...walkS].map(([letter, valueS]) => [letter, num(valueS, 0)] as const);
  return {
    zh: `记录的办理时间含走到窗口的时间，已按本厅的步行时间扣除；各队列：${walks.map(([letter, s]) => `${letter} ${s} 秒`).join('，')}。`,
    en: `Recorded services hold the walk to the window; what it takes in this hall is taken off, by letter: ${walks.map(([letter, s]) => `${letter} ${s} s`).join(', ')}.`,
  };
}

function header(model: HallModel): string[] {
  const weekdays = model.weekdayFactors.map((day) => `${day.weekday} ${num(day.factor)} (${day.days})`).join(', ');
  const gap = (name: string, fit: ServiceFit | null): string[] => (fit === null ? [] : [`# ${name}: ${quality(fit)}`]);
  return [
    `# ${comment(model.name.en)}: fitted to records by hall-twin import-queue.`,
    ...model.sources.map((line) => `# ${comment(line)}`),
    '#',
    `# Weekdays against the mean of all days fitted (days): ${weekdays}`,
    `# Random factor of the whole day: standard deviation ${num(model.dayCv, 3)} (0 = none beyond Poisson)`,
    ...gap('Called to started', model.callToStart),
    ...gap('End of a service to the next call, somebody waiting', model.endToCall),
    ...model.clerks.slice(0, 200).map((clerk) => {
      const { factor, low, high } = clerk.speed;
      return `# Clerk ${comment(clerk.source)}: service time x ${num(factor)} (95%: ${num(low)} to ${num(high)}); ${quality(clerk.service)}`;
    }),
  ];
}

function hours(model: HallModel): string[] {
  const last = model.lastTicketS < model.closeS ? `, lastTicket: '${clockOf(model.lastTicketS)}'` : '';
  return [`hours: { open: '${clockOf(model.openS)}', close: '${clockOf(model.closeS)}'${last} }`];
}

function groupLine(group: GroupModel): string {
  const { noShowShare, leftShare } = group;
  const shares =
    noShowShare + leftShare > 0
      ? `; of all tickets ${num(100 * noShowShare, 1)}% called and not there, ${num(100 * leftShare, 1)}% left before`
      : '';
  return `  - { letter: ${group.letter}, name: { zh: ${quoted(group.name.zh)}, en: ${quoted(group.name.en)} } } # ${comment(group.source)}${shares}`;
}

function itemLines(item: ItemModel, group: GroupModel, walkS: number): string[] {
  const lines = [
    `  - id: ${quoted(item.id)} # ${comment(item.source)}`,
    `    name: { zh: ${quoted(item.name.zh)}, en: ${quoted(item.name.en)} }`,
    `    department: { zh: ${quoted(item.department.zh)}, en: ${quoted(item.department.en)} }`,
    `    group: ${group.letter}`,
    `    # ${comment(item.service.why)}`,
    ...otherFits(item.service),
    `    service: ${duration(item.service, walkS)} # n ${item.service.n}${item.service.fits.length > 0 ? `, sample mean ${num(item.service.meanS / 60)} min, CV ${num(item.service.cv, 3)}` : ''}`,
  ];
  if (item.missingPaperShare > 0) {
    lines.push(
      `    missingPaperShare: ${num(item.missingPaperShare, 4)} # outcome of the records`,
      `    missingPaperCheckMin: ${num(clamp(item.missingPaperS / 60, 0.1, 120), 2)}`,
    );
  }
  return lines;
}

function otherFits(service: ServiceFit): string[] {
  if (service.fits.length === 0) return [];
  const shown = service.fits.map((fit) => `${fit.family} AIC ${num(fit.aic, 1)} KS ${num(fit.ks, 3)}`);
  return [`    # ${shown.join('; ')}`];
}

/** The schema's duration. Minutes with three digits: 0.06 s. */
export function duration(service: ServiceFit, walkS = 0): string {
  const meanMin = num(clamp((chosenMeanS(service) - walkS) / 60, 0.05, 1440), 3);
  const { chosen } = service;
  if (chosen.kind === 'empirical') {
    const values = chosen.valuesS.map((value) => num(clamp((value - walkS) / 60, 0.05, 1440), 2));
    return `{ dist: empirical, valuesMin: [${values.join(', ')}] }`;
  }
  if (chosen.kind === 'assumed') {
    if (chosen.cv === 0) return `{ dist: constant, meanMin: ${meanMin} }`;
    return `{ dist: lognormal, meanMin: ${meanMin}, cv: ${num(clamp(chosen.cv, 0.01, 5), 3)} }`;
  }
  return familyDuration(chosen.fit, meanMin);
}

function familyDuration(fit: Fit, meanMin: string): string {
  switch (fit.family) {
    case 'exponential':
      return `{ dist: exponential, meanMin: ${meanMin} }`;
    case 'weibull':
      return `{ dist: weibull, meanMin: ${meanMin}, shape: ${num(clamp(fit.shape, 0.2, 50), 3)} }`;
    default:
      return `{ dist: ${fit.family}, meanMin: ${meanMin}, cv: ${num(clamp(fit.cv, 0.01, 5), 3)} }`;
  }
}

function quality(service: ServiceFit): string {
  const best = service.fits[0];
  const fit = best ? `; ${best.family}, KS ${num(best.ks, 3)}` : '';
  return `mean ${num(service.meanS, 1)} s, CV ${num(service.cv, 2)}, n ${service.n}${fit}`;
}

function arrivalLines(group: GroupModel, closeS: number): string[] {
  const { arrivals } = group;
  const weights = group.items.map((item) => `${quoted(item.id)}: ${num(item.weight, 6)}`).join(', ');
  return [
    `  - items: { ${weights} }`,
    `    # ${group.letter}: ${spread(arrivals)}`,
    '    rate:',
    ...arrivals.perHour.flatMap((perHour, i) => {
      const fromS = arrivals.fromS + i * arrivals.intervalS;
      const toS = Math.min(closeS, fromS + arrivals.intervalS);
      return perHour > 0 && toS > fromS ? [rateLine(fromS, toS, perHour)] : [];
    }),
  ];
}

function spread(arrivals: RateProfile): string {
  const known = Number.isFinite(arrivals.varianceToMean);
  const quality = known
    ? `var/mean ${num(arrivals.varianceToMean)}, day factor ${num(arrivals.dayCv)}, interval factor ${num(arrivals.intervalCv)}`
    : 'one day: no spread known';
  return `${arrivals.arrivals} tickets on ${arrivals.days} days; ${quality}`;
}

function rateLine(fromS: number, toS: number, perHour: number): string {
  return `      - { from: '${clockOf(fromS)}', to: '${clockOf(toS)}', perHour: ${num(clamp(perHour, 0, 20_000), 3)} }`;
}

function staffing(model: HallModel, options: WriteOptions): string[] {
  const { recorded, written } = model.windowHours;
  return [
    `# Windows: staffed on most days, and as many as on average. Window hours a day: ${num(recorded, 1)} recorded, ${num(written, 1)} here.`,
    'staffing:',
    ...model.windows.flatMap((window) =>
      window.intervals.map((interval) => staffingLine(window, interval, model, options)),
    ),
  ];
}

/** Gaps and no-shows as rules of the hall; nothing where the records tell nothing. */
function rulesLines(model: HallModel, options: WriteOptions): string[] {
  const lines = [...noShowLines(model), ...setUpLines(model, options)];
  return lines.length === 0 ? [] : ['rules:', ...lines, ''];
}

function noShowLines({ noShow }: HallModel): string[] {
  if (noShow === null) return [];
  const waited =
    noShow.waitedS === null
      ? `how long the window waits is not recorded: ${NO_SHOW_WAIT_S} s assumed`
      : `the window waited ${num(noShow.waitedS, 1)} s on average (n ${noShow.timed})`;
  const waitS = clamp(noShow.waitedS ?? NO_SHOW_WAIT_S, 1, 3600);
  return [
    `  # ${noShow.passed} of ${noShow.called} numbers called found nobody; ${waited}. Recalls and coming back are not told apart in the records: none.`,
    `  noShow: { share: ${num(noShow.share, 4)}, recallAfterS: ${num(waitS, 1)}, recalls: 0, returnShare: 0 }`,
  ];
}

function setUpLines({ setUp, callToStart }: HallModel, { walkS }: WriteOptions): string[] {
  if (setUp === null) return [];
  // Where the start is not recorded, services hold the walk, which is taken off there: here it belongs to the set-up.
  const walks = callToStart === null && walkS ? [...walkS.values()] : [];
  const walk = walks.length > 0 ? walks.reduce((sum, value) => sum + value, 0) / walks.length : 0;
  const meanS = setUp.meanS + walk;
  const cv = clamp(setUp.cv, 0.05, 3);
  return [
    `  # End of a service to the beginning of the next while somebody waited: ${quality(setUp)}${walk > 0 ? `; the walk of ${num(walk, 0)} s added` : ''}. The walk to the window goes on meanwhile.`,
    `  setUp: { time: { dist: lognormal, meanMin: ${num(meanS / 60, 3)}, cv: ${num(cv, 3)} } }`,
  ];
}

function staffingLine(window: WindowModel, interval: Interval, model: HallModel, options: WriteOptions): string {
  const id = options.windowIds?.get(window.id) ?? window.id;
  const from = interval.fromS === model.openS ? '' : `, from: '${clockOf(interval.fromS)}'`;
  const to = interval.toS === model.closeS ? '' : `, to: '${clockOf(interval.toS)}'`;
  const known = window.speed !== null && speedDiffers(window.speed);
  const speed = window.speed
    ? `, service time x ${num(window.speed.factor)} (95%: ${num(window.speed.low)} to ${num(window.speed.high)}${known ? '' : ', so 1 is kept'})`
    : '';
  const own = window.speed && known ? `, speed: ${num(clamp(1 / window.speed.factor, 0.1, 10), 3)}` : '';
  const seen =
    window.served > 0 ? `, ${window.served} services on ${window.days} days${speed}` : `, ${window.days} days`;
  return `  - { windows: [${id}], letters: [${window.letters.join(', ')}]${from}${to}${own} } # ${comment(window.source)}${seen}`;
}

/** A window or clerk that is faster or slower than usual beyond doubt: the 95% interval leaves out 1. */
function speedDiffers({ low, high }: Speed): boolean {
  return low > 1 || high < 1;
}

function clamp(x: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, x));
}
