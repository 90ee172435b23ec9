/** Text that floats over the picture: what a robot says, the ticket of a selected visitor. Plain DOM, always sharp. */
import { type Camera, Vector3 } from 'three';
import type { Pick } from '../runtime/client';
import type { Frame, HallDrawing } from '../runtime/frame';
import type { Picture } from './picture';
import { ticketText } from './signText';

const BUBBLE: Partial<CSSStyleDeclaration> = {
  position: 'absolute',
  left: '0',
  top: '0',
  maxWidth: '17em',
  padding: '0.5em 0.85em',
  borderRadius: '1em',
  background: 'rgba(255,255,255,0.96)',
  color: '#17324a',
  boxShadow: '0 4px 18px rgba(40,50,60,0.22)',
  font: '500 14px/1.4 "PingFang SC","Microsoft YaHei","Noto Sans CJK SC",system-ui,sans-serif',
  pointerEvents: 'none',
  willChange: 'transform',
  display: 'none',
};
const TAG: Partial<CSSStyleDeclaration> = {
  ...BUBBLE,
  padding: '0.15em 0.6em',
  background: '#1b5fb4',
  color: '#ffffff',
  fontWeight: '700',
};

class Floating {
  readonly element = document.createElement('div');
  private text = '';

  constructor(
    parent: HTMLElement,
    style: Partial<CSSStyleDeclaration>,
    private readonly tail: boolean,
  ) {
    Object.assign(this.element.style, style);
    if (tail) this.element.style.borderBottomLeftRadius = '0.2em';
    parent.append(this.element);
  }

  show(text: string, xPx: number, yPx: number, widthPx: number): void {
    if (this.text !== text) {
      this.text = text;
      this.element.textContent = text;
    }
    this.element.style.display = 'block';
    const shift = this.tail ? '6px' : '-50%';
    const x = Math.min(Math.max(xPx, 8), Math.max(8, widthPx - (this.tail ? 200 : 40)));
    this.element.style.transform = `translate(${x.toFixed(1)}px, ${Math.max(yPx, 44).toFixed(1)}px) translate(${shift}, -100%)`;
  }

  hide(): void {
    this.element.style.display = 'none';
  }
}

export class Labels {
  private readonly bubbles: Floating[];
  private readonly tag: Floating;
  private readonly point = new Vector3();
  private readonly letters: readonly string[];

  constructor(parent: HTMLElement, drawing: HallDrawing) {
    this.bubbles = drawing.robots.map(() => new Floating(parent, BUBBLE, true));
    this.tag = new Floating(parent, TAG, false);
    this.letters = drawing.groups.map((group) => group.letter);
  }

  update(frame: Frame, picture: Picture, camera: Camera, selected: Pick | null, width: number, height: number): void {
    this.bubbles.forEach((bubble, i) => {
      const saying = frame.robots[i]?.saying;
      const pose = picture.robots.poses[i];
      if (!saying || !pose || !this.project(pose.xM, pose.yM, 1.3, camera, width, height)) bubble.hide();
      else bubble.show(saying, this.point.x, this.point.y, width);
    });
    const ticket = selected?.kind === 'person' ? ticketOf(frame, selected.citizen, this.letters) : '';
    const at = selected?.kind === 'person' ? picture.people.writer.placeOf(selected.citizen) : null;
    if (!at || ticket === '' || !this.project(at.xM, at.yM, 1.95, camera, width, height)) this.tag.hide();
    else this.tag.show(ticket, this.point.x, this.point.y, width);
  }

  /** Leaves the screen position in `point`, pixels; false if outside the picture. */
  private project(xM: number, yM: number, upM: number, camera: Camera, width: number, height: number): boolean {
    this.point.set(xM, upM, -yM).project(camera);
    const { x, y, z } = this.point;
    if (z > 1 || Math.abs(x) > 1.02 || Math.abs(y) > 1.1) return false;
    this.point.set(((x + 1) / 2) * width, ((1 - y) / 2) * height, 0);
    return true;
  }

  dispose(): void {
    for (const label of [...this.bubbles, this.tag]) label.element.remove();
  }
}

function ticketOf(frame: Frame, citizen: number, letters: readonly string[]): string {
  for (let i = 0; i < frame.people; i++) {
    if (frame.citizen[i] === citizen) return ticketText(letters, frame.ticketGroup[i]!, frame.ticketNumber[i]!);
  }
  return '';
}
