/** Fixed signs: window numbers with the service group, doors, kiosks, desks, zone names on the floor. */
import { Mesh, MeshBasicMaterial } from 'three';
import type { Solid, WindowPlan, ZonePlan } from '../../kernel/layout';
import type { HallDrawing } from '../../runtime/frame';
import { PALETTE } from '../palette';
import { BOARD_WORDS, doorText, groupName, placeWord, type ViewLanguage } from '../signText';
import { counterDepth, SIGN_HALF_M, SIGN_TILT_RAD, SIGN_Y_M, signHalfWidth, windowSpot } from './counters';
import { doorSpot, PORTAL_M } from './doors';
import { KIOSK_M, serverSpot } from './furniture';
import { moved, placed } from './model';
import { Quads } from './quads';
import { SignAtlas, type TextStyle, textWidth, write } from './signAtlas';

const NUMBER: TextStyle = { sizePx: 96, weight: 700, colour: PALETTE.signText };
const SUB: TextStyle = { sizePx: 40, weight: 500, colour: PALETTE.signSub };
const FLOOR: TextStyle = { sizePx: 72, weight: 600, colour: PALETTE.floorText };
/** Share of a window's sign taken by its number; the rest is the call board. */
export const NUMBER_SHARE = 0.5;
export const GLYPHS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-';

/** Board of a window: its plane in scene axes, and half width in metres. */
export function windowBoard(drawing: HallDrawing, plan: WindowPlan) {
  const spot = moved(windowSpot(plan), -counterDepth(drawing.layout, plan) * 0.55, 0);
  return { matrix: placed(spot, SIGN_Y_M, SIGN_TILT_RAD), half: signHalfWidth(plan) };
}

function wantPlate(atlas: SignAtlas, key: string, main: string, sub: string, width: number): void {
  atlas.want(key, width, 192, (context, w, h) => {
    context.fillStyle = PALETTE.sign;
    context.fillRect(0, 0, w, h);
    write(context, main, w / 2, sub ? h * 0.4 : h / 2, w - 28, NUMBER);
    if (sub) write(context, sub, w / 2, h * 0.8, w - 24, SUB);
  });
}

function wantLine(atlas: SignAtlas, key: string, text: string, style: TextStyle): void {
  const width = Math.ceil(textWidth(text, style.sizePx, style.weight)) + 16;
  atlas.want(key, width, Math.ceil(style.sizePx * 1.3), (context, w, h) =>
    write(context, text, w / 2, h / 2, w, style),
  );
}

/** Cells for the call boards: one per letter and digit, one per word, white (the board colours them). */
function wantGlyphs(atlas: SignAtlas, drawing: HallDrawing, language: ViewLanguage): void {
  const style: TextStyle = { sizePx: 96, weight: 700, colour: '#ffffff' };
  const letters = new Set([...GLYPHS, ...drawing.groups.map((group) => group.letter)]);
  for (const letter of letters) {
    atlas.want(`glyph:${letter}`, 60, 110, (context, w, h) => write(context, letter, w / 2, h / 2, w, style));
  }
  for (const [word, text] of Object.entries(BOARD_WORDS[language])) {
    wantLine(atlas, `word:${word}`, text, { ...style, sizePx: 72 });
  }
}

function wantAll(atlas: SignAtlas, drawing: HallDrawing, language: ViewLanguage): void {
  const { layout } = drawing;
  const other = language === 'zh' ? 'en' : 'zh';
  for (const plan of layout.windows) {
    wantPlate(atlas, `window:${plan.id}`, plan.id, groupName(drawing, plan.letter, language), 288);
    wantLine(atlas, `floor:${plan.id}`, plan.id, FLOOR);
  }
  for (const use of ['in', 'out', 'both'] as const) {
    const text = doorText(use, language);
    if (layout.doors.some((door) => door.use === use)) wantPlate(atlas, `door:${use}`, text.main, text.sub, 480);
  }
  for (const what of ['kiosk', 'desk', 'dock', 'post'] as const) {
    if (what === 'kiosk' || what === 'desk')
      wantPlate(atlas, what, placeWord(what, language), placeWord(what, other), 420);
    wantLine(atlas, `floor:${what}`, placeWord(what, language), FLOOR);
  }
  layout.zones.forEach((zone, i) => {
    wantLine(atlas, `zone:${i}`, language === 'zh' ? zone.nameZh : zone.nameEn, FLOOR);
  });
  atlas.want('board', 32, 32, fill(PALETTE.board));
  atlas.want('screen', 96, 128, paintKioskScreen);
  wantGlyphs(atlas, drawing, language);
}

const fill =
  (css: string) =>
  (context: CanvasRenderingContext2D, w: number, h: number): void => {
    context.fillStyle = css;
    context.fillRect(0, 0, w, h);
  };

function paintKioskScreen(context: CanvasRenderingContext2D, w: number, h: number): void {
  fill('#123a58')(context, w, h);
  fill('#7cc8ee')(context, w, h * 0.18);
  for (let row = 0; row < 4; row++) {
    context.fillStyle = row === 0 ? '#f5c35a' : '#d7ebf7';
    context.fillRect(w * 0.12, h * (0.27 + row * 0.17), w * 0.76, h * 0.11);
  }
}

/** Written in the corner of the zone where the least stands. */
function addZoneName(quads: Quads, atlas: SignAtlas, zone: ZonePlan, i: number, solids: readonly Solid[]): void {
  const cell = atlas.cell(`zone:${i}`);
  if (!cell || zone.polygon.length === 0) return;
  const xs = zone.polygon.map((point) => point[0]);
  const ys = zone.polygon.map((point) => point[1]);
  const [left, right, low, high] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  const halfHeight = Math.min(0.34, ((right - left) * 0.42) / cell.aspect, (high - low) * 0.3);
  const halfWidth = halfHeight * cell.aspect;
  const columns = [left + halfWidth + 0.3, (left + right) / 2, right - halfWidth - 0.3];
  const rows = [low + halfHeight + 0.15, high - halfHeight - 0.15];
  const spots = rows.flatMap((y) => columns.map((x) => ({ x, y })));
  const crowded = (spot: { x: number; y: number }): number =>
    solids.filter((solid) => {
      const reach = Math.hypot(solid.halfXM, solid.halfYM);
      return Math.abs(solid.xM - spot.x) < halfWidth + reach && Math.abs(solid.yM - spot.y) < halfHeight + reach * 0.4;
    }).length;
  const best = spots.reduce((a, b) => (crowded(b) < crowded(a) ? b : a));
  quads.addOnFloor(best.x, best.y, Math.PI / 2, halfWidth, halfHeight, cell);
}

function addWindowSigns(quads: Quads, atlas: SignAtlas, drawing: HallDrawing): void {
  for (const plan of drawing.layout.windows) {
    const { matrix, half } = windowBoard(drawing, plan);
    const split = -half + 2 * half * NUMBER_SHARE;
    const plate = atlas.cell(`window:${plan.id}`);
    quads.addOnBoard(matrix, 0.034, -half, split, -SIGN_HALF_M, SIGN_HALF_M, plate);
    quads.addOnBoard(matrix, 0.034, split, half, -SIGN_HALF_M, SIGN_HALF_M, atlas.cell('board'));
    quads.addOnBoard(matrix, 0.034, -half * 0.55, half * 0.55, -SIGN_HALF_M, SIGN_HALF_M, plate, true);
    const place = moved(windowSpot(plan), 1.15, 0);
    const floor = atlas.cell(`floor:${plan.id}`);
    quads.addOnFloor(place.xM, place.yM, plan.facingRad + Math.PI, 0.2 * (floor?.aspect ?? 1), 0.2, floor);
  }
}

function addPlaceSigns(quads: Quads, atlas: SignAtlas, drawing: HallDrawing): void {
  const { layout } = drawing;
  for (const door of layout.doors) {
    const half = Math.max(0.55, door.widthM / 2);
    const board = placed(doorSpot(layout, door), PORTAL_M + 0.3, 0);
    const cell = atlas.cell(`door:${door.use}`);
    const high = Math.min(0.26, half / (cell?.aspect ?? 2));
    for (const back of [false, true]) {
      quads.addOnBoard(board, 0.03, -high * 2.5, high * 2.5, -high, high, cell, back);
    }
  }
  for (const kiosk of layout.kiosks) {
    const spot = serverSpot(layout, kiosk);
    const tilted = placed(moved(spot, 0.03, 0), 0.92 + (KIOSK_M - 0.92) / 2, 0.42);
    quads.addOnBoard(tilted, 0.064, -0.2, 0.2, -0.19, 0.2, atlas.cell('screen'));
    addFloorWord(quads, atlas, 'floor:kiosk', moved(spot, 1.1, 0), spot.yawRad + Math.PI);
  }
  for (const desk of layout.desks) {
    const spot = serverSpot(layout, desk);
    const board = placed(spot, 1.5, 0.2);
    for (const back of [false, true]) quads.addOnBoard(board, 0.012, -0.5, 0.5, -0.2, 0.2, atlas.cell('desk'), back);
  }
  for (const dock of layout.docks) {
    const out = Math.atan2(dock.stagingYM - dock.yM, dock.stagingXM - dock.xM);
    addFloorWord(quads, atlas, 'floor:dock', moved({ xM: dock.xM, yM: dock.yM, yawRad: out }, 0.55, 0), out + Math.PI);
  }
  for (const post of layout.posts) {
    const out = post.robotYawRad;
    addFloorWord(quads, atlas, 'floor:post', moved({ xM: post.xM, yM: post.yM, yawRad: out }, -0.75, 0), out + Math.PI);
  }
}

function addFloorWord(
  quads: Quads,
  atlas: SignAtlas,
  key: string,
  at: { xM: number; yM: number },
  lookRad: number,
): void {
  const cell = atlas.cell(key);
  quads.addOnFloor(at.xM, at.yM, lookRad, 0.13 * (cell?.aspect ?? 1), 0.13, cell);
}

export class Signs {
  readonly atlas = new SignAtlas();
  readonly mesh: Mesh;

  constructor(drawing: HallDrawing, language: ViewLanguage) {
    wantAll(this.atlas, drawing, language);
    const texture = this.atlas.paint();
    const quads = new Quads();
    drawing.layout.zones.forEach((zone, i) => {
      addZoneName(quads, this.atlas, zone, i, drawing.layout.solids);
    });
    addWindowSigns(quads, this.atlas, drawing);
    addPlaceSigns(quads, this.atlas, drawing);
    const material = new MeshBasicMaterial({ map: texture, transparent: true, alphaTest: 0.02, toneMapped: false });
    this.mesh = new Mesh(quads.finish(), material);
    this.mesh.renderOrder = 1;
  }

  dispose(): void {
    this.mesh.geometry.dispose();
    (this.mesh.material as MeshBasicMaterial).dispose();
    this.atlas.texture?.dispose();
  }
}
