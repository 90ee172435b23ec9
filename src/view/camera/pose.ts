/**
 * A camera's position as numbers that blend well: what it looks at, from which side, how far, how wide. Pure.
 * Scene axes (x east, y up, z south), metres and radians. Azimuth as in three's Spherical: 0 = seen from the south,
 * counter-clockwise seen from above; polar 0 = from above.
 */
import type { HallLayout } from '../../kernel/layout';
import type { Pick } from '../../runtime/client';
import { clamp, lerp, lerpAngle, smoothstep } from '../interpolate';

export type CameraMode = { readonly kind: 'orbit' | 'plan' | 'follow' | 'walk'; readonly target?: Pick };

export type CameraPose = {
  readonly x: number;
  readonly y: number;
  readonly z: number;
  readonly azimuthRad: number;
  readonly polarRad: number;
  readonly distanceM: number;
  /** Vertical field of view, degrees. */
  readonly fovDeg: number;
};

/** Height of the eyes when walking in, metres. */
export const EYE_M = 1.6;
export const ORBIT_FOV = 32;
/** Almost parallel rays: the plan. */
export const PLAN_FOV = 5;
const WALK_FOV = 62;
const FOLLOW_FOV = 50;
/** Lowest view: a little above the horizon, so that one never looks from under the floor. */
export const MAX_POLAR_RAD = 1.48;

export type Extent = { readonly minXM: number; readonly minYM: number; readonly maxXM: number; readonly maxYM: number };

export const extentOf = (layout: HallLayout): Extent => layout;

/** Distance from which a width and a depth both fit into the picture. */
function fitting(widthM: number, heightM: number, fovDeg: number, aspect: number): number {
  const half = Math.tan((fovDeg * Math.PI) / 360);
  return Math.max(heightM / 2 / half, widthM / 2 / (half * aspect));
}

/** First view: from the south-west and above, the whole hall in the picture. */
export function orbitPose(extent: Extent, aspect: number): CameraPose {
  const width = extent.maxXM - extent.minXM;
  const depth = extent.maxYM - extent.minYM;
  const distance = fitting(width + 1, depth * 0.86 + 1, ORBIT_FOV, aspect) + depth * 0.32;
  return { ...middle(extent), azimuthRad: -0.32, polarRad: 0.82, distanceM: distance, fovDeg: ORBIT_FOV };
}

export function planPose(extent: Extent, aspect: number): CameraPose {
  const width = extent.maxXM - extent.minXM + 2.4;
  const depth = extent.maxYM - extent.minYM + 2.4;
  const distanceM = fitting(width, depth, PLAN_FOV, aspect);
  return { ...middle(extent), azimuthRad: 0, polarRad: 0, distanceM, fovDeg: PLAN_FOV };
}

const middle = (extent: Extent) => ({
  x: (extent.minXM + extent.maxXM) / 2,
  y: 0.4,
  z: -(extent.minYM + extent.maxYM) / 2,
});

/** Third person: behind and above somebody at hall (x, y) who looks along `headingRad`. */
export function followPose(
  xM: number,
  yM: number,
  headingRad: number,
  distanceM: number,
  polarRad: number,
): CameraPose {
  return { x: xM, y: 1.15, z: -yM, azimuthRad: headingRad - Math.PI / 2, polarRad, distanceM, fovDeg: FOLLOW_FOV };
}

/** Eyes at hall (x, y), looking along yaw, `pitchRad` up. */
export function walkPose(xM: number, yM: number, yawRad: number, pitchRad: number): CameraPose {
  const ahead = 1;
  const flat = Math.cos(pitchRad) * ahead;
  return {
    x: xM + Math.cos(yawRad) * flat,
    y: EYE_M + Math.sin(pitchRad) * ahead,
    z: -(yM + Math.sin(yawRad) * flat),
    azimuthRad: yawRad - Math.PI / 2,
    polarRad: Math.PI / 2 + pitchRad,
    distanceM: ahead,
    fovDeg: WALK_FOV,
  };
}

/** Position of the camera itself. */
export function eyeOf(pose: CameraPose): { x: number; y: number; z: number } {
  const flat = Math.sin(pose.polarRad) * pose.distanceM;
  return {
    x: pose.x + flat * Math.sin(pose.azimuthRad),
    y: pose.y + Math.cos(pose.polarRad) * pose.distanceM,
    z: pose.z + flat * Math.cos(pose.azimuthRad),
  };
}

/**
 * Between two poses. The size of the picture (distance times the tangent of half the field of view) is blended, not the
 * distance, so that a change to the almost parallel plan does not leap away.
 */
export function blendPose(from: CameraPose, to: CameraPose, share: number): CameraPose {
  const t = smoothstep(0, 1, share);
  const size = (pose: CameraPose): number => pose.distanceM * Math.tan((pose.fovDeg * Math.PI) / 360);
  const fovDeg = Math.exp(lerp(Math.log(from.fovDeg), Math.log(to.fovDeg), t));
  const high = Math.exp(lerp(Math.log(size(from)), Math.log(size(to)), t));
  return {
    x: lerp(from.x, to.x, t),
    y: lerp(from.y, to.y, t),
    z: lerp(from.z, to.z, t),
    azimuthRad: lerpAngle(from.azimuthRad, to.azimuthRad, t),
    polarRad: lerp(from.polarRad, to.polarRad, t),
    distanceM: high / Math.tan((fovDeg * Math.PI) / 360),
    fovDeg,
  };
}

/** Keeps the point looked at inside the hall. */
export function keepInside(pose: { x: number; y: number; z: number }, extent: Extent): void {
  pose.x = clamp(pose.x, extent.minXM - 2, extent.maxXM + 2);
  pose.z = clamp(pose.z, -extent.maxYM - 2, -extent.minYM + 2);
  pose.y = clamp(pose.y, 0, 3);
}
