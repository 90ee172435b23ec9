/** Where a citizen is in the day. The number is stored in a column: append, never renumber. */
export const Phase = {
  absent: 0,
  walkToLine: 1,
  inLine: 2,
  atServer: 3,
  walkToWait: 4,
  seated: 5,
  standing: 6,
  walkToWindow: 7,
  beingServed: 8,
  followRobot: 9,
  leaving: 10,
  walkToServer: 11,
  outside: 12,
  /** Came along with a citizen (rules.people): a body without business of its own. */
  accompanying: 13,
  /** A clerk on the floor (rules.fetchHelp): no visitor. */
  staff: 14,
} as const;
export type Phase = (typeof Phase)[keyof typeof Phase];
