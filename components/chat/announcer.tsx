'use client';
import { useEffect, useRef, useState } from 'react';
import type { ChatMessage } from '@/lib/services/chat/chat-message';
import type { LiveState } from './conversation/conversation-store';
import { endOf } from './conversation/messages';

interface AnnouncerProps {
  path: ChatMessage[];
  live: ReadonlyMap<string, LiveState>;
}

/** Announces the end of a streamed answer to screen readers, once. */
export function Announcer({ path, live }: AnnouncerProps) {
  const [announcement, setAnnouncement] = useState('');
  const streaming = useRef<string | null>(null);
  const last = path.at(-1);
  const isInProgress = last !== undefined && live.has(last.id);
  useEffect(() => {
    if (isInProgress) {
      streaming.current = last.id;
      setAnnouncement('');
    } else if (last && streaming.current === last.id) {
      streaming.current = null;
      setAnnouncement(endAnnouncement(last));
    }
  }, [isInProgress, last]);
  return (
    <p role="status" className="sr-only">
      {announcement}
    </p>
  );
}

function endAnnouncement(message: ChatMessage): string {
  const status = endOf(message)?.status;
  if (status === 'succeeded') return 'The answer is complete.';
  return status === 'cancelled' ? 'The answer was stopped.' : 'The answer was interrupted.';
}
