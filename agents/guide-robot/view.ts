/** What the brain shows of itself to overlays and debuggers (contract: `BrainView`). Reads, and changes nothing. */
import type { BrainView, CostGridView, Pose2D } from '../contract';
import { cos, sin } from '../contract/numerics/detmath';
import type { Intent } from './follow/intent';
import type { Mover, Seen } from './follow/mover';
import type { Guard } from './guard/guard';
import type { Localizer } from './localize/localizer';
import type { GuestTracker } from './perceive/guest';
import type { ScanPoints } from './perceive/scanPoints';
import type { Tracks } from './perceive/tracks';

/** The brain's parts at the end of a step. */
export type Shown = {
  readonly pose: Pose2D;
  readonly scan: ScanPoints;
  readonly guest: GuestTracker;
  readonly intent: Intent;
  readonly mover: Mover;
  readonly seen: Seen;
  readonly localizer: Localizer;
  readonly tracks: Tracks;
  readonly guard: Guard;
  readonly goals: readonly string[];
  readonly reason: BrainView['reason'];
  readonly linearMps: number;
  readonly spoken: string | null;
  /** Where its contacts touch; null = no dock. */
  readonly dock: Pose2D | null;
};

export class Viewer {
  /** Last costmap shown; a view, not state. */
  private costsShown: { readonly key: string; readonly view: CostGridView } | null = null;

  view(shown: Shown): BrainView {
    const { pose, scan, guest, intent, mover, seen, localizer, guard } = shown;
    const route = intent.kind === 'drive' ? mover.router.route : null;
    const n = route ? route.line.xM.length : 0;
    const plan = new Float32Array(n * 2);
    for (let i = 0; route && i < n; i++) {
      plan[2 * i] = route.line.xM[i] as number;
      plan[2 * i + 1] = route.line.yM[i] as number;
    }
    const goal = intent.kind === 'drive' || intent.kind === 'reverse' ? intent.to : null;
    return {
      estimate: pose,
      goals: shown.goals,
      reason: shown.reason,
      localized: localizer.localized,
      sigmaM: localizer.sigmaM,
      particles: localizer.particleView(),
      localCosts: mover.localCosts(pose, seen),
      globalCosts: this.globalCosts(shown),
      trajectories: intent.kind === 'drive' ? mover.trajectories(pose) : [],
      tracks: shown.tracks.view(),
      guardZone: toMap(guard.outline(shown.linearMps), pose),
      guardVerdict: guard.verdict,
      spoken: shown.spoken,
      plan,
      scanPoints: scanOnMap(scan, pose),
      goal: goal ?? (intent.kind === 'dock' ? shown.dock : null),
      guest: guest.known ? { xM: guest.xM, yM: guest.yM } : null,
    };
  }

  /** A whole hall of costs is not made anew for every frame: only after a plan, or when a good deal of the obstacles changed. */
  private globalCosts({ mover, seen, pose }: Shown): CostGridView {
    const { router } = mover;
    const key = `${router.plans} ${seen.obstacles.count >> 4}`;
    if (this.costsShown?.key !== key) {
      this.costsShown = { key, view: router.planner.costView(pose, seen.obstacles) };
    }
    return this.costsShown.view;
  }
}

/** (n x 2) m, map frame. */
function scanOnMap(scan: ScanPoints, pose: Pose2D): Float32Array {
  const points = new Float64Array(scan.count * 2);
  for (let i = 0; i < scan.count; i++) {
    points[2 * i] = scan.xM[i] as number;
    points[2 * i + 1] = scan.yM[i] as number;
  }
  return toMap(points, pose);
}

/** Base frame to map frame, (n x 2). */
function toMap(points: Float64Array, pose: Pose2D): Float32Array {
  const c = cos(pose.yawRad);
  const s = sin(pose.yawRad);
  const out = new Float32Array(points.length);
  for (let i = 0; i + 1 < points.length; i += 2) {
    const x = points[i] as number;
    const y = points[i + 1] as number;
    out[i] = pose.xM + c * x - s * y;
    out[i + 1] = pose.yM + s * x + c * y;
  }
  return out;
}
