'use client';
import { useRef, useState } from 'react';
import type { Trial } from '../accuracy/accuracy';

export type Decide = (prompts: string[]) => Promise<{ ok: true; value: Trial[] } | { ok: false; message: string }>;

export interface TrialLine {
  prompt: string;
  /** Null until it is routed. */
  trial: Trial | null;
}

const FAILED = 'The prompts could not be routed. The server did not answer; try again.';

/** Decisions by prompt. The previous ones stay until new ones arrive. */
export function useTrials(onDecide: Decide) {
  const [decided, setDecided] = useState<ReadonlyMap<string, Trial>>(new Map());
  const [isDeciding, setDeciding] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const isBusy = useRef(false);

  const decide = async (prompts: string[]) => {
    if (isBusy.current) return;
    isBusy.current = true;
    setDeciding(true);
    setError(null);
    const result = await onDecide(prompts).catch(() => ({ ok: false as const, message: FAILED }));
    if (result.ok) setDecided(byPrompt(prompts, result.value));
    else setError(result.message);
    setDeciding(false);
    isBusy.current = false;
  };

  const toLines = (prompts: string[]): TrialLine[] =>
    prompts.map((prompt) => ({ prompt, trial: decided.get(prompt) ?? null }));
  return { toLines, decide, isDeciding, error, count: decided.size };
}

/** Keyed by the prompts sent, because the response may shorten them. */
function byPrompt(prompts: string[], trials: Trial[]): Map<string, Trial> {
  return new Map(trials.map((trial, i) => [prompts[i] ?? trial.prompt, trial]));
}
