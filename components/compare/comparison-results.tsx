'use client';
import { useState } from 'react';
import type { ComparisonView, PromptView } from '@/lib/services/compare/comparison-view';
import { Button } from '../ui/button';
import { Note } from '../ui/note';
import { Problem } from '../ui/problem';
import { referencePlace } from './columns/column-deltas';
import { ColumnTabs } from './columns/column-tabs';
import { Columns, tabLabels } from './columns/columns';
import { FollowUp } from './follow-up';
import { PromptBar } from './prompt-bar';
import { PromptSetProgress } from './prompt-set/prompt-set-progress';
import { TallyCard } from './prompt-set/tally-card';
import type { PromptSetRun } from './prompt-set/use-prompt-set-run';
import type { Compare } from './state/use-compare';
import { MOST_COLUMNS } from './types';
import { VoteBar } from './vote/vote-bar';
import { VoteResult } from './vote/vote-result';
import { WordDiff } from './word-diff';

interface ComparisonResultsProps {
  compare: Compare;
  comparison: ComparisonView;
  prompt: PromptView;
  run: PromptSetRun;
  whyNoVote: string | null;
  onNext: () => void;
}

/** A comparison that was run: prompt, answers, vote and its effect. */
export function ComparisonResults({ compare, comparison, prompt, run, whyNoVote, onNext }: ComparisonResultsProps) {
  const { isSet, isBusy, unread, setup, runs, voting } = compare;
  const { isRunning, statuses, places, streams } = compare.columns;
  const { isHidden } = prompt;
  const [shown, setShown] = useState(0);
  const [isDiffOpen, setDiffOpen] = useState(false);
  const figures = statuses.map((status) => status.figures);
  const kind = prompt.kind ?? statuses.find((status) => status.kind)?.kind ?? null;
  const labels = tabLabels(comparison, prompt, streams);
  const texts = places.map((place) => ({ name: labels[place] ?? '', text: streams[place]?.get().text ?? '' }));
  const settled = texts.filter(({ text }) => text);
  return (
    <>
      {isSet && (
        <PromptSetProgress
          comparison={comparison}
          current={prompt}
          run={run}
          lastVoted={voting.lastVoted}
          isBusy={isBusy}
          onGo={compare.goTo}
          onUndo={voting.undo}
        />
      )}
      <PromptBar
        prompt={prompt.prompt}
        kind={kind}
        isRunning={isRunning}
        isDiffOpen={isDiffOpen}
        canDiff={settled.length > 1}
        onEdit={setup.edit}
        onStopAll={runs.stopAll}
        onDiff={() => setDiffOpen(!isDiffOpen)}
      />
      {prompt.vote && (
        <VoteResult
          vote={prompt.vote}
          team={comparison.team}
          isBusy={isBusy}
          onUndo={() => voting.undo()}
          onNext={onNext}
          nextLabel="Next prompt"
        />
      )}
      {unread === 'lost' && (
        <Problem>
          <span className="flex flex-wrap items-center gap-2">
            The answers to this prompt could not be loaded.
            <Button size="tiny" onClick={compare.loadAgain}>
              Load again
            </Button>
          </span>
        </Problem>
      )}
      <ColumnTabs labels={labels} shown={shown} onShow={setShown} />
      <Columns
        comparison={comparison}
        prompt={prompt}
        streams={streams}
        figures={figures}
        shown={shown}
        absence={unread ?? (run.under.has(prompt.id) ? 'under-way' : 'not-asked')}
        onRetry={runs.retry}
        onStop={runs.stop}
      />
      {isDiffOpen && settled.length > 1 && !isRunning && <WordDiff answers={settled} />}
      {!prompt.vote &&
        (whyNoVote ? (
          <Note>{whyNoVote}</Note>
        ) : (
          <VoteBar
            statuses={statuses}
            places={places}
            isHidden={isHidden}
            reference={isHidden ? null : referencePlace(figures)}
            pendingVote={voting.pendingVote}
            hasUnloadedAnswers={unread !== null}
            isBusy={isBusy}
            onVote={voting.vote}
            onCancelVote={voting.cancelVote}
          />
        ))}
      {isSet ? (
        comparison.columns &&
        comparison.tally.some(({ n }) => n > 0) && (
          <TallyCard
            tally={comparison.tally}
            columns={comparison.columns}
            csvHref={`/api/compare/csv?id=${comparison.id}`}
          />
        )
      ) : (
        <FollowUp
          key={prompt.rootId}
          count={places.length}
          isBusy={isBusy || isRunning}
          onAsk={runs.followUp}
          onAddColumn={places.length < MOST_COLUMNS ? setup.addColumn : null}
        />
      )}
    </>
  );
}
