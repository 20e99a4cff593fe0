'use client';
import { useEffect, useRef } from 'react';
import type { Choice } from '@/lib/services/compare/comparison-view';
import { type Shortcut, useShortcuts } from '../../shortcuts/shortcuts';

interface Keys {
  /** Number of answers. */
  count: number;
  isOn: boolean;
  onVote: (choice: Choice, place: number | null) => void;
  onStop: () => void;
  /** Moves to the next or previous prompt of a set. */
  onStep?: ((by: 1 | -1) => void) | undefined;
}

/**
 * 1 … n vote for an answer, n + 1 for a tie, 0 for all bad; Esc stops. Ignored while typing and while a dialog is
 * open.
 */
export function useVoteKeys(keys: Keys) {
  const latest = useRef(keys);
  latest.current = keys;
  useShortcuts('Compare', voteShortcuts(keys));
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.metaKey || event.ctrlKey || event.altKey || event.repeat) return;
      if (isTaken(event.target)) return;
      const { count, isOn, onVote, onStop, onStep } = latest.current;
      if (event.key === 'Escape') return onStop();
      if (event.key === 'j' || event.key === 'k') return onStep?.(event.key === 'j' ? 1 : -1);
      const vote = voteFor(event.key, count);
      if (!isOn || !vote) return;
      event.preventDefault();
      onVote(vote.choice, vote.place);
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, []);
}

/** The same keys for the shortcuts dialog. */
function voteShortcuts({ count, onStep }: Keys): Shortcut[] {
  const answers = Array.from({ length: count }, (_, i) => [`${i + 1}`, `Vote for answer ${'ABCD'.charAt(i)}`] as const);
  const votes = [...answers, [`${count + 1}`, 'Tie'] as const, ['0', 'All bad'] as const];
  const steps = [['j', 'Next prompt'] as const, ['k', 'Previous prompt'] as const];
  const all = [...votes, ['Escape', 'Stop all columns'] as const, ...(onStep ? steps : [])];
  return all.map(([key, label]) => ({ keys: key, label, isDisplayOnly: true, run: () => undefined }));
}

/** The vote that a key stands for, or null. */
export function voteFor(key: string, count: number): { choice: Choice; place: number | null } | null {
  if (!/^\d$/.test(key)) return null;
  const number = Number(key);
  if (number === 0) return { choice: 'all_bad', place: null };
  if (number === count + 1) return { choice: 'tie', place: null };
  return number <= count ? { choice: 'answer', place: number - 1 } : null;
}

function isTaken(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return (
    target.isContentEditable ||
    /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName) ||
    target.closest('[role="dialog"], [role="menu"], [role="radiogroup"]') !== null
  );
}
