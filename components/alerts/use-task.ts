'use client';
import { useState } from 'react';

export type Answer<Value> = { ok: true; value: Value } | { ok: false; message: string };

/** The state of the last action. */
export interface TaskState {
  isBusy: boolean;
  /** The result of the last action. */
  message: string | null;
  isOk: boolean;
}

/** Runs one server action at a time and keeps its message. */
export function useTask() {
  const [state, setState] = useState<TaskState>({ isBusy: false, message: null, isOk: true });
  const run = async <Value>(
    ask: () => Promise<Answer<Value>>,
    done: (value: Value) => { ok: boolean; message: string | null },
  ): Promise<void> => {
    setState({ isBusy: true, message: null, isOk: true });
    const answer = await ask().catch(() => null);
    const { ok, message } = answer?.ok
      ? done(answer.value)
      : { ok: false, message: answer?.message ?? 'The server did not answer. Try again.' };
    setState({ isBusy: false, message, isOk: ok });
  };
  return { ...state, run };
}
