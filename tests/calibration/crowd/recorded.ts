/** Recorded walks of the public data (shared/data/README.md) as tracks in metres and seconds, and what is measured on them. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

/** One person: positions at ascending times. */
export type Track = {
  readonly id: number;
  readonly timeS: readonly number[];
  readonly xM: readonly number[];
  readonly yM: readonly number[];
};

function rowsOf(text: string): number[][] {
  return text
    .split('\n')
    .filter((line) => line.trim() !== '' && !line.startsWith('#'))
    .map((line) => line.trim().split(/\s+/).map(Number));
}

function tracksOf(rows: readonly (readonly [id: number, timeS: number, xM: number, yM: number])[]): Track[] {
  const byId = new Map<number, (readonly [number, number, number, number])[]>();
  for (const row of rows) {
    const known = byId.get(row[0]);
    if (known) known.push(row);
    else byId.set(row[0], [row]);
  }
  return [...byId.entries()]
    .sort(([a], [b]) => a - b)
    .map(([id, list]) => {
      const sorted = [...list].sort((a, b) => a[1] - b[1]);
      return { id, timeS: sorted.map((r) => r[1]), xM: sorted.map((r) => r[2]), yM: sorted.map((r) => r[3]) };
    });
}

/** Juelich experiments: `id frame x y z`, cm, 16 frames a second. */
export function readJuelich(folder: string, name: string): Track[] {
  const text = gunzipSync(readFileSync(join(folder, `${name}.txt.gz`))).toString('utf8');
  return tracksOf(rowsOf(text).map((r) => [r[0]!, r[1]! / 16, r[2]! / 100, r[3]! / 100]));
}

/** ETH and UCY: `frame id x z y vx vz vy`, m. `framesPerS`: eth 15, zara01 and students03 25 (one line each 0.4 s). */
export function readObsmat(folder: string, name: string, framesPerS: number): Track[] {
  const text = gunzipSync(readFileSync(join(folder, `${name}_obsmat.txt.gz`))).toString('utf8');
  return tracksOf(rowsOf(text).map((r) => [r[1]!, r[0]! / framesPerS, r[2]!, r[4]!]));
}

/** Group number by person id. */
export function readGroups(folder: string, name: string): Map<number, number> {
  const groupOf = new Map<number, number>();
  readFileSync(join(folder, `${name}_groups.txt`), 'utf8')
    .split('\n')
    .forEach((line, group) => {
      for (const id of line.trim().split(/\s+/))
        if (id !== '' && line.trim().includes(' ')) groupOf.set(Number(id), group);
    });
  return groupOf;
}

export function lengthM({ xM, yM }: Track): number {
  let sum = 0;
  for (let i = 1; i < xM.length; i++) sum += Math.hypot(xM[i]! - xM[i - 1]!, yM[i]! - yM[i - 1]!);
  return sum;
}

export function durationS({ timeS }: Track): number {
  return timeS[timeS.length - 1]! - timeS[0]!;
}

/** Where everybody is at one moment. `east`: walks towards greater `along`. */
export type Moment = readonly {
  readonly id: number;
  readonly xM: number;
  readonly yM: number;
  readonly forward: boolean;
}[];

/** Tracks at moments `everyS` apart, positions linear between samples; `forward` by the sign of the whole way along y. */
export function momentsOf(tracks: readonly Track[], everyS: number): Moment[] {
  const from = Math.min(...tracks.map((track) => track.timeS[0]!));
  const to = Math.max(...tracks.map((track) => track.timeS[track.timeS.length - 1]!));
  const moments: { id: number; xM: number; yM: number; forward: boolean }[][] = [];
  for (let t = from; t <= to; t += everyS) moments.push([]);
  for (const { id, timeS, xM, yM } of tracks) {
    const forward = yM[yM.length - 1]! > yM[0]!;
    let k = 0;
    for (let m = Math.ceil((timeS[0]! - from) / everyS - 1e-9); m < moments.length; m++) {
      const t = from + m * everyS;
      if (t > timeS[timeS.length - 1]! + 1e-9) break;
      while (k + 2 < timeS.length && timeS[k + 1]! < t) k++;
      const span = timeS[k + 1]! - timeS[k]!;
      const share = timeS.length < 2 || span <= 0 ? 0 : Math.min(1, Math.max(0, (t - timeS[k]!) / span));
      const next = Math.min(k + 1, timeS.length - 1);
      moments[m]!.push({
        id,
        xM: xM[k]! + share * (xM[next]! - xM[k]!),
        yM: yM[k]! + share * (yM[next]! - yM[k]!),
        forward,
      });
    }
  }
  return moments;
}

/**
 * Lane order of a counter-flow along y (Rex & Loewen 2007): per person ((same - opposing) / (same + opposing))^2 over those
 * less than `halfWidthM` to the side, anywhere within the section; mean over persons and moments. 1 = pure lanes.
 */
export function laneOrder(moments: readonly Moment[], fromYM: number, toYM: number, halfWidthM = 0.3): number {
  let sum = 0;
  let n = 0;
  for (const moment of moments) {
    const inside = moment.filter(({ yM }) => yM >= fromYM && yM <= toYM);
    for (const one of inside) {
      let same = 0;
      let opposing = 0;
      for (const other of inside) {
        if (other === one || Math.abs(other.xM - one.xM) >= halfWidthM) continue;
        if (other.forward === one.forward) same++;
        else opposing++;
      }
      if (same + opposing === 0) continue;
      sum += ((same - opposing) / (same + opposing)) ** 2;
      n++;
    }
  }
  return sum / n;
}

/** Mean speed along y of those within the section, m/s, from moments `everyS` apart. */
export function sectionSpeed(moments: readonly Moment[], everyS: number, fromYM: number, toYM: number): number {
  let sum = 0;
  let n = 0;
  for (let m = 1; m < moments.length; m++) {
    const before = new Map(moments[m - 1]!.map((one) => [one.id, one]));
    for (const now of moments[m]!) {
      const last = before.get(now.id);
      if (!last || now.yM < fromYM || now.yM > toYM) continue;
      sum += (Math.abs(now.yM - last.yM) / everyS) * (now.yM > last.yM === now.forward ? 1 : -1);
      n++;
    }
  }
  return sum / n;
}

/** Least distance of each pair that comes within `withinM` of each other and is not of one group; ascending, m. */
export function closestApproaches(
  moments: readonly Moment[],
  sameGroup: (a: number, b: number) => boolean,
  withinM = 3,
): number[] {
  const least = new Map<string, number>();
  for (const moment of moments) {
    for (let i = 0; i < moment.length; i++) {
      for (let j = i + 1; j < moment.length; j++) {
        const a = moment[i]!;
        const b = moment[j]!;
        const d = Math.hypot(a.xM - b.xM, a.yM - b.yM);
        if (d > withinM || sameGroup(a.id, b.id)) continue;
        const key = `${a.id} ${b.id}`;
        if (d < (least.get(key) ?? Number.POSITIVE_INFINITY)) least.set(key, d);
      }
    }
  }
  return [...least.values()].sort((a, b) => a - b);
}

export function quantile(sorted: readonly number[], q: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))]!;
}
