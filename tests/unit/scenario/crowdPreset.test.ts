import { describe, expect, it } from 'vitest';
import { loadSpec } from '../../../src/runtime/loadSpec';
import { sourceOf } from '../../worlds/shipped';

const withCrowd = (text: string) => {
  const source = sourceOf('shiwan-day');
  return loadSpec({ ...source, scenarioText: `${source.scenarioText}\n${text}\n` }, {});
};

describe('crowd of a scenario', () => {
  it('chooses a preset; everyday when nothing is said', async () => {
    const loaded = await withCrowd('crowd: { preset: evacuation }');
    expect(loaded.ok && loaded.spec.crowd).toEqual({ preset: 'evacuation', routes: 'shortest' });
    const plain = await withCrowd('crowd: {}');
    expect(plain.ok && plain.spec.crowd).toEqual({ preset: 'everyday', routes: 'shortest' });
    const round = await withCrowd('crowd: { routes: congestion }');
    expect(round.ok && round.spec.crowd).toEqual({ preset: 'everyday', routes: 'congestion' });
  });

  it('an unknown preset is refused with its place and what is allowed', async () => {
    const loaded = await withCrowd('crowd: { preset: hurry }');
    expect(loaded.ok).toBe(false);
    if (loaded.ok) return;
    expect(loaded.problems.map(({ path }) => path).join()).toContain('crowd');
    expect(loaded.problems.map(({ message }) => message).join()).toMatch(/everyday.*evacuation/);
  });
});
