/** Standing places of the shipped halls: clear of counters, lines and walls, so that who waits standing is in nobody's way. */
import { describe, expect, it } from 'vitest';
import { shippedScenarios, specOf } from '../../worlds/shipped';

/** Least distances that src/scenario/layout/stands.ts keeps: to other places, and to anything solid. Metres. */
const PLACE_CLEAR_M = 0.8;
const SOLID_CLEAR_M = 0.4;

describe('standing places', () => {
  it.each(shippedScenarios)('%s', async (id) => {
    const { layout } = await specOf(id);
    const others = layout.places.filter((place) => place.kind !== 'stand');
    let nearestPlaceM = Number.POSITIVE_INFINITY;
    let nearestSolidM = Number.POSITIVE_INFINITY;
    for (const index of layout.stands) {
      const stand = layout.places[index]!;
      for (const other of others) {
        nearestPlaceM = Math.min(nearestPlaceM, Math.hypot(other.xM - stand.xM, other.yM - stand.yM));
      }
      for (const solid of layout.solids) {
        if (!solid.blocksWalk) continue;
        const dx = stand.xM - solid.xM;
        const dy = stand.yM - solid.yM;
        const along = Math.abs(dx * Math.cos(solid.yawRad) + dy * Math.sin(solid.yawRad)) - solid.halfXM;
        const across = Math.abs(dy * Math.cos(solid.yawRad) - dx * Math.sin(solid.yawRad)) - solid.halfYM;
        nearestSolidM = Math.min(nearestSolidM, Math.hypot(Math.max(0, along), Math.max(0, across)));
      }
    }
    console.log(
      `${id}: ${layout.stands.length} standing places; nearest place of a window, seat or line ${nearestPlaceM.toFixed(2)} m (at least ${PLACE_CLEAR_M}), nearest solid ${nearestSolidM.toFixed(2)} m (at least ${SOLID_CLEAR_M})`,
    );
    expect(nearestPlaceM).toBeGreaterThanOrEqual(PLACE_CLEAR_M - 1e-9);
    expect(nearestSolidM).toBeGreaterThanOrEqual(SOLID_CLEAR_M);
  });
});
