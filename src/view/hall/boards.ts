/**
 * Call boards: the ticket or a word in the colour of the window's state, and a light bar under the sign. Letters are
 * instanced quads over the sign atlas, so a call changes a few numbers and repaints no texture.
 */
import {
  BoxGeometry,
  Color,
  InstancedBufferAttribute,
  InstancedMesh,
  Matrix4,
  MeshBasicMaterial,
  PlaneGeometry,
} from 'three';
import type { HallDrawing, WindowColumns } from '../../runtime/frame';
import { WINDOW_COLOURS } from '../phaseColours';
import { boardText } from '../signText';
import { SIGN_HALF_M } from './counters';
import type { Cell, SignAtlas } from './signAtlas';
import { NUMBER_SHARE, windowBoard } from './signs';

/** Letters on a board. */
const SLOTS = 5;
/** Height of a ticket's letters, metres. */
const LETTER_M = 0.34;
const WORD_M = 0.24;

type Board = { readonly matrix: Matrix4; readonly leftM: number; readonly rightM: number; shown: string };

export class Boards {
  readonly letters: InstancedMesh<PlaneGeometry, MeshBasicMaterial>;
  readonly bars: InstancedMesh<BoxGeometry, MeshBasicMaterial>;
  private readonly boards: Board[];
  private readonly cells: InstancedBufferAttribute;
  private readonly groupLetters: readonly string[];
  private readonly matrix = new Matrix4();
  private readonly colour = new Color();

  constructor(
    drawing: HallDrawing,
    private readonly atlas: SignAtlas,
  ) {
    const { windows } = drawing.layout;
    this.groupLetters = drawing.groups.map((group) => group.letter);
    this.boards = windows.map((plan) => {
      const { matrix, half } = windowBoard(drawing, plan);
      return { matrix, leftM: -half + 2 * half * NUMBER_SHARE, rightM: half, shown: '' };
    });
    const count = Math.max(1, windows.length);
    const plane = new PlaneGeometry(1, 1);
    this.cells = new InstancedBufferAttribute(new Float32Array(count * SLOTS * 4), 4);
    plane.setAttribute('aCell', this.cells);
    const material = new MeshBasicMaterial({
      map: atlas.texture,
      transparent: true,
      alphaTest: 0.05,
      toneMapped: false,
    });
    material.onBeforeCompile = (shader) => {
      shader.vertexShader = shader.vertexShader
        .replace('#include <common>', '#include <common>\nattribute vec4 aCell;')
        .replace('#include <uv_vertex>', '#include <uv_vertex>\nvMapUv = mix(aCell.xy, aCell.zw, uv);');
    };
    material.customProgramCacheKey = () => 'hall-board-letters';
    this.letters = new InstancedMesh(plane, material, count * SLOTS);
    this.bars = new InstancedMesh(new BoxGeometry(1, 1, 1), new MeshBasicMaterial({ toneMapped: false }), count);
    this.letters.frustumCulled = false;
    this.bars.frustumCulled = false;
    this.letters.renderOrder = 3;
    this.letters.count = windows.length * SLOTS;
    this.bars.count = windows.length;
    this.placeBars(drawing);
  }

  private placeBars(drawing: HallDrawing): void {
    const shape = new Matrix4();
    drawing.layout.windows.forEach((plan, i) => {
      const { matrix, half } = windowBoard(drawing, plan);
      shape.makeScale(0.075, 0.05, 2 * half + 0.04).setPosition(0, -SIGN_HALF_M - 0.045, 0);
      this.bars.setMatrixAt(i, this.matrix.multiplyMatrices(matrix, shape));
      this.bars.setColorAt(i, this.colour.set(WINDOW_COLOURS[0]!.colour));
    });
    for (let i = 0; i < this.letters.count; i++) this.letters.setColorAt(i, this.colour.set('#ffffff'));
  }

  /** Rewrites boards whose state or ticket changed. */
  update(windows: WindowColumns): void {
    let changed = false;
    for (let i = 0; i < this.boards.length; i++) {
      const board = this.boards[i]!;
      const state = windows.state[i] ?? 0;
      const group = windows.ticketGroup[i] ?? 255;
      const number = windows.ticketNumber[i] ?? 0;
      const shown = `${state}:${group}:${number}`;
      if (board.shown === shown) continue;
      board.shown = shown;
      changed = true;
      this.show(i, board, state, group, number);
    }
    if (!changed) return;
    this.cells.needsUpdate = true;
    this.letters.instanceMatrix.needsUpdate = true;
    if (this.letters.instanceColor) this.letters.instanceColor.needsUpdate = true;
    if (this.bars.instanceColor) this.bars.instanceColor.needsUpdate = true;
  }

  private show(i: number, board: Board, state: number, group: number, number: number): void {
    this.colour.set((WINDOW_COLOURS[state] ?? WINDOW_COLOURS[0]!).colour);
    this.bars.setColorAt(i, this.colour);
    const text = boardText(this.groupLetters, state, group, number);
    const keys = 'word' in text ? [`word:${text.word}`] : Array.from(text.ticket, (letter) => `glyph:${letter}`);
    if (state === 2) this.colour.set('#ffd166');
    else if (state === 3) this.colour.set('#e9fff6');
    this.layOut(i, board, keys, 'word' in text ? WORD_M : LETTER_M);
  }

  private layOut(i: number, board: Board, keys: readonly string[], heightM: number): void {
    const cells = keys.slice(0, SLOTS).map((key) => this.atlas.cell(key));
    const room = (board.rightM - board.leftM) * 0.86;
    const natural = cells.reduce((sum, cell) => sum + heightM * (cell?.aspect ?? 0), 0);
    const high = heightM * Math.min(1, room / Math.max(natural, 0.01));
    let left = (board.leftM + board.rightM) / 2 - (natural * (high / heightM)) / 2;
    for (let k = 0; k < SLOTS; k++) {
      const cell = cells[k] ?? null;
      const width = cell ? high * cell.aspect : 0;
      this.placeLetter(i * SLOTS + k, board, cell, left + width / 2, width, high);
      left += width;
    }
  }

  private placeLetter(at: number, board: Board, cell: Cell | null, middleM: number, width: number, high: number): void {
    if (cell) {
      this.cells.setXYZW(at, cell.u0, cell.v0, cell.u1, cell.v1);
      const local = new Matrix4().makeRotationY(Math.PI / 2).scale({ x: width, y: high, z: 1 } as never);
      local.setPosition(0.042, 0, -middleM);
      this.matrix.multiplyMatrices(board.matrix, local);
    } else this.matrix.makeScale(0, 0, 0);
    this.letters.setMatrixAt(at, this.matrix);
    this.letters.setColorAt(at, this.colour);
  }

  dispose(): void {
    for (const mesh of [this.letters, this.bars]) {
      mesh.geometry.dispose();
      mesh.material.dispose();
      mesh.dispose();
    }
  }
}
