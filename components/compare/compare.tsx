'use client';
import type { ReactNode } from 'react';
import type { ComparisonView } from '@/lib/services/compare/comparison-view';
import type { Draft } from '@/lib/services/compare/first-draft';
import type { PickableModel } from '@/lib/services/routing/pickable-models';
import { PageBody } from '../shell/page';
import { Note } from '../ui/note';
import { Problem } from '../ui/problem';
import { Announcer } from './announcer';
import { CompareHeader } from './compare-header';
import { rootPrompts } from './comparison-prompts';
import { ComparisonResults } from './comparison-results';
import { usePromptSetRun } from './prompt-set/use-prompt-set-run';
import { Setup } from './setup/setup';
import { useCompare } from './state/use-compare';
import type { CompareActions } from './types';
import { useVoteKeys } from './vote/use-vote-keys';

export interface CompareProps {
  initial: ComparisonView | null;
  draft: Draft;
  /** Which parts of the URL could not be used, in one sentence. */
  note: string | null;
  models: PickableModel[];
  actions: CompareActions;
  /** Why the user may not vote; null if they may. */
  whyNoVote: string | null;
  /** Link to the leaderboard. */
  children?: ReactNode;
}

/** The Compare page: set up, run, follow up and vote. */
export function Compare({ initial, draft, note, models, actions, whyNoVote, children }: CompareProps) {
  const compare = useCompare({ initial, draft, actions });
  const { comparison, prompt, isOpening, isSet, isBusy, setup, runs } = compare;
  const { isSetup } = setup;
  const { statuses, places } = compare.columns;
  const run = usePromptSetRun({ comparison, onLoad: actions.onLoad, onUpdate: compare.update });
  const isVoting = !isSetup && !isOpening && prompt !== null && !prompt.vote && whyNoVote === null;

  const step = (by: number) => {
    const items = comparison ? rootPrompts(comparison) : [];
    const next = items[items.findIndex(({ id }) => id === prompt?.id) + by];
    if (isSet && next) void compare.goTo(next.id);
  };
  useVoteKeys({
    count: places.length,
    isOn: isVoting && !isBusy,
    onVote: compare.voting.vote,
    onStop: runs.stopAll,
    onStep: isSet ? step : undefined,
  });

  return (
    <>
      <CompareHeader compare={compare} run={run} actions={actions} whyNoVote={whyNoVote}>
        {children}
      </CompareHeader>
      <PageBody>
        {note && <Note>{note}</Note>}
        {compare.problem && <Problem>{compare.problem}</Problem>}
        {isOpening && <div aria-hidden className="skeleton h-96" />}
        {isSetup && !isOpening && (
          <Setup
            draft={setup.draft}
            models={models}
            isBusy={isBusy}
            onChange={setup.setDraft}
            onRun={() => setup.draft.prompt.trim() && !isBusy && void runs.run()}
            onCancel={comparison ? setup.cancelSetup : null}
            onEstimate={actions.onEstimate}
          />
        )}
        {!isSetup && !isOpening && comparison && prompt && (
          <ComparisonResults
            compare={compare}
            comparison={comparison}
            prompt={prompt}
            run={run}
            whyNoVote={whyNoVote}
            onNext={isSet ? () => step(1) : setup.next}
          />
        )}
        <Announcer statuses={statuses.slice(0, places.length)} isOn={!isSetup} />
      </PageBody>
    </>
  );
}
