/**
 * What can go wrong with a robot's task, in the words and numbers of Nav2's actions (FollowPath 100.., ComputePathToPose
 * 200.., DockRobot 901..), so that a fleet or a log reader that knows Nav2 knows ours.
 */
export const NAVIGATION_ERRORS = {
  UNKNOWN: 9000,
  TIMEOUT: 9003,
  INVALID_PATH: 103,
  PATIENCE_EXCEEDED: 104,
  FAILED_TO_MAKE_PROGRESS: 105,
  NO_VALID_CONTROL: 106,
  START_OUTSIDE_MAP: 203,
  GOAL_OUTSIDE_MAP: 204,
  START_OCCUPIED: 205,
  GOAL_OCCUPIED: 206,
  NO_VALID_PATH: 208,
  LOCALIZATION_LOST: 900,
  DOCK_NOT_IN_DB: 901,
  DOCK_NOT_VALID: 902,
  FAILED_TO_STAGE: 903,
  FAILED_TO_DETECT_DOCK: 904,
  FAILED_TO_CONTROL: 905,
  FAILED_TO_CHARGE: 906,
  DOCK_TIMEOUT: 907,
} as const;
/** `LOCALIZATION_LOST` is ours: Nav2's localizer has no such code. */
export type NavigationErrorName = keyof typeof NAVIGATION_ERRORS;
export type NavigationError = { readonly name: NavigationErrorName; readonly atS: number };
