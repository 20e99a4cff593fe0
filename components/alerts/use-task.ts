'use client';
import { useState } from 'react';

export type Answer<Value> = { ok: true; value: Value } | { ok: false; message: string };

/** How the last thing went that was asked of the server. */
export interface TaskState {
  isBusy: boolean;
  /** A sentence, once there is one. */
  words: string | null;
  isOk: boolean;
}

/** Asks the server for one thing at a time, and keeps in words what came of it. */
export function useTask() {
  const [state, setState] = useState<TaskState>({ isBusy: false, words: null, isOk: true });
  const run = async <Value>(
    ask: () => Promise<Answer<Value>>,
    done: (value: Value) => { ok: boolean; words: string | null },
  ): Promise<void> => {
    setState({ isBusy: true, words: null, isOk: true });
    const answer = await ask().catch(() => null);
    const { ok, words } = answer?.ok
      ? done(answer.value)
      : { ok: false, words: answer?.message ?? 'The server did not answer. Try again.' };
    setState({ isBusy: false, words, isOk: ok });
  };
  return { ...state, run };
}
