/** Requests in: what the operator or a test may ask of a running hall. Applied at the start of the next tick, in order. */
import type { IdDocument, TaskRequest, Touch } from '../../agents/contract';

export type HallCommand =
  | { readonly kind: 'robot-request'; readonly robot: number; readonly request: TaskRequest }
  | {
      readonly kind: 'robot-touch';
      readonly robot: number;
      readonly what: Touch['what'];
      /** Which of the answers on the screen, from 0. */
      readonly choice?: number;
    }
  /** Whoever is with the robot (or the operator) holds a document to its reader. */
  | { readonly kind: 'robot-present'; readonly robot: number; readonly document: IdDocument['kind'] }
  /** Closes or opens an area (closableAreas, rules/closures). */
  | { readonly kind: 'set-area'; readonly area: number; readonly closed: boolean }
  /** A visitor comes to the door now. */
  | { readonly kind: 'add-visitor'; readonly item: number; readonly asksRobot: boolean };
