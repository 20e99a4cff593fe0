'use client';
import { Play } from 'lucide-react';
import { type ReactNode, useMemo, useState } from 'react';
import type { PickableModel } from '../chat/model-picker';
import { PageBody, PageHeader } from '../shell/page';
import { Button } from '../ui/button';
import { Note } from '../ui/note';
import { Problem } from '../ui/problem';
import { BlindSwitch } from './blind-switch';
import { ColumnTabs } from './column-tabs';
import { Columns, tabLabels } from './columns';
import { ComparisonList } from './comparison-list';
import { FollowUp } from './follow-up';
import { LinkMenu } from './link-menu';
import { itemsOf } from './merge';
import { referencePlace } from './metrics';
import { PromptBar } from './prompt-bar';
import { PromptSetDialog } from './prompt-set-dialog';
import { Reveal } from './reveal';
import { SetBar } from './set-bar';
import { Setup } from './setup';
import { TallyCard } from './tally-card';
import { type CompareActions, type ComparisonView, letterOf, MOST_COLUMNS } from './types';
import { type Draft, useCompare } from './use-compare';
import { useSetRun } from './use-set-run';
import { useVoteKeys } from './use-vote-keys';
import { VoteBar } from './vote-bar';
import { WordDiff } from './word-diff';

export interface CompareProps {
  initial: ComparisonView | null;
  draft: Draft;
  /** What of the address could not be used, in words. */
  note: string | null;
  models: PickableModel[];
  actions: CompareActions;
  /** Why the caller may not vote; null when they may. */
  whyNoVote: string | null;
  /** The way to the leaderboard. */
  children?: ReactNode;
}

/** The same prompt, side by side: set up, run, ask on, vote. */
export function Compare({ initial, draft, note, models, actions, whyNoVote, children }: CompareProps) {
  const compare = useCompare({ initial, draft, actions });
  const { comparison, prompt, isSetup, isSet, isRunning, isBusy, glances, places, streams } = compare;
  const run = useSetRun({ comparison, onLoad: actions.onLoad, onTold: compare.take });
  const [shown, setShown] = useState(0);
  const [isDiffOpen, setDiffOpen] = useState(false);
  const isVoting = !isSetup && prompt !== null && !prompt.vote && whyNoVote === null;
  const isHidden = prompt?.isHidden ?? false;
  const isBlind = isSetup || !comparison ? compare.draft.isBlind : comparison.isBlind;

  const step = (by: number) => {
    const items = comparison ? itemsOf(comparison) : [];
    const next = items[items.findIndex(({ id }) => id === prompt?.id) + by];
    if (isSet && next) void compare.goTo(next.id);
  };
  useVoteKeys({
    count: places.length,
    isOn: isVoting && !isBusy,
    onVote: compare.vote,
    onStop: compare.stopAll,
    onStep: isSet ? step : undefined,
  });

  const kind = prompt?.kind ?? glances.find((glance) => glance.kind)?.kind ?? null;
  const figures = useMemo(() => glances.map((_, place) => streams[place]?.get().figures ?? null), [glances, streams]);
  const labels = comparison && prompt ? tabLabels(comparison, prompt, streams) : [];
  const texts = places.map((place) => ({ name: labels[place] ?? '', text: streams[place]?.get().text ?? '' }));
  const settled = texts.filter(({ text }) => text);

  return (
    <>
      <PageHeader title="Compare" purpose="The same prompt, side by side. Your vote teaches the router.">
        <div className="flex flex-wrap items-center gap-2">
          {children}
          <ComparisonList onList={actions.onList} onRename={actions.onRename} onDelete={actions.onDelete} />
          <BlindSwitch isOn={isBlind} onChange={compare.changeBlind} reason={blindReason(whyNoVote, isRunning)} />
          <span aria-hidden className="mx-1 h-4 w-px bg-line max-[640px]:hidden" />
          <PromptSetDialog
            disabled={isRunning || run.progress.isRunning}
            onColumns={async () => (isSetup ? compare.draft.columns : compare.settings())}
            onEstimate={actions.onEstimate}
            onRun={async (columns, prompts) => {
              compare.setDraft({ columns, prompt: '', isBlind });
              const told = await compare.runSet(columns, prompts, isBlind);
              if (told) void run.start(told);
              return told !== null;
            }}
          />
          <LinkMenu
            id={isSetup ? null : (comparison?.id ?? null)}
            columns={isSetup ? compare.draft.columns : isHidden ? null : (comparison?.columns ?? null)}
            prompt={isSetup ? compare.draft.prompt : (prompt?.prompt ?? '')}
            isBlind={isBlind}
            onShare={actions.onShare}
          />
          {!isSetup && (
            <Button variant="primary" disabled={isBusy || isRunning || isSet} onClick={compare.runAgain}>
              <Play size={14} /> <span className="max-[640px]:sr-only">Run again</span>
            </Button>
          )}
        </div>
      </PageHeader>
      <PageBody>
        {note && <Note>{note}</Note>}
        {compare.problem && <Problem>{compare.problem}</Problem>}
        {isSetup && (
          <Setup
            draft={compare.draft}
            models={models}
            isBusy={isBusy}
            onChange={compare.setDraft}
            onRun={() => compare.draft.prompt.trim() && !isBusy && void compare.run()}
            onCancel={comparison ? compare.cancelSetup : null}
            onEstimate={actions.onEstimate}
          />
        )}
        {!isSetup && comparison && prompt && (
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
                onNext={isSet ? () => step(1) : compare.next}
                nextLabel="Next prompt"
              />
            )}
            <ColumnTabs labels={labels} shown={shown} onShow={setShown} />
            <Columns
              comparison={comparison}
              prompt={prompt}
              streams={streams}
              figures={figures}
              shown={shown}
              isUnder={run.under.has(prompt.id)}
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
        )}
        <Announcer glances={glances.slice(0, places.length)} isOn={!isSetup} />
      </PageBody>
    </>
  );
}

function blindReason(whyNoVote: string | null, isRunning: boolean): string | null {
  if (whyNoVote) return 'Names are hidden until a vote, and viewers do not vote.';
  return isRunning ? 'Stop the answers first.' : null;
}

/** Streamed text is announced at its start and its end only. */
function Announcer({ glances, isOn }: { glances: { phase: string }[]; isOn: boolean }) {
  const words = glances
    .map(({ phase }, place) => `Answer ${letterOf(place)} ${PHASE_WORDS[phase] ?? ''}`)
    .filter((line) => !line.endsWith(' '));
  return (
    <p role="status" className="sr-only">
      {isOn ? words.join('. ') : ''}
    </p>
  );
}

const PHASE_WORDS: Record<string, string> = {
  streaming: 'is being written',
  succeeded: 'is finished',
  failed: 'failed',
  cancelled: 'was stopped',
};
