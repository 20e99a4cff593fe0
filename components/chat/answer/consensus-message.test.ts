import { describe, expect, it } from 'vitest';
import { describeConsensus } from './consensus-message';

const words = (agreeing: number, answered: number, method: 'exact' | 'single' = 'exact') =>
  describeConsensus({ method, agreement: null, of: 3, answered, agreeing, answers: [] }).share;

describe('consensusWords', () => {
  it('says how many agree', () => {
    expect(words(3, 3)).toBe('All 3 agree');
    expect(words(2, 3)).toBe('2 of 3 agree');
  });

  it('does not call one answer an agreement', () => {
    expect(words(1, 3)).toBe('No two of 3 agree');
    expect(words(1, 1, 'single')).toBe('Only 1 of 3 answered');
  });
});
