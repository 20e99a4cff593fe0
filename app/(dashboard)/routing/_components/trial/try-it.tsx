'use client';
import { ClipboardPaste, Play } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { Button } from '@/components/ui/button';
import { Card, CardHeader } from '@/components/ui/card';
import { classNames } from '@/components/ui/class-names';
import { Problem } from '@/components/ui/problem';
import { PromptField } from './prompt-field';
import { TrialList } from './trial-list';
import { EXAMPLE_PROMPTS, MOST_PROMPTS, parsePrompts } from './trial-prompts';
import { TrialTable } from './trial-table';
import { type Decide, useTrials } from './use-trials';

interface TryItProps {
  /** Identifies the current policy and the draft; a change runs the prompts again. */
  policyKey: string;
  nowLabel: string;
  /** The same as `nowLabel` without a draft; then one column is shown. */
  draftLabel: string;
  onDecide: Decide;
}

/** Routes test prompts under the current policy and the draft. No provider is called. */
export function TryIt({ policyKey, nowLabel, draftLabel, onDecide }: TryItProps) {
  const [text, setText] = useState(EXAMPLE_PROMPTS.join('\n'));
  const [isPasting, setPasting] = useState(false);
  const { toLines, decide, isDeciding, error, count } = useTrials(onDecide);
  const parsed = parsePrompts(text);
  const run = () => {
    if (!parsed.problem) decide(parsed.prompts);
  };
  useRerunOnChange(policyKey, () => count > 0 && run());
  const rows = {
    lines: toLines(parsed.prompts.slice(0, MOST_PROMPTS)),
    nowLabel,
    draftLabel: draftLabel === nowLabel ? null : draftLabel,
  };

  return (
    <Card className="relative overflow-hidden">
      {isDeciding && <span aria-hidden className="skeleton absolute inset-x-0 top-0 h-0.5 rounded-none bg-accent!" />}
      <CardHeader title="Try it" qualifier="routing decisions only; no model is called">
        <Button size="small" aria-expanded={isPasting} onClick={() => setPasting(!isPasting)}>
          <ClipboardPaste size={14} /> {isPasting ? 'Hide prompts' : 'Paste prompts'}
        </Button>
        <Button variant="primary" size="small" title="⌘ or Ctrl with Enter" disabled={!!parsed.problem} onClick={run}>
          <Play size={14} /> Decide
        </Button>
      </CardHeader>
      {isPasting && <PromptField text={text} onChange={setText} onDecide={run} parsed={parsed} />}
      <Problems problem={parsed.problem} error={error} />
      <div aria-busy={isDeciding} className={classNames('mt-2', isDeciding && 'opacity-55')}>
        <div className="overflow-x-auto max-[640px]:hidden">
          <TrialTable {...rows} />
        </div>
        <div className="hidden max-[640px]:block">
          <TrialList {...rows} />
        </div>
      </div>
      <p role="status" className="sr-only">
        {isDeciding ? 'Deciding' : count > 0 && `${count} decided`}
      </p>
    </Card>
  );
}

const PAUSE_MS = 400;

/** Runs again after the key has settled; not on mount. */
function useRerunOnChange(key: string, run: () => void): void {
  const ran = useRef(key);
  const latest = useRef(run);
  latest.current = run;
  useEffect(() => {
    if (ran.current === key) return;
    const timer = setTimeout(() => {
      ran.current = key;
      latest.current();
    }, PAUSE_MS);
    return () => clearTimeout(timer);
  }, [key]);
}

function Problems({ problem, error }: { problem: string | null; error: string | null }) {
  if (!problem && !error) return null;
  return (
    <div className="px-4 pt-2">
      <Problem>{problem ?? error}</Problem>
    </div>
  );
}
