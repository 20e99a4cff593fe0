'use client';
import { useEffect, useState } from 'react';
import type { Choice } from '@/lib/services/compare/comparison-view';
import type { ColumnStatus } from '../columns/use-columns';

export interface PendingVote {
  choice: Choice;
  place: number | null;
}

interface PendingVoteInput {
  statuses: ColumnStatus[];
  places: number[];
  /** Whether there is something to vote on. */
  isOpen: boolean;
  onCast: (vote: PendingVote) => Promise<void>;
  onProblem: (problem: string) => void;
}

const TOO_FEW_ANSWERS = 'A vote needs at least two finished answers. Retry one of the others.';

/** Holds a vote until two answers, including the preferred one, are complete. */
export function usePendingVote({ statuses, places, isOpen, onCast, onProblem }: PendingVoteInput) {
  const [pendingVote, setPendingVote] = useState<PendingVote | null>(null);
  const phaseAt = (place: number) => statuses[place]?.phase;
  const isRunning = places.some((place) => phaseAt(place) === 'asking' || phaseAt(place) === 'streaming');
  const answered = places.filter((place) => phaseAt(place) === 'succeeded');
  const canCast = ({ choice, place }: PendingVote) =>
    answered.length >= 2 && (choice !== 'answer' || (place !== null && answered.includes(place)));

  const settle = (vote: PendingVote) => {
    if (canCast(vote)) {
      setPendingVote(null);
      void onCast(vote);
    } else if (isRunning) setPendingVote(vote);
    else {
      setPendingVote(null);
      onProblem(TOO_FEW_ANSWERS);
    }
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: depends on the progress of the columns.
  useEffect(() => {
    if (pendingVote && isOpen) settle(pendingVote);
  }, [pendingVote, statuses, isOpen]);

  return {
    pendingVote,
    vote: (choice: Choice, place: number | null) => {
      if (isOpen) settle({ choice, place });
    },
    cancelVote: () => setPendingVote(null),
  };
}
