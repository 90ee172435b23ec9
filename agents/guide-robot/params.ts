/** The robot's limits and the site, checked at the edge: every problem at once, with path, value and allowed range. */
import type { BrainParams, Pose2D, SiteKnowledge } from '../contract';

/** A stamp before every stamp, s: finite, so that saved states survive JSON. */
export const NEVER_S = -1e9;

/** KettyBot class guide robot: footprint 435 x 450 mm, hall limit 0.8 m/s. */
export const defaultBrainParams: BrainParams = {
  maxLinearMps: 0.8,
  maxReverseMps: 0.2,
  maxAngularRps: 1.2,
  linearAccelMps2: 0.5,
  linearDecelMps2: 0.8,
  angularAccelRps2: 2.0,
  radiusM: 0.31,
  chargeBelowRatio: 0.25,
  opportunityBelowRatio: 0,
  chargeUntilRatio: 0.9,
  followerFarM: 3.0,
  followerNearM: 1.8,
};

/** Lowest and highest value that makes sense for each parameter. */
const RANGES: Readonly<Record<keyof Required<BrainParams>, readonly [number, number]>> = {
  maxLinearMps: [0.05, 1.5],
  maxReverseMps: [0.02, 1],
  maxAngularRps: [0.1, 4],
  linearAccelMps2: [0.05, 5],
  linearDecelMps2: [0.05, 5],
  angularAccelRps2: [0.1, 20],
  radiusM: [0.05, 1],
  chargeBelowRatio: [0, 1],
  opportunityBelowRatio: [0, 1],
  chargeUntilRatio: [0, 1],
  followerFarM: [0.5, 20],
  followerNearM: [0.3, 20],
};

function poseProblem(path: string, pose: Pose2D): string[] {
  const finite = Number.isFinite(pose.xM) && Number.isFinite(pose.yM) && Number.isFinite(pose.yawRad);
  return finite ? [] : [`${path}: ${pose.xM}, ${pose.yM}, ${pose.yawRad} must be finite`];
}

function mapProblems(site: SiteKnowledge): string[] {
  const { columns, rows, resolutionM, cells, originXM, originYM } = site.map;
  const problems: string[] = [];
  if (!(Number.isInteger(columns) && columns >= 2))
    problems.push(`site.map.columns: ${columns} must be an integer >= 2`);
  if (!(Number.isInteger(rows) && rows >= 2)) problems.push(`site.map.rows: ${rows} must be an integer >= 2`);
  if (!(resolutionM >= 0.01 && resolutionM <= 0.5)) {
    problems.push(`site.map.resolutionM: ${resolutionM} must be within [0.01, 0.5]`);
  }
  if (!(Number.isFinite(originXM) && Number.isFinite(originYM))) problems.push('site.map origin must be finite');
  if (cells.length !== columns * rows) {
    problems.push(`site.map.cells: length ${cells.length} must be columns x rows = ${columns * rows}`);
  }
  return problems;
}

/** Throws one Error that names every problem of the site and the parameters. */
export function checkSiteAndParams(site: SiteKnowledge, params: BrainParams): void {
  const problems = mapProblems(site);
  problems.push(...poseProblem('site.start', site.start), ...poseProblem('site.post', site.post));
  if (site.dock) {
    problems.push(
      ...poseProblem('site.dock.pose', site.dock.pose),
      ...poseProblem('site.dock.staging', site.dock.staging),
    );
  }
  site.windows.forEach((place, i) => {
    problems.push(...poseProblem(`site.windows[${i}].handover`, place.handover));
  });
  site.helpPlaces?.forEach((place, i) => {
    problems.push(...poseProblem(`site.helpPlaces[${i}].ask`, place.ask));
  });
  for (const key of Object.keys(RANGES) as (keyof BrainParams)[]) {
    const [low, high] = RANGES[key];
    const value = params[key] ?? defaultBrainParams[key] ?? Number.NaN;
    if (!(value >= low && value <= high)) problems.push(`params.${key}: ${value} must be within [${low}, ${high}]`);
  }
  if (!(params.followerNearM <= params.followerFarM)) {
    problems.push(`params.followerNearM: ${params.followerNearM} must be <= followerFarM ${params.followerFarM}`);
  }
  if (problems.length > 0) throw new Error(`Guide robot cannot start:\n- ${problems.join('\n- ')}`);
}
