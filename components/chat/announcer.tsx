'use client';
import { useEffect, useRef, useState } from 'react';
import type { LiveState } from './conversation/conversation-store';
import { type ChatMessage, endOf } from './conversation/messages';

interface AnnouncerProps {
  path: ChatMessage[];
  live: ReadonlyMap<string, LiveState>;
}

/** Says once that the answer which was coming has ended, for those who do not see it. */
export function Announcer({ path, live }: AnnouncerProps) {
  const [said, setSaid] = useState('');
  const coming = useRef<string | null>(null);
  const last = path.at(-1);
  const isComing = last !== undefined && live.has(last.id);
  useEffect(() => {
    if (isComing) {
      coming.current = last.id;
      setSaid('');
    } else if (last && coming.current === last.id) {
      coming.current = null;
      setSaid(endWords(last));
    }
  }, [isComing, last]);
  return (
    <p role="status" className="sr-only">
      {said}
    </p>
  );
}

function endWords(message: ChatMessage): string {
  const status = endOf(message)?.status;
  if (status === 'succeeded') return 'The answer is complete.';
  return status === 'cancelled' ? 'The answer was stopped.' : 'The answer was interrupted.';
}
