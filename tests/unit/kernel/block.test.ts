import { describe, expect, it } from 'vitest';
import { makeBlock, swapColumns } from '../../../src/kernel/base/block';

const NAMES = ['x', 'y', 'speed'] as const;

describe('columns in one array', () => {
  it('are the same numbers by place and by view', () => {
    const block = makeBlock(NAMES, 4);
    NAMES.forEach((name, k) => {
      block.columns[name].fill(k + 1);
    });
    for (let row = 0; row < 4; row++) expect(NAMES.map((name) => block.f[block.at[name] + row])).toEqual([1, 2, 3]);
    block.f[block.at.y + 2] = 7;
    expect([...block.columns.y]).toEqual([2, 2, 7, 2]);
    expect(block.f.length).toBe(12);
  });

  it('keep their rows when there is room for more, or for fewer', () => {
    const old = makeBlock(NAMES, 3);
    old.columns.speed.set([4, 5, 6]);
    expect([...makeBlock(NAMES, 5, old.columns).columns.speed]).toEqual([4, 5, 6, 0, 0]);
    expect([...makeBlock(NAMES, 2, old.columns).columns.speed]).toEqual([4, 5]);
    expect([...old.columns.speed]).toEqual([4, 5, 6]);
  });

  it('take the place of one another, by place and by view', () => {
    const block = makeBlock(NAMES, 2);
    block.columns.x.set([1, 2]);
    block.columns.y.set([3, 4]);
    swapColumns(block, 'x', 'y');
    expect([...block.columns.x]).toEqual([3, 4]);
    expect(block.f[block.at.x + 1]).toBe(4);
    expect(block.f[block.at.y + 1]).toBe(2);
    swapColumns(block, 'x', 'y');
    expect([...block.columns.x]).toEqual([1, 2]);
  });
});
