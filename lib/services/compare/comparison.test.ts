import { describe, expect, it } from 'vitest';
import type { StoredPrompt, StoredVote } from '../../db/compare/stored-comparison';
import { tallyVotes } from './comparison-tally';
import { toChatMessages } from './comparison-turns';

const vote = (choice: StoredVote['choice'], column: number | null, columns = [0, 1]): StoredPrompt =>
  ({ vote: { choice, column, columns } as StoredVote }) as StoredPrompt;

describe('a tally', () => {
  it('counts each column’s votes, ties and all bad among them, with an interval around its share', () => {
    const prompts = [
      vote('answer', 0),
      vote('answer', 0),
      vote('answer', 1),
      vote('tie', null),
      vote('all_bad', null),
      { vote: null } as StoredPrompt,
    ];
    const [first, second] = tallyVotes({ columns: [{}, {}], prompts });
    expect(first).toMatchObject({ won: 2, lost: 1, tied: 1, allBad: 1, n: 5 });
    expect(second).toMatchObject({ won: 1, lost: 2, tied: 1, allBad: 1, n: 5 });
    expect(first?.share.mean).toBeCloseTo(0.4);
    expect(first?.share.low).toBeGreaterThan(0.1);
    expect(first?.share.high).toBeLessThan(0.8);
  });

  it('leaves out votes in which a column had no answer', () => {
    const [, , third] = tallyVotes({ columns: [{}, {}, {}], prompts: [vote('answer', 0)] });
    expect(third).toMatchObject({ n: 0, share: { low: 0, high: 1 } });
  });
});

describe('a column’s conversation', () => {
  it('lets turns alternate, also where the column gave no answer', () => {
    expect(
      toChatMessages([
        { prompt: 'one', answer: 'uno' },
        { prompt: 'two', answer: null },
        { prompt: 'three', answer: null },
      ]),
    ).toEqual([
      { role: 'user', content: 'one' },
      { role: 'assistant', content: 'uno' },
      { role: 'user', content: 'two\n\nthree' },
    ]);
  });
});
