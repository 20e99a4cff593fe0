'use client';
import { Send, Square } from 'lucide-react';
import { Button } from '@/components/ui/button';
import { Problem } from '@/components/ui/problem';
import { formatCount, modelName } from '@/lib/format';
import { Choice } from './choice';
import { PromptLines } from './prompt-lines';
import { type PromptSummary, summarize } from './prompt-run';
import { usePromptRun } from './use-prompt-run';

/** A category of test prompts and the model that is currently first for it. */
export interface PromptKindChoice {
  kind: string;
  /** Null when no model is available. */
  leader: string | null;
}

interface PromptLabProps {
  kinds: PromptKindChoice[];
  kind: string;
  onKind: (kind: string) => void;
}

/** Sends five real requests for `auto` and shows live how each is routed. */
export function PromptLab({ kinds, kind, onKind }: PromptLabProps) {
  const { lines, isRunning, error, send, stop } = usePromptRun();
  const summary = summarize(lines);
  return (
    <div className="flex flex-col gap-3">
      <div className="flex flex-wrap items-end gap-3">
        <Choice
          label="Prompt category and first model"
          value={kind}
          onChange={onKind}
          options={kinds.map(({ kind: name, leader }) => [
            name,
            `${name} · ${leader ? modelName(leader) : 'no model'}`,
          ])}
          isWide
        />
        {isRunning ? (
          <Button onClick={stop}>
            <Square size={14} /> Stop
          </Button>
        ) : (
          <Button onClick={() => send(kind)}>
            <Send size={14} /> Send 5 test prompts
          </Button>
        )}
      </div>
      <p className="text-meta text-text-3 text-pretty">
        Sends real requests for <code className="font-mono">auto</code>, one at a time, to sandbox models only. They
        appear under Requests.
      </p>
      {error && <Problem>{error}</Problem>}
      {lines.length > 0 && <PromptLines lines={lines} />}
      {lines.length > 0 && <p className="text-text-2 tabular">{describeSummary(summary)}</p>}
      <p role="status" className="sr-only">
        {isRunning ? 'Sending test prompts' : lines.length > 0 && describeSummary(summary)}
      </p>
    </div>
  );
}

function describeSummary({ ended, answered, calls, fellBack, opened }: PromptSummary): string {
  const counts = [
    `${formatCount(answered)} of ${formatCount(ended)} answered`,
    `${formatCount(calls)} ${calls === 1 ? 'call' : 'calls'}`,
    ...(fellBack > 0 ? [`${formatCount(fellBack)} fell back`] : []),
    ...(opened.length > 0 ? [`breaker opened: ${opened.map(modelName).join(', ')}`] : []),
  ];
  return `${counts.join(' · ')}.`;
}
