import { describe, expect, it } from 'vitest';
import { DEFAULT_CHAT_SETTINGS } from '../../lib/chat-settings';
import { deepLink } from './setup/deep-link';
import { DEFAULT_PARAMETERS, parseNumberInRange } from './setup/parameters';
import { trafficShareRows } from './vote/traffic-share-rows';
import { voteFor } from './vote/use-vote-keys';

describe('keys', () => {
  it('choose an answer, a tie or none of them, and nothing else', () => {
    expect(voteFor('1', 3)).toEqual({ choice: 'answer', place: 0 });
    expect(voteFor('3', 3)).toEqual({ choice: 'answer', place: 2 });
    expect(voteFor('4', 3)).toEqual({ choice: 'tie', place: null });
    expect(voteFor('0', 3)).toEqual({ choice: 'all_bad', place: null });
    for (const key of ['5', 'a', 'Enter', '']) expect(voteFor(key, 3)).toBeNull();
  });
});

describe('a deep link', () => {
  it('can be read back, whatever the prompt holds', () => {
    const prompt = 'a & b = c? #1 + “ü”\nnew line';
    const columns = ['auto:best', 'groq/openai/gpt-oss-20b'].map((model) => ({ ...DEFAULT_PARAMETERS, model }));
    const link = deepLink({ columns, prompt, isBlind: true });
    const read = new URL(link, 'http://x').searchParams;
    expect(read.get('models')).toBe('auto:best,groq/openai/gpt-oss-20b');
    expect(read.get('prompt')).toBe(prompt);
    expect(read.get('blind')).toBe('1');
    expect(read.has('parameters')).toBe(false);
  });

  it('carries what was set in a column, in the columns’ order', () => {
    const set = { temperature: 0, systemPrompt: 'Be “brief” & kind', fallback: false };
    const columns = [
      { ...DEFAULT_PARAMETERS, model: 'auto' },
      { ...DEFAULT_PARAMETERS, ...set, model: 'a/one' },
    ];
    const read = new URL(deepLink({ columns, prompt: '', isBlind: false }), 'http://x').searchParams;
    expect(JSON.parse(read.get('parameters') ?? '')).toEqual([{}, set]);
  });

  it('leaves out what every column begins with', () => {
    expect({ ...DEFAULT_PARAMETERS, model: 'auto' }).toEqual(DEFAULT_CHAT_SETTINGS);
  });
});

describe('a parameter as typed', () => {
  it('is nothing, a number in range, or refused', () => {
    expect(parseNumberInRange(' ', 0, 2)).toBeNull();
    expect(parseNumberInRange('0.7', 0, 2)).toBe(0.7);
    expect(parseNumberInRange('$0.01', 1e-9, 10)).toBe(0.01);
    for (const typed of ['3', 'x', '-1']) expect(parseNumberInRange(typed, 0, 2)).toBeUndefined();
    expect(parseNumberInRange('1.5', 1, 10, true)).toBeUndefined();
  });
});

describe('rows of odds', () => {
  it('are the three likeliest before or after, and the rest as one, so that both sides sum to one', () => {
    const before = [0.5, 0.2, 0.15, 0.1, 0.05].map((share, i) => ({ model: `p/${i}`, provider: 'p', share }));
    const after = [0.3, 0.4, 0.15, 0.1, 0.05].map((share, i) => ({ model: `p/${i}`, provider: 'p', share }));
    const rows = trafficShareRows({ before, after });
    expect(rows.map(({ model }) => model)).toEqual(['p/1', 'p/0', 'p/2', null]);
    expect(rows.reduce((sum, row) => sum + row.before, 0)).toBeCloseTo(1, 9);
    expect(rows.reduce((sum, row) => sum + row.after, 0)).toBeCloseTo(1, 9);
  });

  it('keep a model that fell to nothing', () => {
    const rows = trafficShareRows({
      before: [{ model: 'a/x', provider: 'a', share: 1 }],
      after: [{ model: 'b/y', provider: 'b', share: 1 }],
    });
    expect(rows).toEqual([
      { model: 'b/y', provider: 'b', before: 0, after: 1 },
      { model: 'a/x', provider: 'a', before: 1, after: 0 },
    ]);
  });
});
