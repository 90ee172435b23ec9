/**
 * Where am I, and do I know it? Two estimators and a judge.
 *
 * Tracking: the scan matcher (scanMatcher.ts) gives the fine pose at every scan; beside it a small particle filter (AMCL,
 * particles.ts) moves with the odometry and is weighed by a scan every `UPDATE_M` or `UPDATE_RAD`, so that a second opinion
 * is at hand. Judge: scanCheck counts beams that go through walls of the map. When they are too many, or hardly any
 * ends on a wall, for `SUSPECT_SCANS` scans, or the two estimators part, the scan is looked up everywhere (globalSearch.ts); if another place explains it much
 * better, or nothing explains it for `DOUBT_S`, the robot is lost and says so.
 * Lost: particles round all candidates, weighed while the robot moves (recover/explore.ts drives), fresh candidates mixed in
 * every `SEARCH_EVERY_S`. Found: the heaviest cluster fits the scan and no other candidate comes near it.
 * On the dock's contacts the pose is the dock's. Map frame, m, rad, s. Left out: a map that is wrong.
 */
import type { Odometry, Pose2D } from '../../contract';
import { cos, sin, wrapAngle } from '../../contract/numerics/detmath';
import type { DistanceField } from '../map/distanceField';
import { NEVER_S } from '../params';
import type { ScanPoints } from '../perceive/scanPoints';
import { type Candidate, samePlace, searchEverywhere } from './globalSearch';
import { type Cluster, MOST_PARTICLES, type ParticleState, Particles } from './particles';
import { checkScan, fitScore, type ScanFit } from './scanCheck';
import { ScanMatcher, type ScanMatcherState } from './scanMatcher';

/** The particles are moved and weighed after this much motion, m, rad. */
const UPDATE_M = 0.25;
const UPDATE_RAD = 0.2;
/** Suspicious: of the beams that say something (hit or long) more than this share is long, and they are enough. */
const LONG_SHARE = 0.35;
const TELLING_SHARE = 0.15;
const SUSPECT_SCANS = 4;
/** So few beams on walls of the map are suspicious too: people in front of every wall, or another place. */
const FEW_HITS = 0.35;
const HARDLY_ANY_HITS = 0.2;
/** Another place must be better by this much to be believed, of 2. */
const BETTER_BY = 0.25;
/** Between two searches while in doubt, and while lost, s. */
const DOUBT_EVERY_S = 2;
const SEARCH_EVERY_S = 2;
const FRUITLESS_MOST = 10;
/** In doubt this long without a better place: lost all the same, s. */
const DOUBT_S = 5;
/** Matcher and particles this far apart, this many updates on end: doubt, m, rad. */
const APART_M = 0.8;
const APART_RAD = 0.5;
const APART_UPDATES = 4;
/** Found: share of the weight in one cluster, its fit, and the lead over any other candidate (less when the share is there). */
const FOUND_SHARE = 0.9;
const FOUND_HIT = 0.35;
const FOUND_LONG_SHARE = 0.2;
const FOUND_LEAD = 0.12;
const FOUND_LEAD_SETTLED = 0.06;
const FOUND_SCANS = 4;
/** An uncertainty beyond this is not "localized" either, m. */
const SIGMA_MAX_M = 0.5;
/** A jump of the odometry larger than this is a reset, not a motion, m. */
const ODOMETRY_JUMP_M = 1.5;

export type LocalizerState = {
  readonly matcher: ScanMatcherState;
  readonly particles: ParticleState;
  readonly lost: boolean;
  /** In columns: see save. */
  readonly numbers: readonly number[];
  readonly lastOdometry: readonly number[] | null;
  readonly rivals: readonly Candidate[];
};

export class Localizer {
  /** The robot does not know where it is. */
  lost = false;
  lostSinceS = NEVER_S;
  private readonly matcher: ScanMatcher;
  private readonly particles: Particles;
  private readonly fit: ScanFit = { hit: 1, long: 0, beams: 0 };
  private readonly cluster: Cluster = { xM: 0, yM: 0, yawRad: 0, share: 0, sigmaM: 0 };
  private lastOdometry: { xM: number; yM: number; yawRad: number } | null = null;
  /** Motion since the particles' last update, in the robot's frame at its beginning. */
  private forwardM = 0;
  private leftM = 0;
  private turnRad = 0;
  private suspectScans = 0;
  private doubtSinceS = NEVER_S;
  private searchedS = NEVER_S;
  private apartUpdates = 0;
  private foundScans = 0;
  /** Searches in vain since the doubt began: the next waits longer. */
  private fruitless = 0;
  /** Candidates of the last search while lost, moving along with the odometry. */
  private rivals: Candidate[] = [];
  private readonly hasWalls: boolean;
  /** Searches so far, for figures only. */
  searches = 0;

  constructor(
    private readonly field: DistanceField,
    private readonly radiusM: number,
    start: Pose2D,
    seed: number,
  ) {
    this.hasWalls = field.surfaceM.some((distance) => distance < 0);
    this.matcher = new ScanMatcher(field, start);
    this.particles = new Particles(field, seed);
    this.particles.startAt(start.xM, start.yM, start.yawRad, 0.05, 0.03);
  }

  get pose(): Pose2D {
    return this.matcher.pose;
  }

  get sigmaM(): number {
    return this.lost ? Math.max(1, this.matcher.sigmaM) : this.matcher.sigmaM;
  }

  /** Knows where it is, and may be believed. */
  get localized(): boolean {
    return !this.lost && (!this.hasWalls || this.matcher.sigmaM < SIGMA_MAX_M);
  }

  /** Moves every hypothesis by what the wheels report since the last percept. */
  predict(odometry: Odometry): void {
    this.matcher.predict(odometry);
    const { xM, yM, yawRad } = odometry;
    if (!Number.isFinite(xM + yM + yawRad)) return;
    const last = this.lastOdometry;
    this.lastOdometry = { xM, yM, yawRad };
    if (!last) return;
    const dx = xM - last.xM;
    const dy = yM - last.yM;
    if (dx * dx + dy * dy > ODOMETRY_JUMP_M * ODOMETRY_JUMP_M) return;
    const turn = wrapAngle(yawRad - last.yawRad);
    if (dx === 0 && dy === 0 && turn === 0) return;
    const c = cos(last.yawRad);
    const s = sin(last.yawRad);
    const forward = c * dx + s * dy;
    const left = c * dy - s * dx;
    const rc = cos(this.turnRad);
    const rs = sin(this.turnRad);
    this.forwardM += rc * forward - rs * left;
    this.leftM += rs * forward + rc * left;
    this.turnRad = wrapAngle(this.turnRad + turn);
    if (this.lost) {
      this.rivals = this.rivals.map((rival) => {
        const cos1 = cos(rival.yawRad);
        const sin1 = sin(rival.yawRad);
        return {
          xM: rival.xM + cos1 * forward - sin1 * left,
          yM: rival.yM + sin1 * forward + cos1 * left,
          yawRad: wrapAngle(rival.yawRad + turn),
          score: rival.score,
        };
      });
    }
  }

  /** Takes a scan into account. */
  correct(points: ScanPoints, nowS: number): void {
    if (points.count === 0) return;
    const moved = this.moveParticles();
    if (moved) this.particles.update(points);
    // A map without a wall says nothing about the pose: odometry is all there is.
    if (!this.hasWalls) return;
    if (this.lost) this.find(points, nowS);
    else {
      this.matcher.correct(points);
      this.doubt(points, nowS, moved);
    }
  }

  private moveParticles(): boolean {
    const { forwardM, leftM, turnRad } = this;
    const far = forwardM * forwardM + leftM * leftM >= UPDATE_M * UPDATE_M || Math.abs(turnRad) >= UPDATE_RAD;
    if (!far) return false;
    this.particles.move(forwardM, leftM, turnRad);
    this.forwardM = 0;
    this.leftM = 0;
    this.turnRad = 0;
    return true;
  }

  // Tracking: is this still true?

  private doubt(points: ScanPoints, nowS: number, moved: boolean): void {
    const { matcher } = this;
    const fit = checkScan(this.field, points, matcher.xM, matcher.yM, matcher.yawRad, this.fit);
    const through = looksThroughWalls(fit);
    this.suspectScans = through || fit.hit < FEW_HITS ? this.suspectScans + 1 : 0;
    if (moved) this.compareWithParticles();
    if (!through) this.doubtSinceS = NEVER_S;
    else if (this.doubtSinceS === NEVER_S) this.doubtSinceS = nowS;
    const doubtful = this.suspectScans >= SUSPECT_SCANS || this.apartUpdates >= APART_UPDATES;
    if (this.suspectScans === 0) this.fruitless = 0;
    if (!doubtful || nowS - this.searchedS < DOUBT_EVERY_S * (1 + this.fruitless)) return;
    this.fruitless = Math.min(FRUITLESS_MOST, this.fruitless + 1);
    const score = fitScore(fit);
    const candidates = this.search(points, nowS);
    const best = candidates[0];
    const better = best !== undefined && best.score > score + BETTER_BY && !samePlace(best, matcher);
    // A glass wall lets many beams through and leaves the others right; in a wrong place hardly any is.
    const longInDoubt = this.doubtSinceS !== NEVER_S && nowS - this.doubtSinceS > DOUBT_S && fit.hit < HARDLY_ANY_HITS;
    if (better || longInDoubt) this.getLost(candidates, nowS);
    else if (this.apartUpdates >= APART_UPDATES) {
      // The matcher's place holds: the particles went astray.
      this.particles.startAt(matcher.xM, matcher.yM, matcher.yawRad, 0.1, 0.05);
      this.apartUpdates = 0;
    }
  }

  private compareWithParticles(): void {
    const { cluster, matcher } = this;
    this.particles.heaviest(cluster);
    const dx = cluster.xM - matcher.xM;
    const dy = cluster.yM - matcher.yM;
    const apart =
      dx * dx + dy * dy > APART_M * APART_M || Math.abs(wrapAngle(cluster.yawRad - matcher.yawRad)) > APART_RAD;
    this.apartUpdates = apart ? this.apartUpdates + 1 : 0;
  }

  private search(points: ScanPoints, nowS: number): Candidate[] {
    this.searchedS = nowS;
    this.searches++;
    return searchEverywhere(this.field, points, this.radiusM, this.matcher);
  }

  private getLost(candidates: Candidate[], nowS: number): void {
    this.lost = true;
    this.lostSinceS = nowS;
    this.foundScans = 0;
    this.rivals = candidates;
    this.particles.startFrom(candidates);
    this.forwardM = 0;
    this.leftM = 0;
    this.turnRad = 0;
  }

  // Lost: where could it be?

  private find(points: ScanPoints, nowS: number): void {
    if (nowS - this.searchedS >= SEARCH_EVERY_S) {
      this.rivals = this.search(points, nowS);
      if (this.particles.count === 0) this.particles.startFrom(this.rivals);
      else this.particles.add(this.rivals, MOST_PARTICLES / 10);
    }
    if (this.particles.count === 0) return;
    const cluster = this.particles.heaviest(this.cluster);
    const pose = this.matcher.refine(points, cluster.xM, cluster.yM, cluster.yawRad);
    const fit = checkScan(this.field, points, pose.xM, pose.yM, pose.yawRad, this.fit);
    const fits =
      fit.hit >= FOUND_HIT && fit.long <= FOUND_LONG_SHARE * (fit.hit + fit.long) && samePlace(pose, cluster);
    // Particles that agree can be wrong where two places look alike: one of two equal clouds dies out by chance.
    const lead = this.leadOf(pose);
    const alone = lead >= FOUND_LEAD || (lead >= FOUND_LEAD_SETTLED && cluster.share >= FOUND_SHARE);
    this.foundScans = fits && alone ? this.foundScans + 1 : 0;
    if (this.foundScans < FOUND_SCANS) return;
    this.settleAt(pose);
  }

  /** How much better the last search liked this place than any other; negative when another is better or it is not among them. */
  private leadOf(pose: Pose2D): number {
    let own = -1;
    let other = -1;
    for (const rival of this.rivals) {
      if (samePlace(rival, pose)) own = Math.max(own, rival.score);
      else other = Math.max(other, rival.score);
    }
    return own - other;
  }

  private settleAt(pose: Pose2D): void {
    this.lost = false;
    this.suspectScans = 0;
    this.apartUpdates = 0;
    this.fruitless = 0;
    this.doubtSinceS = NEVER_S;
    this.rivals = [];
    this.matcher.restart(pose, 0.1, 0.05);
    this.particles.startAt(pose.xM, pose.yM, pose.yawRad, 0.1, 0.05);
  }

  /** On the dock's contacts: the pose is the dock's. */
  anchor(pose: Pose2D): void {
    if (this.lost) this.settleAt(pose);
    this.matcher.restart(pose, 0.02, 0.015);
    if (this.forwardM !== 0 || this.leftM !== 0 || this.turnRad !== 0) {
      this.particles.startAt(pose.xM, pose.yM, pose.yawRad, 0.02, 0.015);
      this.forwardM = 0;
      this.leftM = 0;
      this.turnRad = 0;
    }
  }

  /** (n x 4) x, y, yaw, weight. */
  particleView(): Float32Array {
    return Float32Array.from(this.particles.save().columns);
  }

  save(): LocalizerState {
    const last = this.lastOdometry;
    return {
      matcher: this.matcher.save(),
      particles: this.particles.save(),
      lost: this.lost,
      numbers: [
        this.lostSinceS,
        this.forwardM,
        this.leftM,
        this.turnRad,
        this.suspectScans,
        this.doubtSinceS,
        this.searchedS,
        this.apartUpdates,
        this.foundScans,
        this.searches,
        this.fruitless,
      ],
      lastOdometry: last ? [last.xM, last.yM, last.yawRad] : null,
      rivals: [...this.rivals],
    };
  }

  load(state: LocalizerState): void {
    this.matcher.load(state.matcher);
    this.particles.load(state.particles);
    this.lost = state.lost;
    const n = state.numbers as number[];
    [this.lostSinceS, this.forwardM, this.leftM, this.turnRad, this.suspectScans] = n as [
      number,
      number,
      number,
      number,
      number,
    ];
    [this.doubtSinceS, this.searchedS, this.apartUpdates, this.foundScans, this.searches, this.fruitless] = n.slice(
      5,
    ) as [number, number, number, number, number, number];
    const last = state.lastOdometry as [number, number, number] | null;
    this.lastOdometry = last ? { xM: last[0], yM: last[1], yawRad: last[2] } : null;
    this.rivals = [...state.rivals];
  }
}

function looksThroughWalls(fit: ScanFit): boolean {
  const telling = fit.hit + fit.long;
  return telling >= TELLING_SHARE && fit.long > LONG_SHARE * telling;
}
