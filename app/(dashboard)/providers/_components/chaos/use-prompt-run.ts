'use client';
import { useRouter } from 'next/navigation';
import { useEffect, useRef, useState } from 'react';
import { askForLines } from '@/components/browser/lines';
import type { PromptEvent } from '@/lib/services/providers/prompt-event';
import { useLive } from '../health/live-states';
import { type PromptLine, withEvent } from './prompt-run';

/** Sends the test prompts and tracks the progress of each. */
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
      const events = askForLines<PromptEvent>({
        url: '/api/providers/test-prompts',
        body: { kind },
        signal: controller.signal,
        failed: 'The prompts could not be sent.',
      });
      for await (const event of events) {
        setLines((known) => withEvent(known, event));
        if (event.type === 'breaker' || event.type === 'end') refresh();
      }
    } catch (failure) {
      if (!controller.signal.aborted) setError(failure instanceof Error ? failure.message : String(failure));
    }
    setLines((known) => known.map((line) => (line.status === 'running' ? { ...line, status: 'stopped' } : line)));
    setRunning(false);
    // The last request is settled by now, so the figures and the failures include it.
    router.refresh();
  };
  return { lines, isRunning, error, send, stop: () => current.current?.abort() };
}
