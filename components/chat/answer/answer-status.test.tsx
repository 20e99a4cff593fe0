import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import type { EndData } from '@/lib/services/chat/chat-message';
import { AnswerProblem } from './answer-status';

const shown = (end: Partial<EndData> | null, hasText: boolean) =>
  renderToStaticMarkup(
    <AnswerProblem
      state={undefined}
      end={end as EndData | null}
      hasText={hasText}
      onTryAgain={() => undefined}
      onFollowAgain={() => undefined}
    />,
  );

describe('what is said below an answer', () => {
  it('offers another try wherever it ended without a text', () => {
    for (const status of ['succeeded', 'failed', 'cancelled'] as const)
      expect(shown({ status }, false)).toContain('Try again');
    expect(shown({ status: 'succeeded' }, false)).toContain('could not be stored');
  });

  it('is nothing where there is a text, or no end yet', () => {
    expect(shown({ status: 'succeeded' }, true)).toBe('');
    expect(shown(null, false)).toBe('');
  });
});
