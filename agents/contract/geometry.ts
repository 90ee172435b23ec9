/** Position and heading. Metres and radians, counter-clockwise from +x (REP-103). The frame is the field's to say. */
export type Pose2D = { readonly xM: number; readonly yM: number; readonly yawRad: number };

/** A point in metres. */
export type Point2D = { readonly xM: number; readonly yM: number };
