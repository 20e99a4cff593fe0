'use client';
import { useRouter } from 'next/navigation';
import { useEffect, useRef, useState } from 'react';
import { useLive } from './live-states';
import { eventsIn, type PromptLine, withEvent } from './prompt-run';

/** Sends the test prompts and keeps what becomes of each, while it happens. */
export function usePromptRun() {
  const { refresh } = useLive();
  const router = useRouter();
  const [lines, setLines] = useState<PromptLine[]>([]);
  const [isRunning, setRunning] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const current = useRef<AbortController | null>(null);
  useEffect(() => () => current.current?.abort(), []);

  const send = async (kind: string) => {
    const controller = new AbortController();
    current.current = controller;
    setRunning(true);
    setError(null);
    setLines([]);
    try {
      for await (const event of eventsIn(await streamOf(kind, controller.signal))) {
        setLines((known) => withEvent(known, event));
        if (event.type === 'breaker' || event.type === 'end') refresh();
      }
    } catch (failure) {
      if (!controller.signal.aborted) setError(failure instanceof Error ? failure.message : String(failure));
    }
    setLines((known) => known.map((line) => (line.status === 'running' ? { ...line, status: 'stopped' } : line)));
    setRunning(false);
    // The last request is settled by now: the figures and the list of failures know of it.
    router.refresh();
  };
  return { lines, isRunning, error, send, stop: () => current.current?.abort() };
}

async function streamOf(kind: string, signal: AbortSignal): Promise<ReadableStream<Uint8Array>> {
  const response = await fetch('/api/providers/test-prompts', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ kind }),
    signal,
  }).catch(() => null);
  if (response?.ok && response.body) return response.body;
  const body = await response?.json().catch(() => null);
  throw new Error(body?.error?.message ?? 'The prompts could not be sent. The server did not answer.');
}
