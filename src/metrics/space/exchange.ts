/**
 * The hall's plan for other programs, beside the tracks: geometry.xml as JPSvis reads it (one room; the doors as transitions to the
 * outside), and walkable.wkt for PedPy and shapely: the outline in the first line, what stands in the way in the lines after it.
 */
import { boxCorners } from '../../kernel/geometry/box';
import type { HallLayout } from '../../kernel/layout';

const number = (value: number): string => String(Number(value.toFixed(4)));

function ring(points: readonly (readonly [number, number])[]): string {
  const [first] = points;
  const closed = first ? [...points, first] : points;
  return closed.map(([x, y]) => `${number(x)} ${number(y)}`).join(', ');
}

/** Well-known text, one polygon a line. Obstacles may overlap each other and the outline's edge: take their union first. */
export function walkableWkt(layout: HallLayout): string {
  const solids = layout.solids.filter((solid) => solid.blocksWalk);
  return [layout.outline, ...solids.map(boxCorners)].map((points) => `POLYGON ((${ring(points)}))\n`).join('');
}

const escaped = (text: string): string => text.replace(/[&<>"]/g, (sign) => `&#${sign.codePointAt(0)};`);

function polygon(points: readonly (readonly [number, number])[], caption: string, indent: string): string {
  const [first] = points;
  const closed = first ? [...points, first] : points;
  const vertices = closed.map(([x, y]) => `${indent}  <vertex px="${number(x)}" py="${number(y)}"/>`);
  return [`${indent}<polygon caption="${caption}">`, ...vertices, `${indent}</polygon>`].join('\n');
}

export function geometryXml(layout: HallLayout): string {
  const obstacles = layout.solids
    .filter((solid) => solid.blocksWalk)
    .map((solid, i) =>
      [
        `        <obstacle id="${i}" caption="${escaped(solid.id)}" closed="1" height="${number(solid.heightM)}">`,
        polygon(boxCorners(solid), 'wall', '          '),
        '        </obstacle>',
      ].join('\n'),
    );
  const doors = layout.doors.map((door, i) => {
    const place = layout.places[door.place];
    const dx = (place?.xM ?? door.xM) - door.xM;
    const dy = (place?.yM ?? door.yM) - door.yM;
    const length = Math.sqrt(dx * dx + dy * dy) || 1;
    const half = door.widthM / 2;
    const ends = [
      [door.xM - (half * dy) / length, door.yM + (half * dx) / length],
      [door.xM + (half * dy) / length, door.yM - (half * dx) / length],
    ] as const;
    return [
      `    <transition id="${i}" caption="${escaped(door.id)}" type="normal" room1_id="0" subroom1_id="0" room2_id="-1" subroom2_id="-1">`,
      ...ends.map(([x, y]) => `      <vertex px="${number(x)}" py="${number(y)}"/>`),
      '    </transition>',
    ].join('\n');
  });
  return `${[
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<geometry version="0.8" caption="${escaped(layout.sceneId)}" unit="m">`,
    '  <rooms>',
    '    <room id="0" caption="hall">',
    '      <subroom id="0" caption="hall" class="subroom" A_x="0" B_y="0" C_z="0">',
    polygon(layout.outline, 'wall', '        '),
    ...obstacles,
    '      </subroom>',
    '    </room>',
    '  </rooms>',
    '  <transitions>',
    ...doors,
    '  </transitions>',
    '</geometry>',
  ].join('\n')}\n`;
}
