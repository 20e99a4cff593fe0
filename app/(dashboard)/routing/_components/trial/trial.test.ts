import { describe, expect, it } from 'vitest';
import { compareChoices } from './trial-comparison';
import { EXAMPLE_PROMPTS, parsePrompts } from './trial-prompts';

describe('prompts, one per line', () => {
  it('skip blank lines', () => {
    expect(parsePrompts(' a \n\n  \nb\n')).toEqual({ prompts: ['a', 'b'], problem: null });
    expect(parsePrompts(EXAMPLE_PROMPTS.join('\n')).prompts).toEqual(EXAMPLE_PROMPTS);
  });

  it('report missing and excess prompts', () => {
    expect(parsePrompts(' \n').problem).toBe('Enter at least one prompt.');
    expect(parsePrompts('a\n'.repeat(20)).problem).toBeNull();
    expect(parsePrompts('a\n'.repeat(22)).problem).toBe('22 prompts are too many. The maximum is 20: remove 2.');
    expect(parsePrompts('a'.repeat(4_000)).problem).toBeNull();
    expect(parsePrompts(`a\n\n${'b'.repeat(4_001)}`).problem).toBe(
      'Line 3 has 4,001 characters. The maximum is 4,000.',
    );
  });
});

describe('comparison of two policies', () => {
  const small = { provider: 'groq', name: 'gpt-oss-120b' };
  const large = { provider: 'anthropic', name: 'claude-sonnet-5-5' };

  it.each([
    [1_036_000, 11_040_000, 'up', '11×'],
    [100, 240, 'up', '2.4×'],
    [100, 140, 'up', '40\u202f%'],
    [100, 60, 'down', '40\u202f%'],
    [1_000_000, 1_000_001, 'up', '1\u202f%'],
    [1_000_000, 1, 'down', '99\u202f%'],
    [0, 5, 'up', 'from $0'],
    [5, 0, 'down', 'to $0'],
    [5, 5, null, 'same cost'],
    [null, 5, null, 'unpriced'],
  ])('describes %s to %s nano-dollars as %s %s', (now, draft, direction, text) => {
    const trial = { now: { ...small, costNanoUsd: now }, draft: { ...large, costNanoUsd: draft } };
    expect(compareChoices(trial)).toEqual({ direction, text });
  });

  it('is "same" only for the same model at the same cost', () => {
    const now = { ...small, costNanoUsd: 5 };
    expect(compareChoices({ now, draft: { ...now } }).text).toBe('same');
    expect(compareChoices({ now, draft: { ...now, costNanoUsd: 6 } }).text).toBe('20\u202f%');
    expect(compareChoices({ now, draft: null }).text).toBe('not comparable');
  });
});
