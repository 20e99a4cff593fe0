'use client';
import { useMemo, useRef } from 'react';
import type { ChatMessage } from '@/lib/services/chat/chat-message';
import type { Correct } from '../answer/category-correction';
import type { Rate } from '../answer/rating';
import type { LoadCandidates } from '../answer/use-candidates';
import type { RegenerateKind } from './chat-api';

/** Actions on the messages of a conversation. */
export interface ThreadHandlers {
  /** Shows another version of a message. */
  step: (message: ChatMessage, step: 1 | -1) => void;
  edit: (question: ChatMessage, text: string) => void;
  regenerate: (answer: ChatMessage, kind: RegenerateKind, model: string | null) => void;
  /** Requests an answer again when none arrived, or instead of continuing an interrupted one. */
  tryAgain: (message: ChatMessage) => void;
  /** Continues an interrupted answer with a model; null for the next candidate. */
  continueWith: (answer: ChatMessage, model: string | null) => void;
  followAgain: (answer: ChatMessage) => void;
  /** The user kept this version. */
  noteKept: (answer: ChatMessage) => void;
  rate: Rate;
  correct: Correct;
  loadCandidates: LoadCandidates;
}

/** Stable handlers for the life of the conversation, so that they never cause a message to render. */
export function useStableHandlers(handlers: ThreadHandlers): ThreadHandlers {
  const latest = useRef(handlers);
  latest.current = handlers;
  return useMemo(
    () => ({
      step: (...input) => latest.current.step(...input),
      edit: (...input) => latest.current.edit(...input),
      regenerate: (...input) => latest.current.regenerate(...input),
      tryAgain: (...input) => latest.current.tryAgain(...input),
      continueWith: (...input) => latest.current.continueWith(...input),
      followAgain: (...input) => latest.current.followAgain(...input),
      noteKept: (...input) => latest.current.noteKept(...input),
      rate: (...input) => latest.current.rate(...input),
      correct: (...input) => latest.current.correct(...input),
      loadCandidates: (...input) => latest.current.loadCandidates(...input),
    }),
    [],
  );
}
