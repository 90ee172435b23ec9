/**
 * Percepts and commands as JSON lines, to be played back anywhere: line 1 is what the brain was told at the start (site,
 * parameters, seed), each further line one percept with the command it got. Numbers survive to the last bit (shortest decimal
 * that reads back equal); "no return" of a laser (Infinity), which JSON has no word for, is written as null.
 */
import type { BrainParams, Command, CreateBrain, LaserScan, Percept, SiteKnowledge } from '../../agents/contract';

export type Recording = {
  readonly site: SiteKnowledge;
  readonly params: BrainParams;
  readonly seed: number;
  readonly steps: readonly { readonly percept: Percept; readonly command: Command }[];
};

/** Collects one brain's run. */
export function recorder() {
  const lines: string[] = [];
  return {
    begin: (site: SiteKnowledge, params: BrainParams, seed: number): void => {
      lines.length = 0;
      lines.push(JSON.stringify({ format: 'hall-twin-brain-1', site: siteOut(site), params, seed }));
    },
    step: (percept: Percept, command: Command): void => {
      lines.push(JSON.stringify({ percept: perceptOut(percept), command }));
    },
    text: (): string => `${lines.join('\n')}\n`,
  };
}

/** Throws with the line that cannot be read. */
export function readRecording(text: string): Recording {
  const lines = text.split('\n').filter((line) => line !== '');
  const [head, ...rest] = lines.map((line, i) => {
    try {
      return JSON.parse(line);
    } catch (error) {
      throw new Error(`recording, line ${i + 1}: ${error instanceof Error ? error.message : String(error)}`);
    }
  });
  if (head?.format !== 'hall-twin-brain-1') {
    throw new Error(`recording, line 1: format ${String(head?.format)}; expected hall-twin-brain-1`);
  }
  return {
    site: siteIn(head.site),
    params: head.params,
    seed: head.seed,
    steps: rest.map((line) => ({ percept: perceptIn(line.percept), command: line.command })),
  };
}

/** Index of the first percept at which a brain answers otherwise than recorded; -1 = equal to the end. */
export function firstDifference(recording: Recording, create: CreateBrain): number {
  const brain = create(recording.site, recording.params, recording.seed);
  return recording.steps.findIndex(
    ({ percept, command }) => JSON.stringify(brain.step(percept)) !== JSON.stringify(command),
  );
}

/** Cells as [value, how often] pairs. */
function siteOut(site: SiteKnowledge) {
  const runs: number[] = [];
  for (const cell of site.map.cells) {
    const last = runs.length - 1;
    if (last > 0 && runs[last - 1] === cell) runs[last] = (runs[last] as number) + 1;
    else runs.push(cell, 1);
  }
  return { ...site, map: { ...site.map, cells: runs } };
}

function siteIn(site: { map: { cells: number[]; columns: number; rows: number } }): SiteKnowledge {
  const cells = new Uint8Array(site.map.columns * site.map.rows);
  let at = 0;
  for (let i = 0; i + 1 < site.map.cells.length; i += 2) {
    const count = site.map.cells[i + 1] as number;
    cells.fill(site.map.cells[i] as number, at, at + count);
    at += count;
  }
  return { ...site, map: { ...site.map, cells } } as unknown as SiteKnowledge;
}

function perceptOut(percept: Percept) {
  return {
    ...percept,
    scans: percept.scans.map((scan) => ({
      ...scan,
      rangesM: Array.from(scan.rangesM, (range) => (Number.isFinite(range) ? range : null)),
    })),
  };
}

function perceptIn(
  percept: Omit<Percept, 'scans'> & { scans: (Omit<LaserScan, 'rangesM'> & { rangesM: (number | null)[] })[] },
): Percept {
  return {
    ...percept,
    scans: percept.scans.map((scan) => ({
      ...scan,
      rangesM: Float32Array.from(scan.rangesM, (range) => range ?? Number.POSITIVE_INFINITY),
    })),
  };
}
