import { expect, it } from 'vitest';
import { classifyPrompt } from '../lib/engine/classify/classify';
import { PROMPT_KINDS, TEST_PROMPTS } from '../lib/services/providers/test-prompts';

it.each(PROMPT_KINDS)('has five test prompts of the kind %s that are taken for such', (kind) => {
  expect(TEST_PROMPTS[kind]).toHaveLength(5);
  for (const content of TEST_PROMPTS[kind])
    expect(classifyPrompt([{ role: 'user', content }]).category, content).toBe(kind);
});
