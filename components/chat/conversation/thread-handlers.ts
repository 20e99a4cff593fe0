'use client';
import { useMemo, useRef } from 'react';
import type { ChatMessage } from '@/lib/services/chat/chat-message';
import type { Correct } from '../answer/category-correction';
import type { Rate } from '../answer/rating';
import type { LoadCandidates } from '../answer/use-candidates';
import type { RegenerateKind } from './chat-api';

/** What can be done with the messages of a conversation. */
export interface ThreadHandlers {
  /** Shows another version of a message. */
  step: (message: ChatMessage, step: 1 | -1) => void;
  edit: (question: ChatMessage, text: string) => void;
  regenerate: (answer: ChatMessage, wish: RegenerateKind, model: string | null) => void;
  /** Asks again where nothing came, or where what came shall be begun anew. */
  tryAgain: (message: ChatMessage) => void;
  /** Lets a model, or whoever is next, take up an answer that broke off. */
  continueWith: (answer: ChatMessage, model: string | null) => void;
  followAgain: (answer: ChatMessage) => void;
  /** Its reader goes on with this version. */
  noteKept: (answer: ChatMessage) => void;
  rate: Rate;
  correct: Correct;
  loadCandidates: LoadCandidates;
}

/** The same handlers as long as the conversation is open, so that no message is drawn again because of them. */
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
