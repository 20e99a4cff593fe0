'use client';
import { useState } from 'react';
import type { Result } from '../types';

const UNREACHABLE = { ok: false, message: 'Could not reach the server. Try again.' } as const;

/** Requests of the page to its server: whether one is under way, and why the last one failed. */
export function useRequest() {
  const [problem, setProblem] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);

  const send = async <Value>(response: Promise<Result<Value>>): Promise<Result<Value>> => {
    setBusy(true);
    const result = await response.catch(() => null);
    setBusy(false);
    return result ?? UNREACHABLE;
  };

  /** Resolves to the value, or to null once the reason of the failure is shown. */
  const sendAndReport = async <Value>(response: Promise<Result<Value>>): Promise<Value | null> => {
    const result = await send(response);
    setProblem(result.ok ? null : result.message);
    return result.ok ? result.value : null;
  };

  return { problem, setProblem, isBusy, send, sendAndReport };
}

export type Requests = ReturnType<typeof useRequest>;
