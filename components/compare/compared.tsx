'use client';
import { useState } from 'react';
import type { ComparisonView, PromptView } from '@/lib/services/compare/comparison-view';
import { Button } from '../ui/button';
import { Note } from '../ui/note';
import { Problem } from '../ui/problem';
import { ColumnTabs } from './columns/column-tabs';
import { Columns, tabLabels } from './columns/columns';
import { referencePlace } from './columns/metrics';
import { FollowUp } from './follow-up';
import { PromptBar } from './prompt-bar';
import { SetBar } from './prompt-set/set-bar';
import { TallyCard } from './prompt-set/tally-card';
import type { SetRun } from './prompt-set/use-set-run';
import { MOST_COLUMNS } from './types';
import type { Compare } from './use-compare';
import { Reveal } from './vote/reveal';
import { VoteBar } from './vote/vote-bar';
import { WordDiff } from './word-diff';

interface ComparedProps {
  compare: Compare;
  comparison: ComparisonView;
  prompt: PromptView;
  run: SetRun;
  whyNoVote: string | null;
  onNext: () => void;
}

/** What was asked and answered, the vote on it, and what that did. */
export function Compared({ compare, comparison, prompt, run, whyNoVote, onNext }: ComparedProps) {
  const { isSet, isRunning, isBusy, unread, glances, places, streams } = compare;
  const { isHidden } = prompt;
  const [shown, setShown] = useState(0);
  const [isDiffOpen, setDiffOpen] = useState(false);
  const figures = glances.map((glance) => glance.figures);
  const kind = prompt.kind ?? glances.find((glance) => glance.kind)?.kind ?? null;
  const labels = tabLabels(comparison, prompt, streams);
  const texts = places.map((place) => ({ name: labels[place] ?? '', text: streams[place]?.get().text ?? '' }));
  const settled = texts.filter(({ text }) => text);
  return (
    <>
      {isSet && (
        <SetBar
          comparison={comparison}
          current={prompt}
          run={run}
          lastVoted={compare.lastVoted}
          isBusy={isBusy}
          onGo={compare.goTo}
          onUndo={compare.undo}
        />
      )}
      <PromptBar
        prompt={prompt.prompt}
        kind={kind}
        isRunning={isRunning}
        isDiffOpen={isDiffOpen}
        canDiff={settled.length > 1}
        onEdit={compare.edit}
        onStopAll={compare.stopAll}
        onDiff={() => setDiffOpen(!isDiffOpen)}
      />
      {prompt.vote && (
        <Reveal
          vote={prompt.vote}
          team={comparison.team}
          isBusy={isBusy}
          onUndo={() => compare.undo()}
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
        onRetry={compare.retry}
        onStop={compare.stop}
      />
      {isDiffOpen && settled.length > 1 && !isRunning && <WordDiff answers={settled} />}
      {!prompt.vote &&
        (whyNoVote ? (
          <Note>{whyNoVote}</Note>
        ) : (
          <VoteBar
            glances={glances}
            places={places}
            isHidden={isHidden}
            reference={isHidden ? null : referencePlace(figures)}
            held={compare.held}
            isUnread={unread !== null}
            isBusy={isBusy}
            onVote={compare.vote}
            onLetGo={compare.letGo}
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
          onAsk={compare.followUp}
          onAddColumn={places.length < MOST_COLUMNS ? compare.addColumn : null}
        />
      )}
    </>
  );
}
