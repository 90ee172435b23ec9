/** What the robot's two screens show: eyes and mouth by mood, and a card with its task. Painted into one small canvas. */
import { CanvasTexture, SRGBColorSpace } from 'three';
import type { RobotFrame } from '../../runtime/frame';
import { SIGN_FONT } from '../palette';
import { ACTIVITY_COLOURS } from '../phaseColours';
import type { ViewLanguage } from '../signText';

/** Pixels of one robot's cell: face above, chest below. */
export const FACE_PX = { width: 192, faceHeight: 128, chestHeight: 232 };
const CELL_HEIGHT = FACE_PX.faceHeight + FACE_PX.chestHeight;

const DARK = '#0d1a26';
const EYE = '#8be0ff';

export type Mood = 'calm' | 'happy' | 'listening' | 'busy' | 'sleepy' | 'worried';

/** Eyes closed for a moment about every four seconds; robots do not blink together. `clockS`: playing time, seconds. */
export const blinks = (clockS: number, robot: number): boolean => (clockS + robot * 1.37) % 4.1 < 0.14;

type Pen = CanvasRenderingContext2D;

function eye(pen: Pen, x: number, y: number, mood: string, blink: boolean): void {
  pen.lineWidth = 8;
  pen.lineCap = 'round';
  pen.beginPath();
  if (blink || mood === 'sleepy') {
    pen.arc(x, y - 6, 17, 0.25 * Math.PI, 0.75 * Math.PI);
    pen.stroke();
  } else if (mood === 'happy') {
    pen.arc(x, y + 10, 19, 1.15 * Math.PI, 1.85 * Math.PI);
    pen.stroke();
  } else {
    const high = mood === 'listening' ? 25 : mood === 'worried' ? 17 : 21;
    pen.ellipse(x, y, 16, high, 0, 0, 7);
    pen.fill();
    pen.fillStyle = '#ffffff';
    pen.beginPath();
    pen.arc(x + 5, y - high * 0.4, 5, 0, 7);
    pen.fill();
    pen.fillStyle = EYE;
  }
}

function mouth(pen: Pen, x: number, y: number, mood: string, speaking: boolean): void {
  pen.lineWidth = 6;
  pen.beginPath();
  if (speaking) {
    pen.ellipse(x, y + 4, 13, 8, 0, 0, 7);
    pen.fill();
    return;
  }
  if (mood === 'worried') pen.arc(x, y + 16, 16, 1.25 * Math.PI, 1.75 * Math.PI);
  else if (mood === 'busy') {
    pen.moveTo(x - 12, y + 4);
    pen.lineTo(x + 12, y + 4);
  } else pen.arc(x, y - 10, mood === 'happy' ? 20 : 16, 0.2 * Math.PI, 0.8 * Math.PI);
  pen.stroke();
}

export function paintFace(pen: Pen, mood: string, blink: boolean, speaking: boolean): void {
  const { width, faceHeight } = FACE_PX;
  pen.fillStyle = DARK;
  pen.fillRect(0, 0, width, faceHeight);
  pen.fillStyle = EYE;
  pen.strokeStyle = EYE;
  for (const side of [-1, 1]) eye(pen, width / 2 + side * 42, 54, mood, blink);
  mouth(pen, width / 2, 94, mood, speaking);
  pen.fillStyle = 'rgba(255,150,160,0.35)';
  for (const side of [-1, 1]) {
    pen.beginPath();
    pen.ellipse(width / 2 + side * 70, 84, 12, 7, 0, 0, 7);
    pen.fill();
  }
}

const CARD: Readonly<Record<ViewLanguage, Readonly<Record<'idle' | 'lead' | 'charge' | 'halt', string>>>> = {
  zh: { idle: '您好，请问要办什么业务？', lead: '请跟我来', charge: '充电中', halt: '请稍候' },
  en: { idle: 'Hello! How can I help?', lead: 'Follow me', charge: 'Charging', halt: 'One moment' },
};

/** Breaks text into lines of at most `max` pixels: at spaces if it has any, else between characters. */
export function wrapLines(text: string, max: number, width: (line: string) => number): string[] {
  const spaced = text.includes(' ');
  const pieces = spaced ? text.split(' ') : Array.from(text);
  const lines: string[] = [];
  let line = '';
  for (const piece of pieces) {
    const candidate = line === '' ? piece : line + (spaced ? ' ' : '') + piece;
    if (line !== '' && width(candidate) > max) {
      lines.push(line);
      line = piece;
    } else line = candidate;
  }
  if (line !== '') lines.push(line);
  return lines;
}

function card(robot: RobotFrame, language: ViewLanguage): { big: string; small: string } {
  const words = CARD[language];
  if (robot.charging) return { big: `${Math.round(robot.chargeRatio * 100)}%`, small: words.charge };
  if (robot.windowId || robot.activity === 'leading' || robot.activity === 'waiting-for-follower') {
    return { big: robot.windowId ?? '', small: words.lead };
  }
  if (robot.activity === 'stuck' || robot.activity === 'stopped') return { big: '!', small: words.halt };
  return { big: '', small: words.idle };
}

function paintChest(pen: Pen, robot: RobotFrame, language: ViewLanguage): void {
  const { width, chestHeight: height } = FACE_PX;
  pen.fillStyle = '#f7fafc';
  pen.fillRect(0, 0, width, height);
  pen.fillStyle = ACTIVITY_COLOURS[robot.activity];
  pen.fillRect(0, 0, width, 40);
  const { big, small } = card(robot, language);
  pen.fillStyle = '#17324a';
  pen.textAlign = 'center';
  pen.textBaseline = 'middle';
  if (big) {
    pen.font = `800 66px ${SIGN_FONT}`;
    pen.fillText(big, width / 2, 110, width - 16);
  }
  pen.font = `600 ${big ? 32 : 30}px ${SIGN_FONT}`;
  const lines = wrapLines(small, width - 24, (line) => pen.measureText(line).width);
  const top = big ? 180 : 132 - (lines.length - 1) * 20;
  lines.forEach((line, i) => {
    pen.fillText(line, width / 2, top + i * 40);
  });
}

/** One texture with a cell for each robot; repainted only where something changed. */
export class Faces {
  readonly texture: CanvasTexture;
  private readonly pen: Pen;
  private readonly shown: string[] = [];
  readonly rows: number;

  constructor(robots: number) {
    this.rows = Math.max(1, robots);
    const canvas = document.createElement('canvas');
    canvas.width = FACE_PX.width;
    canvas.height = CELL_HEIGHT * this.rows;
    const pen = canvas.getContext('2d');
    if (!pen) throw new Error('no 2D canvas for the robot screens');
    this.pen = pen;
    this.texture = new CanvasTexture(canvas);
    this.texture.colorSpace = SRGBColorSpace;
  }

  update(i: number, robot: RobotFrame, language: ViewLanguage, clockS: number): void {
    const blink = blinks(clockS, i);
    const talk = robot.saying !== null && Math.floor(clockS * 5) % 2 === 0;
    const { big, small } = card(robot, language);
    const shown = `${robot.mood}|${blink}|${talk}|${robot.activity}|${big}|${small}`;
    if (this.shown[i] === shown) return;
    this.shown[i] = shown;
    const pen = this.pen;
    pen.save();
    pen.translate(0, CELL_HEIGHT * i);
    paintFace(pen, robot.mood, blink, talk);
    pen.translate(0, FACE_PX.faceHeight);
    paintChest(pen, robot, language);
    pen.restore();
    this.texture.needsUpdate = true;
  }

  /** Texture rectangle of a robot's face or chest: [u0, v0, u1, v1]. */
  cell(i: number, part: 'face' | 'chest'): readonly [number, number, number, number] {
    const height = CELL_HEIGHT * this.rows;
    const top = CELL_HEIGHT * i + (part === 'face' ? 0 : FACE_PX.faceHeight);
    const bottom = top + (part === 'face' ? FACE_PX.faceHeight : FACE_PX.chestHeight);
    return [0, 1 - bottom / height, 1, 1 - top / height];
  }

  dispose(): void {
    this.texture.dispose();
  }
}
