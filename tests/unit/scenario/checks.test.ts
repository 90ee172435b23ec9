/** Each check has a file that it refuses, at the right path and line. */
import { describe, expect, test } from 'vitest';
import { scenarioCases } from './cases-scenario';
import { plant, sceneCases } from './cases-scene';
import { guided, lineWith, parseChanged } from './files';

describe('checks', () => {
  test('the guided hall itself has no problem', () => {
    expect(parseChanged([]).problems).toEqual([]);
  });

  test.each([...scenarioCases, ...sceneCases])('$name', ({
    scenario = [],
    scene = [],
    severity = 'error',
    path,
    line,
    message,
  }) => {
    const { result, problems, source } = parseChanged(scenario, scene);
    const found = problems.find((problem) => problem.path === path && message.test(problem.message));
    expect(found, JSON.stringify(problems.slice(0, 8), null, 1)).toBeDefined();
    expect(found!.severity).toBe(severity);
    const inScene = found!.file === guided.sceneFile;
    expect(inScene).toBe(scene.length > 0);
    const text = inScene ? source.sceneText : source.scenarioText;
    const named = text.split('\n')[found!.line! - 1];
    if (line.endsWith('\n')) expect(`${named}\n`).toContain(line);
    else expect(found!.line).toBe(lineWith(text, line));
    expect(result.ok).toBe(severity === 'warning' && problems.every((problem) => problem.severity === 'warning'));
  });

  test('schema, references and geometry are told at once, in both files', () => {
    const { problems } = parseChanged(
      [
        ['perHour: 50', 'perHour: many'],
        ['group: H', 'group: Z'],
        ['resolution: micro', 'resolution: nano'],
      ],
      [
        [plant, '  - { at: [-3, 8.3] }'],
        ['at: [29.5, 0], widthM: 1.8', 'at: [29.5, 0], widthM: 0.2'],
      ],
    );
    const paths = problems.map((problem) => `${problem.file.split('/')[0]} ${problem.path}`);
    expect(paths).toEqual(
      expect.arrayContaining([
        'scenarios arrivals[0].rate[0].perHour',
        'scenarios items[0].group',
        'scenarios resolution',
        'scenes doors[2].widthM',
      ]),
    );
    // The broken door is in a section that geometry needs, so geometry is not guessed at.
    expect(paths).not.toContain('scenes plants[2]');
  });

  test('a broken entry does not make others wrong', () => {
    const { problems } = parseChanged([['service: { dist: lognormal, meanMin: 15 }', 'service: 15']]);
    expect(problems.map((problem) => problem.path)).toEqual(['items[14].service']);
  });

  test('paths behind a broken list entry are those of the file', () => {
    const { problems } = parseChanged(
      [],
      [
        ['{ id: kiosk-1, at: [10.8, 6.4], facingDeg: 270', '{ id: kiosk-1, at: [10.8], facingDeg: 270'],
        ['at: [14, 6.4]', 'at: [100, 6.4]'],
      ],
    );
    expect(problems.map((problem) => problem.path)).toEqual(expect.arrayContaining(['kiosks[0].at', 'kiosks[2]']));
    expect(problems.find((problem) => problem.path === 'kiosks[2]')?.line).toBe(
      lineWith(guided.sceneText, 'id: kiosk-3'),
    );
  });
});
