import { describe, expect, it } from 'vitest';
import { citizenPolicies } from '../../../../agents/citizen';
import { overTolerance, overTolerancePerWindow } from '../../../../agents/citizen/balking';
import { stayWhenNear } from '../../../../agents/citizen/reneging';
import { runSmall, story } from '../../../worlds/smallDay';

const patienceS = (meanS: number, decide = citizenPolicies.reneging['leave-at-limit']) => ({
  reneging: { decide, patience: { kind: 'constant', meanS } as const, byClass: [] },
});

describe('balking', () => {
  it('turns round when more tickets are ahead than tolerated; the one being served is not ahead', () => {
    const rules = { balking: { decide: overTolerance, toleratedMin: 1, toleratedMax: 1 } };
    const hall = runSmall({ at: [0, 1, 2, 3, 200], serviceS: [100], rules });
    // 0 is served, 1 and 2 see 0 and 1 ahead, 3 sees 2.
    expect(story(hall, 'balked', 'ticketTaken', 'left')).toEqual([
      '0 ticketTaken 0 0 1',
      '1 ticketTaken 1 0 2',
      '2 ticketTaken 2 0 3',
      '3 balked 3 0 2',
      '3 left 3 4 0',
      '100 left 0 0 0',
      '200 left 1 0 0',
      '200 ticketTaken 4 0 4',
      '300 left 2 0 0',
      '400 left 4 0 0',
    ]);
  });

  it('over-tolerance-per-window counts tickets for each open window', () => {
    expect(overTolerancePerWindow({ ticketsAhead: 6, windowsOpen: 3, toleratedAhead: 2 })).toBe(false);
    expect(overTolerancePerWindow({ ticketsAhead: 7, windowsOpen: 3, toleratedAhead: 2 })).toBe(true);
  });
});

describe('reneging', () => {
  it('leaves exactly when patience ends, without a call; others move up; who is being served stays', () => {
    const hall = runSmall({ at: [0, 1, 2], serviceS: [100], rules: patienceS(50) });
    expect(story(hall, 'called', 'reneged', 'left')).toEqual([
      '0 called 0 0 0',
      '51 reneged 1 0 2',
      '51 left 1 5 0',
      '52 reneged 2 0 3',
      '52 left 2 5 0',
      '100 left 0 0 0',
    ]);
  });

  it('a call at the very moment comes first or not at all: the service end is ordered before patience', () => {
    const hall = runSmall({ at: [0, 50], serviceS: [100], rules: patienceS(50) });
    expect(story(hall, 'reneged')).toEqual([]);
    expect(hall.counts.served).toBe(2);
  });

  it('stay-when-near stays when the number is among the next', () => {
    const hall = runSmall({ at: [0, 1, 2], serviceS: [100], rules: patienceS(50, stayWhenNear) });
    expect(story(hall, 'reneged')).toEqual(['52 reneged 2 0 3']);
  });

  it('patience is drawn per citizen: more windows leave it as it is', () => {
    const rules = {
      reneging: {
        decide: citizenPolicies.reneging['leave-at-limit'],
        patience: { kind: 'exponential', meanS: 60 } as const,
        byClass: [],
      },
    };
    const at = Array.from({ length: 40 }, (_, i) => i);
    const leaves = (windows: number): Map<string, string> =>
      new Map(
        story(runSmall({ at, serviceS: [300], windows, rules }), 'reneged').map((line) => {
          const [time = '', , citizen = ''] = line.split(' ');
          return [citizen, time];
        }),
      );
    const few = leaves(2);
    for (const [citizen, time] of leaves(4)) expect(few.get(citizen)).toBe(time);
  });
});

describe('a limit of persons inside', () => {
  it('turn-away: who comes when it is full leaves at once', () => {
    const rules = { room: { capacity: 2, whenFull: 'turn-away' } as const };
    const hall = runSmall({ at: [0, 1, 2, 100], serviceS: [100], rules });
    expect(story(hall, 'left')).toEqual(['2 left 2 6 0', '100 left 0 0 0', '200 left 1 0 0', '300 left 3 0 0']);
  });

  it('wait-outside: gets in, and a ticket, when somebody leaves; at closing those outside go home', () => {
    const rules = { room: { capacity: 1, whenFull: 'wait-outside' } as const };
    const hall = runSmall({ at: [0, 1, 2], serviceS: [100], closeS: 150, rules });
    expect(story(hall, 'ticketTaken', 'left')).toEqual([
      '0 ticketTaken 0 0 1',
      '100 left 0 0 0',
      '100 ticketTaken 1 0 2',
      '150 left 2 3 0',
      '200 left 1 0 0',
    ]);
  });
});
