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

/** First view: from the south, a little from the west, and above; the whole hall as large as it fits. */
export function orbitPose(extent: Extent, aspect: number): CameraPose {
  const azimuthRad = -0.24;
  const polarRad = 0.8;
  let pose: CameraPose = { ...middle(extent), azimuthRad, polarRad, distanceM: 10, fovDeg: ORBIT_FOV };
  for (let round = 0; round < 12; round++) {
    const { distanceM, right, up } = framing(pose, extent, aspect);
    // Looking further right or up moves the picture the other way; up means away from the camera on the floor.
    pose = {
      ...pose,
      distanceM,
      x: pose.x + right * Math.cos(azimuthRad) - up * Math.sin(azimuthRad),
      z: pose.z - right * Math.sin(azimuthRad) - up * Math.cos(azimuthRad),
    };
  }
  return { ...pose, distanceM: framing(pose, extent, aspect).distanceM };
}

/** Margin round the hall in the first view: share of half the picture. */
const MARGIN = 0.06;
/** Slab beyond the walls, and height of the signs, metres. */
const SLAB_M = 0.9;
const HIGH_M = 2.4;

/** Distance at which every corner is in the picture, and how far the look-at point is off the middle, metres. */
function framing(pose: CameraPose, extent: Extent, aspect: number): { distanceM: number; right: number; up: number } {
  const ty = Math.tan((pose.fovDeg * Math.PI) / 360) * (1 - MARGIN);
  const tx = Math.tan((pose.fovDeg * Math.PI) / 360) * aspect * (1 - MARGIN);
  const sa = Math.sin(pose.azimuthRad);
  const ca = Math.cos(pose.azimuthRad);
  const sp = Math.sin(pose.polarRad);
  const cp = Math.cos(pose.polarRad);
  const need = { left: 0, right: 0, down: 0, up: 0 };
  for (const x of [extent.minXM - SLAB_M, extent.maxXM + SLAB_M]) {
    for (const y of [extent.minYM - SLAB_M, extent.maxYM + SLAB_M]) {
      for (const h of [0, HIGH_M]) {
        const dx = x - pose.x;
        const dy = h - pose.y;
        const dz = -y - pose.z;
        const right = ca * dx - sa * dz;
        const up = sp * dy - cp * (sa * dx + ca * dz);
        const toward = cp * dy + sp * (sa * dx + ca * dz);
        need.right = Math.max(need.right, right / tx + toward);
        need.left = Math.max(need.left, -right / tx + toward);
        need.up = Math.max(need.up, up / ty + toward);
        need.down = Math.max(need.down, -up / ty + toward);
      }
    }
  }
  return {
    distanceM: Math.max(need.left, need.right, need.up, need.down),
    right: ((need.right - need.left) / 2) * tx * 0.7,
    up: ((need.up - need.down) / 2) * ty * 0.7,
  };
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
