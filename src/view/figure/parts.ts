/**
 * Numbers of the figure's parts and joints, shared by the geometry (which part a vertex belongs to) and the shader
 * (how the part moves). Local axes: x forward, y up, z to the right; metres; figure 1.72 m tall.
 */

export const Part = {
  torso: 0,
  head: 1,
  upperArmLeft: 2,
  foreArmLeft: 3,
  upperArmRight: 4,
  foreArmRight: 5,
  thighLeft: 6,
  shinLeft: 7,
  thighRight: 8,
  shinRight: 9,
  longHair: 10,
  backpack: 11,
  folder: 12,
  cane: 13,
} as const;
export type Part = (typeof Part)[keyof typeof Part];

/** Which of the instance's colours a vertex takes. */
export const Paint = { top: 0, bottom: 1, skin: 2, hair: 3, shoe: 4, sleeve: 5, bag: 6, paper: 7, stick: 8 } as const;
export type Paint = (typeof Paint)[keyof typeof Paint];

export const JOINTS = {
  hipY: 0.88,
  hipZ: 0.088,
  kneeY: 0.47,
  shoulderY: 1.36,
  shoulderZ: 0.188,
  elbowY: 1.1,
  neckY: 1.45,
  headY: 1.59,
} as const;
