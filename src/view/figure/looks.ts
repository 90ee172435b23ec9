/**
 * How a visitor looks: clothes, skin, hair, height, things carried. A pure function of the visitor's number and build,
 * so the same visitor looks the same in every run and on every screen. Decoration only: nothing is derived from it.
 */
import { BUILDS, type Build } from '../../kernel/spec';
import { CHILD_BUILD } from '../../runtime/frame';
import { rgbBytes } from '../phaseColours';

/** Colours are sRGB bytes. Flags 0 or 1. */
export type Look = {
  readonly top: readonly [number, number, number];
  readonly bottom: readonly [number, number, number];
  readonly skin: readonly [number, number, number];
  readonly hair: readonly [number, number, number];
  readonly longSleeves: 0 | 1;
  readonly longHair: 0 | 1;
  /** 0 nothing, 1 backpack, 2 folder under the arm. */
  readonly carries: 0 | 1 | 2;
  readonly cane: 0 | 1;
  /** Relative to the drawn figure (1.72 m tall). */
  readonly height: number;
  /** Relative breadth of the body. */
  readonly breadth: number;
  /** Forward bend of the back, radians. */
  readonly stoopRad: number;
};

const TOPS = [
  '#5b7fa3',
  '#8fa9bf',
  '#d8d3c8',
  '#c98f6b',
  '#7d9a84',
  '#b5656a',
  '#3e5871',
  '#e3c58e',
  '#9c8bb0',
  '#f0efe9',
  '#6f7f8a',
  '#a8b89c',
  '#cfa0a6',
  '#4f7480',
].map(rgbBytes);
const BOTTOMS = ['#3b4656', '#52606e', '#6d6a64', '#2f3640', '#8a7f70', '#4a5a74', '#a59f93'].map(rgbBytes);
const SKINS = ['#f2cfb0', '#e8bd97', '#dcab82', '#eec6a4', '#cf9b72'].map(rgbBytes);
const HAIRS = ['#23201f', '#2d2624', '#3b2f29', '#1d1d21', '#4c3a2f'].map(rgbBytes);
const GREYS = ['#b9bcbf', '#94989c', '#d7d8d8', '#74777b'].map(rgbBytes);

/** Stirs an integer to 32 well mixed bits (splitmix-like finalizer). */
export function stir(value: number): number {
  let h = (value + 0x9e3779b9) | 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

/** Share 0..1 of a visitor, one for each `trait`. */
const share = (citizen: number, trait: number): number => stir(Math.imul(citizen, 31) + trait * 7919) / 4294967296;

const choose = <T>(list: readonly T[], at: number): T => list[Math.min(list.length - 1, Math.floor(at * list.length))]!;

const BREADTH: Readonly<Record<Build, number>> = { slim: 0.88, average: 1, broad: 1.2, elderly: 0.98, wheelchair: 1 };

export function lookOf(citizen: number, buildIndex: number): Look {
  if (buildIndex === CHILD_BUILD) return childLook(citizen);
  const build = BUILDS[buildIndex] ?? 'average';
  const old = build === 'elderly';
  const of = (trait: number): number => share(citizen, trait);
  return {
    top: choose(TOPS, of(1)),
    bottom: choose(BOTTOMS, of(2)),
    skin: choose(SKINS, of(3)),
    hair: choose(old ? GREYS : HAIRS, of(4)),
    longSleeves: old || of(5) < 0.6 ? 1 : 0,
    longHair: of(6) < (old ? 0.2 : 0.45) ? 1 : 0,
    carries: build === 'wheelchair' ? 0 : of(7) < 0.25 ? 1 : of(7) < 0.6 ? 2 : 0,
    cane: old && of(8) < 0.6 ? 1 : 0,
    height: (old ? 0.92 : 0.95) + 0.1 * of(9) - (of(6) < 0.45 ? 0.02 : 0),
    breadth: BREADTH[build] * (0.97 + 0.06 * of(10)),
    stoopRad: old ? 0.16 + 0.14 * of(11) : build === 'wheelchair' ? 0.04 : 0.02,
  };
}

/** A child of about five to nine years: 1.10 to 1.35 m, nothing in its hands. */
function childLook(citizen: number): Look {
  const height = 0.64 + 0.14 * share(citizen, 9);
  return { ...lookOf(citizen, 0), carries: 0, cane: 0, height, breadth: 0.9, stoopRad: 0 };
}

/** Clerk behind a window: one uniform, faces and hair vary. */
export function clerkLook(index: number): Look {
  const person = lookOf(1_000_003 + index * 17, 1);
  return {
    ...person,
    top: rgbBytes('#22466b'),
    bottom: rgbBytes('#2a3440'),
    longSleeves: 1,
    carries: 0,
    cane: 0,
  };
}
