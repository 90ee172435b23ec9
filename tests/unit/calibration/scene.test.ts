/** The generated hall passes the project's own checks for any number of windows, machines and seats. */
import { describe, expect, it } from 'vitest';
import { sceneYaml, WINDOWS_MAX } from '../../../src/experiment/calibration/write/scene';
import { parseScene } from '../../../src/scenario/parse';

function windowsOf(counts: readonly number[]): string[] {
  return counts.flatMap((count, i) =>
    Array.from({ length: count }, (_, k) => `${String.fromCharCode(65 + i)}${String(k + 1).padStart(2, '0')}`),
  );
}

describe('the generated scene', () => {
  it.each([
    [[1], 1, 1],
    [[2], 1, 40],
    [[5, 3], 2, 60],
    [[12], 3, 40],
    [[13], 3, 200],
    [[4, 4, 4, 4, 4, 4], 6, 120],
    [[1, 2, 3, 4, 5, 6, 7, 1, 2, 3, 1, 1, 1, 1, 2], 8, 400],
    [[30, 30, 20], 10, 600],
    [[70, 41], 10, 600],
    [Array.from({ length: 26 }, () => 5), 10, 600],
    [[WINDOWS_MAX], 10, 600],
  ])('windows %j, %i machines, %i seats', (counts, kiosks, seats) => {
    const windows = windowsOf(counts);
    const text = sceneYaml({ id: 'made', name: { zh: '大厅', en: 'Hall: "made" #1' }, windows, kiosks, seats });
    const parsed = parseScene('made.scene.yaml', text);
    expect(parsed.ok ? parsed.warnings : parsed.problems).toEqual([]);
    if (!parsed.ok) return;
    const built = parsed.scene.windows.flatMap((row) =>
      Array.from({ length: row.count }, (_, k) => `${row.letter}${String(row.firstNumber + k).padStart(2, '0')}`),
    );
    expect([...built].sort()).toEqual([...windows].sort());
    expect(parsed.scene.kiosks.length).toBe(kiosks);
    expect(parsed.scene.seats.length * 20).toBeGreaterThanOrEqual(seats);
  });
});
