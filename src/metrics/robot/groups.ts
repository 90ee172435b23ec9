/**
 * Group intrusion: how far the robot's rim is from a group's o-space (Kendon), whose centre is the mean of the members'
 * positions projected 1.5 m along where they look. Same bands as for one person (HuNavEval). Metres, radians.
 */
const PROJECTED_M = 1.5;

/** Proxemic bands, exclusive: intimate [0, 0.45), personal [0.45, 1.2), social [1.2, 3.6), public from 3.6 m. */
export const BANDS_M = [0.45, 1.2, 3.6] as const;

/** 0 intimate, 1 personal, 2 social, 3 public. */
export function bandOf(clearanceM: number): 0 | 1 | 2 | 3 {
  if (clearanceM < BANDS_M[0]) return 0;
  if (clearanceM < BANDS_M[1]) return 1;
  return clearanceM < BANDS_M[2] ? 2 : 3;
}

export type GroupMember = { readonly xM: number; readonly yM: number; readonly yawRad: number };

/** Clearance of a robot's disc to the centre of a group's o-space; NaN for no members. */
export function groupClearanceM(
  robotXM: number,
  robotYM: number,
  radiusM: number,
  members: readonly GroupMember[],
): number {
  if (members.length === 0) return Number.NaN;
  let x = 0;
  let y = 0;
  for (const member of members) {
    x += member.xM + PROJECTED_M * Math.cos(member.yawRad);
    y += member.yM + PROJECTED_M * Math.sin(member.yawRad);
  }
  return Math.max(0, Math.hypot(robotXM - x / members.length, robotYM - y / members.length) - radiusM);
}
