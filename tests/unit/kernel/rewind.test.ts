/** A hall wound back to its very start, when fewer people had been inside than since, is as good as new. */
import { describe, expect, it } from 'vitest';
import { hashHall, restoreHall, saveHall } from '../../../src/kernel/save';
import { advance } from '../../../src/kernel/tick';
import { hallOf, specOf } from '../../worlds/shipped';

describe('winding back to the start', () => {
  it('gives the same hash at every minute', async () => {
    const hall = hallOf(await specOf('guided-hall', { withoutRobots: true }));
    const start = saveHall(hall);
    const hashes = (): string[] => {
      const list: string[] = [];
      for (let minute = 1; minute <= 20; minute++) {
        advance(hall, hall.startS + 60 * minute);
        list.push(hashHall(hall));
      }
      return list;
    };
    const first = hashes();
    restoreHall(hall, start);
    expect(hashes()).toEqual(first);
  });
});
