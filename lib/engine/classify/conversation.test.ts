import { describe, expect, it } from 'vitest';
import type { ChatMessage } from '../chat';
import { classifyPrompt } from './classify';
import { weightedTurns } from './conversation';

const user = (content: string): ChatMessage => ({ role: 'user', content });
const assistant = (content: string): ChatMessage => ({ role: 'assistant', content });
const system = (content: string): ChatMessage => ({ role: 'system', content });

describe('weightedTurns', () => {
  it('gives weights that sum to 1', () => {
    for (const messages of [[], [user('hi')], [system('x'), user('hi')], [user('a'), assistant('b'), user('and c?')]]) {
      expect(weightedTurns(messages).reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(1);
    }
  });

  it('looks at one turn only when it says enough by itself', () => {
    const turn = 'Write a Python function that reverses the words of a sentence and keeps the punctuation in place';
    expect(weightedTurns([user('hello'), assistant('hi'), user(turn)])).toEqual([{ text: turn, weight: 1 }]);
  });
});

describe('a conversation', () => {
  it('reads "hi" as simple behind 30,000 tokens of system prompt', () => {
    const prompt = 'You are a senior engineer. Write Python code, prove theorems, summarize documents. '.repeat(1_500);
    expect(classifyPrompt([system(prompt), user('hi')]).category).toBe('simple');
  });

  it('does not let tool results drown the ask', () => {
    const messages: ChatMessage[] = [
      user('What is the capital of France?'),
      { role: 'tool', content: '{"rows":[{"id":1,"sql":"SELECT * FROM cities;"}]}'.repeat(500) },
    ];
    expect(classifyPrompt(messages).category).toBe('simple');
  });

  it('reads a follow-up in the light of the turn before it', () => {
    const before = [user('Write a SQL query that finds duplicate rows in a table'), assistant('SELECT …')];
    const followUp = user('make it shorter');
    const inContext = classifyPrompt([...before, followUp]);
    expect(inContext.probabilities.code).toBeGreaterThan(classifyPrompt([followUp]).probabilities.code);
    expect(inContext.category).toBe('code');
  });

  it('lets a clear follow-up change the kind', () => {
    const before = [user('Write a poem about autumn'), assistant('Leaves …')];
    const turn = user('Now write a Python unit test for a function that parses dates');
    expect(classifyPrompt([...before, turn]).category).toBe('code');
    expect(classifyPrompt([...before, user('thanks!')]).category).toBe('simple');
  });
});
