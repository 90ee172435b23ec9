/**
 * Numbers of the crowd model, with their sources.
 *
 * Numbers that differ between crowds, among them all that were calibrated, are in parameters.ts.
 */

/** Repulsion from walls. */
export const WALL_STRENGTH = 5;
export const WALL_RANGE_M = 0.02;
/** Walls farther than the body by this are not felt: 5 exp(-10) = 0.0002. */
export const WALL_FELT_M = 0.2;
/**
 * A wall turns nobody who walks alone off by more than this, relative to the wish (1): its push grows within less than a step's length, and
 * whoever walked along it was thrown off and came back ten times a second.
 */
export const WALL_OFF = 0.1;
/** A wall is beside somebody, and not before or behind, if the direction off it goes so much across the way. */
export const WALL_BESIDE = 0.5;
/** At a wall: nearer than the body by this. */
export const WALL_TOUCH_M = 0.03;
/** While the wall is surely farther than the body by this, its distance is not looked up. */
export const WALL_KNOWN_M = 0.3;

/** Looked at every step: bodies nearer than both radii and this, m. Who is farther is seen by the looks ahead. */
export const REACH_M = 0.7;

/** Search cells: at least two bodies and REACH_M wide. How wide decides nothing but speed. */
export const CELL_M = 1.52;
/** Keep right: turn by 25 degrees while somebody with an opposing goal is ahead within 4 m. */
export const KEEP_RIGHT_M = 4;
export const KEEP_RIGHT_COS = 0.9063077870366499;
export const KEEP_RIGHT_SIN = 0.42261826174069944;
/** "Opposing": cosine between the two wishes below this. "Ahead": cosine to the wish above this. */
export const OPPOSING_COS = -0.5;
/** Who will pass farther to the side than this is no reason to keep right, m. */
export const OPPOSING_WIDTH_M = 0.5;
/**
 * Nor is anybody who is less than the second, m, nearer than a walker of the own stream ahead, at most the first to the side: who has
 * somebody to follow follows, and lanes last. By hand, on the runs boa-300-* (Juelich), where lanes are not right-handed.
 */
export const LEADER_WIDTH_M = 0.4;
export const LEADER_AHEAD_M = 1;
export const AHEAD_COS = 0.7;
/** "Same stream": cosine between the two wishes above this. */
export const STREAM_COS = 0.3;
/** Share by which a look changes the step aside: a lag of about 0.3 s, the relaxation time of the anticipation model. */
export const LOOK_BLEND = 0.5;
/** Two in one point count as this far apart, m. */
export const SAME_POINT_M = 1e-3;
/** Room people leave to a robot beyond its body, m, and how much farther ahead they reckon with it. */
export const ROBOT_SPACE_M = 0.2;
export const ROBOT_FORESIGHT = 1.6;
/** A robot crosses if it moves sideways of the walker's way faster than this, m/s; people give way if they would meet within
 * so many seconds, at this share of their pace. */
export const ROBOT_CROSSES_MPS = 0.15;
export const GIVE_WAY_S = 4;
export const GIVE_WAY_RATIO = 0.6;

/**
 * No progress for longer than this, s, and a robot ahead within the reach beyond its edge, m: goes round it with this gap, m, sideways
 * first when farther off the gap than this, m. Nearer to a wall than this, m, a robot stands in a passage. Chosen by hand.
 */
export const ROUND_ROBOT_AFTER_S = 6;
export const ROUND_ROBOT_REACH_M = 0.8;
export const ROUND_ROBOT_GAP_M = 0.02;
export const ROUND_ROBOT_OFF_M = 0.15;
export const ROUND_ROBOT_PASSAGE_M = 1.2;
/**
 * Past a robot that stands (slower than the first, m/s) one edges sideways, a body 0.24 m deep (LEAST_WALL_M), at most this fast, m/s, where
 * it fits. Where it fits on neither side, only the robot or the deadlock rule can end it, and that clock runs so many times as fast.
 */
export const STANDING_MPS = 0.05;
export const EDGING_MPS = 0.5;
/** The same upright, in a gap that is just wide enough for it, m/s. */
export const BESIDE_ROBOT_MPS = 0.8;
/** Who is farther to the left of the robot's middle than this, m, stays there if both gaps are alike. */
export const ON_THE_LEFT_M = 0.2;
/** How far before the gap that begins, m. */
export const SLOWS_BEFORE_M = 0.3;
/**
 * A robot that stands in a passage is seen to be in the way this far ahead, m beyond both bodies, by who would come within the second of it
 * and walks along the passage (cosine above the third). Who finds no room stands so far off, m.
 */
export const SEEN_AHEAD_M = 1.2;
export const SEEN_BESIDE_M = 0.1;
export const PASSAGE_COS = 0.5;
export const WAITS_OFF_M = 0.4;
/** Who comes up behind somebody who waits stands so far off, m, up to the second before the robot. */
export const QUEUE_GAP_M = 0.3;
export const QUEUE_AHEAD_M = 5;
/** Behind those who find no room the deadlock clock runs as fast as theirs up to here, s, and goes on when it is one's turn. */
export const QUEUE_CLOCK_S = 34;
export const BLOCKED_CLOCK = 3;
/** A gap beside a robot reaches so far beyond its edge along the passage; who waits for others to come through keeps so far off the way through it, m. */
export const GAP_DEEP_M = 0.2;
export const LANE_M = 0.45;

/** Everybody looks round again after so long, s (each person at another step). */
export const LOOK_S = 0.2;

/** Shoulder turn: slower than this for longer than this, the body narrows, and later widens again. */
export const SLOW_MPS = 0.15;
export const SLOW_AFTER_S = 1.5;
/** Or no progress for longer than this: who dithers in front of a gap is held up without ever being slow. */
export const NO_PROGRESS_S = 4;
export const NARROW_MPS = 0.05;
export const WIDEN_MPS = 0.02;
/** A body widens again only with this much room to the next, m. */
export const WIDEN_ROOM_M = 0.1;
/** Narrowest body relative to the full one (0.12 of 0.20 m). */
export const NARROW_RATIO = 0.6;
/** Wheelchairs and other wide bodies cannot turn their shoulders. */
export const WIDEST_TURNING_M = 0.27;

/**
 * Passages (passage.ts): narrower than the first, m, if two bodies of so many half widths together fit in; the way must go along it
 * at least so much.
 */
export const PASSAGE_WIDE_M = 1.6;
export const SIDE_BY_SIDE_RADII = 4.1;
export const PASSAGE_ALONG_COS = 0.3;
/**
 * Shoulder turn before a narrow place so far ahead: begins at this width, is complete at the second, m, goes this fast, m/s, and needs
 * somebody within the last, m. Fitted by hand to the door of 0.70 m of the Juelich runs beside that of 0.95 m.
 */
export const PASSAGE_AHEAD_M = 0.5;
export const TURN_FROM_M = 0.9;
export const TURN_FULLY_M = 0.68;
export const TURN_MPS = 0.4;
export const TURN_COMPANY_M = 0.5;

/** Goal reached within this; or within the second when blocked for longer than the third. */
export const ARRIVE_M = 0.25;
export const ARRIVE_BLOCKED_M = 0.6;
export const ARRIVE_BLOCKED_S = 2;

/** The flow field has done its work this near to its target. */
export const AT_TARGET_M = 0.5;

/** Deadlock release: progress is a shorter way left by this much; time without it while not waiting in a stream. */
export const PROGRESS_M = 0.3;
/** Sets the clock back by so much, s: two who push each other to and fro gain a little ground all the time. */
export const PROGRESS_CLEARS_S = 8;
/** Looked up at every so manieth look. */
export const PROGRESS_LOOKS = 5;
/**
 * Release in stages. First it pushes: feels the repulsion of others less, so that it enters gaps it would wait at.
 * Then the body narrows whatever its kind. At last it and those around count half as wide to each other until it is free:
 * bodies may then overlap, for a few steps and at most by half.
 */
export const STUCK_PUSH_S = 10;
export const PUSHING_RATIO = 0.25;
export const STUCK_SQUEEZE_S = 20;
export const STUCK_PASS_S = 40;
export const PASSING_RATIO = 0.5;

/** Follower: distance kept, m, and the time in which a longer distance is made up, s. */
export const FOLLOW_GAP_M = 0.3;
export const FOLLOW_TIME_S = 0.4;

/** Heading is the low-passed direction of motion (drawing only). */
export const HEADING_TIME_S = 0.2;

/** Centre of a body is never nearer to a wall than this. */
export const LEAST_WALL_M = 0.12;
/** Somebody who stands nearer to a wall than the body is wide moves off it at this speed. */
export const WALL_RECOVER_MPS = 0.4;

/** Wheels do not roll while they face farther from their way than this: cos 45 degrees. */
export const WHEELS_COS = Math.SQRT1_2;
