/**
 * What it costs to be near something: Nav2's inflation layer, as a function of the free room.
 *
 * Nav2 (costmap_2d, inflation layer): 254 on the obstacle, 253 where a robot of the inscribed radius touches it, beyond
 * that 252 exp(-scaling (d - radius)), nothing from the inflation radius on. A metre through a cell of cost c then costs
 * (50 + 0.8 c) / 50 metres (NavFn's neutral cost and factor). Distances in metres to the obstacle's edge.
 */
import { exp } from '../../contract/numerics/detmath';

export const LETHAL = 254;
export const INSCRIBED = 253;
/** How fast the cost falls off, 1/m, and from where on nothing is felt, m. */
const SCALING_PER_M = 5;
export const INFLATION_M = 0.9;
/** Room beyond the robot's radius that the planner wants everywhere, m: refuses 0.70 m, passes 0.80 m with radius 0.31 m. */
export const WALL_MARGIN_M = 0.06;
const NAVFN_NEUTRAL = 50;
const NAVFN_FACTOR = 0.8;

/** Nav2's cost 0..254 at a free room of `clearanceM` for a robot of `radiusM`. */
export function inflatedCost(clearanceM: number, radiusM: number): number {
  if (!(clearanceM > 0)) return LETHAL;
  if (clearanceM <= radiusM) return INSCRIBED;
  if (clearanceM >= INFLATION_M) return 0;
  return 252 * exp(-SCALING_PER_M * (clearanceM - radiusM));
}

/** Cost of a metre, >= 1; Infinity where a robot of `radiusM` does not fit with `WALL_MARGIN_M` to spare. */
export function costAt(clearanceM: number, radiusM: number): number {
  if (!(clearanceM >= radiusM + WALL_MARGIN_M)) return Number.POSITIVE_INFINITY;
  return 1 + (NAVFN_FACTOR / NAVFN_NEUTRAL) * inflatedCost(clearanceM, radiusM);
}

/** Nav2's cost back from the cost of a metre. */
export function nav2CostOf(costOfMetre: number): number {
  return ((costOfMetre - 1) * NAVFN_NEUTRAL) / NAVFN_FACTOR;
}
