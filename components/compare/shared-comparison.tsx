'use client';
import { useMemo, useState } from 'react';
import type { ComparisonView, PromptView } from '@/lib/services/compare/comparison-view';
import { SelectField } from '../form/select-field';
import { PageBody, PageHeader } from '../shell/page';
import { AnswerStream } from './columns/answer-stream';
import { ColumnTabs } from './columns/column-tabs';
import { Columns, tabLabels } from './columns/columns';
import { describeVote } from './vote/vote-result';

interface SharedComparisonProps {
  comparison: ComparisonView;
  sharedBy: string;
}

/** A read-only comparison: one conversation at a time, with its vote. */
export function SharedComparison({ comparison, sharedBy }: SharedComparisonProps) {
  const { prompts } = comparison;
  const [promptId, setPromptId] = useState(prompts.at(0)?.id ?? '');
  const prompt = prompts.find(({ id }) => id === promptId);
  return (
    <>
      <PageHeader title={comparison.title} purpose={`Shared by ${sharedBy}, read-only.`} />
      <PageBody>
        {prompts.length > 1 && (
          <SelectField
            label="Prompt"
            className="max-w-[720px]"
            value={promptId}
            onChange={(event) => setPromptId(event.target.value)}
          >
            {prompts.map(({ id, number, prompt: text }) => (
              <option key={id} value={id}>
                {number} · {text.slice(0, 120)}
              </option>
            ))}
          </SelectField>
        )}
        {prompt && <SharedPrompt key={prompt.id} comparison={comparison} prompt={prompt} sharedBy={sharedBy} />}
      </PageBody>
    </>
  );
}

function SharedPrompt({ comparison, prompt, sharedBy }: SharedComparisonProps & { prompt: PromptView }) {
  const [shown, setShown] = useState(0);
  const streams = useMemo(
    () =>
      prompt.answers.map((answer) => {
        const stream = new AnswerStream();
        stream.show(answer);
        return stream;
      }),
    [prompt],
  );
  const figures = prompt.answers.map((answer) => answer?.figures ?? null);
  return (
    <>
      <section aria-label="Prompt" className="rounded-lg border border-line bg-surface px-4 py-3 shadow-card">
        <p className="text-body whitespace-pre-line wrap-anywhere">{prompt.prompt}</p>
        <p className="mt-1 text-meta text-text-3">{describeVoteState(prompt, sharedBy)}</p>
      </section>
      <ColumnTabs labels={tabLabels(comparison, prompt, streams)} shown={shown} onShow={setShown} />
      <Columns
        comparison={comparison}
        prompt={prompt}
        streams={streams}
        figures={figures}
        shown={shown}
        absence="not-asked"
        isReadOnly
        onRetry={() => {}}
        onStop={() => {}}
      />
    </>
  );
}

function describeVoteState({ vote, isHidden }: PromptView, sharedBy: string): string {
  if (vote) return describeVote(vote).replace(/^You/, sharedBy);
  return isHidden ? `Blind: model names appear after ${sharedBy} votes.` : 'No vote yet.';
}
