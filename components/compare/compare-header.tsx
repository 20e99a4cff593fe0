'use client';
import { Play } from 'lucide-react';
import type { ReactNode } from 'react';
import { PageHeader } from '../shell/page';
import { Button } from '../ui/button';
import { ComparisonList } from './comparison-list';
import { PromptSetDialog } from './prompt-set/prompt-set-dialog';
import type { PromptSetRun } from './prompt-set/use-prompt-set-run';
import { BlindSwitch } from './setup/blind-switch';
import { LinkMenu } from './setup/link-menu';
import type { Compare } from './state/use-compare';
import type { CompareActions } from './types';

interface CompareHeaderProps {
  compare: Compare;
  run: PromptSetRun;
  actions: CompareActions;
  whyNoVote: string | null;
  children?: ReactNode;
}

/** Page header with the actions on the whole comparison. */
export function CompareHeader({ compare, run, actions, whyNoVote, children }: CompareHeaderProps) {
  const { comparison, prompt, isSet, isBusy, setup, runs, columns } = compare;
  const { isSetup, draft } = setup;
  const { isRunning } = columns;
  const isHidden = prompt?.isHidden ?? false;
  const isBlind = isSetup || !comparison ? draft.isBlind : comparison.isBlind;
  return (
    <PageHeader title="Compare" purpose="Compare answers to the same prompt. Your votes train the router.">
      <div className="flex flex-wrap items-center gap-2">
        {children}
        <ComparisonList onList={actions.onList} onRename={actions.onRename} onDelete={actions.onDelete} />
        <BlindSwitch isOn={isBlind} onChange={setup.changeBlind} reason={blindReason(whyNoVote, isRunning)} />
        <span aria-hidden className="mx-1 h-4 w-px bg-line max-[640px]:hidden" />
        <PromptSetDialog
          disabled={isRunning || run.progress.isRunning}
          onColumns={async () => (isSetup ? draft.columns : setup.settings())}
          onEstimate={actions.onEstimate}
          onRun={async (chosen, prompts) => {
            const started = await runs.runSet(chosen, prompts, isBlind);
            if (!started.ok) return started.message;
            setup.setDraft({ columns: chosen, prompt: '', isBlind });
            void run.start(started.value);
            return null;
          }}
        />
        <LinkMenu
          id={isSetup ? null : (comparison?.id ?? null)}
          columns={isSetup ? draft.columns : isHidden ? null : (comparison?.columns ?? null)}
          prompt={isSetup ? draft.prompt : (prompt?.prompt ?? '')}
          isBlind={isBlind}
          onShare={actions.onShare}
          onIsShared={actions.onIsShared}
        />
        {!isSetup && (
          <Button variant="primary" disabled={isBusy || isRunning || isSet} onClick={runs.runAgain}>
            <Play size={14} /> <span className="max-[640px]:sr-only">Run again</span>
          </Button>
        )}
      </div>
    </PageHeader>
  );
}

function blindReason(whyNoVote: string | null, isRunning: boolean): string | null {
  if (whyNoVote) return 'Blind mode needs a vote, and viewers cannot vote.';
  return isRunning ? 'Stop the answers first.' : null;
}
