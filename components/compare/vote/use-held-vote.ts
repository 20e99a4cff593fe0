'use client';
import { useEffect, useState } from 'react';
import type { ColumnGlance } from '../columns/use-columns';
import type { Choice } from '../types';

export interface HeldVote {
  choice: Choice;
  place: number | null;
}

interface HeldVoteInput {
  glances: ColumnGlance[];
  places: number[];
  /** Whether there is something to vote on. */
  isOpen: boolean;
  onCast: (vote: HeldVote) => Promise<void>;
  onProblem: (problem: string) => void;
}

const TOO_FEW = 'A vote needs at least two finished answers. Retry one of the others.';

/** A vote that is given before two answers, and the one preferred, are finished waits for them. */
export function useHeldVote({ glances, places, isOpen, onCast, onProblem }: HeldVoteInput) {
  const [held, setHeld] = useState<HeldVote | null>(null);
  const phaseAt = (place: number) => glances[place]?.phase;
  const isRunning = places.some((place) => phaseAt(place) === 'asking' || phaseAt(place) === 'streaming');
  const answered = places.filter((place) => phaseAt(place) === 'succeeded');
  const canCast = ({ choice, place }: HeldVote) =>
    answered.length >= 2 && (choice !== 'answer' || (place !== null && answered.includes(place)));

  const settle = (vote: HeldVote) => {
    if (canCast(vote)) {
      setHeld(null);
      void onCast(vote);
    } else if (isRunning) setHeld(vote);
    else {
      setHeld(null);
      onProblem(TOO_FEW);
    }
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: what decides is how far the columns are.
  useEffect(() => {
    if (held && isOpen) settle(held);
  }, [held, glances, isOpen]);

  return {
    held,
    vote: (choice: Choice, place: number | null) => {
      if (isOpen) settle({ choice, place });
    },
    letGo: () => setHeld(null),
  };
}
