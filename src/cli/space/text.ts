/** The space measures for a reader. */

import { LOS_SCHEMES } from '../../metrics/space/los';
import type { MapChoice } from '../../metrics/space/maps';
import type { SpaceJson } from '../../metrics/space/report';

export function spaceReport(space: SpaceJson, choice: MapChoice): string[] {
  const scheme = LOS_SCHEMES[choice.scheme];
  const { mean, max } = space.densityPerM2;
  const level = space.levels[choice.scheme]?.[choice.letter];
  const at = (spot: { xM: number; yM: number }): string => `at (${spot.xM}, ${spot.yM})`;
  const lines = [
    `density    mean at most ${mean.value.toFixed(2)} /m2 ${at(mean)}, highest ${max.value.toFixed(2)} /m2 ${at(max)}; ${space.peakPersons} persons at most`,
  ];
  if (level) {
    lines.push(
      `level      ${scheme.nameEn} ${choice.letter} or worse: over one minute on ${level.areaM2OverOneMin} m2, longest ${level.mostMin.toFixed(1)} min in one place`,
    );
  }
  lines.push(`flow       ${space.lines.map((line) => `${line.id} in ${line.in} out ${line.out}`).join('; ')}`);
  for (const pair of space.travel.filter((entry) => entry.count >= 5).slice(0, 6)) {
    lines.push(
      `travel     ${pair.from} to ${pair.to}: ${pair.count} persons, mean ${(pair.meanS / 60).toFixed(1)} min, 90% ${(pair.p90S / 60).toFixed(1)} min`,
    );
  }
  const { walks, seats, contacts } = space;
  lines.push(
    `walks      ${walks.count}, mean ${walks.meanWayM.toFixed(1)} m at ${walks.meanSpeedMps.toFixed(2)} m/s, ${walks.wayOverStraight.toFixed(2)} x the straight line`,
    `seats      ${seats.everUsed} of ${seats.count} ever used, ${seats.sittings} sittings, the most used ${(100 * seats.mostUsedShare).toFixed(0)}% of the time`,
    `contacts   person-person ${bands(contacts.personBandsM, contacts.people)}; person-robot ${bands(contacts.robotBandsM, contacts.robots)}`,
  );
  return lines;
}

function bands(edges: readonly number[], counts: readonly number[]): string {
  return edges.map((edge, i) => `${counts[i]} below ${edge} m`).join(', ');
}
