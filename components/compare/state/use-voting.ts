'use client';
import type { PromptView } from '@/lib/services/compare/comparison-view';
import type { ColumnStatus } from '../columns/use-columns';
import { mergeComparison, nextUnvotedPrompt } from '../comparison-prompts';
import type { CompareActions } from '../types';
import { type PendingVote, usePendingVote } from '../vote/use-pending-vote';
import type { AnswerLoading } from './use-answer-loading';
import type { Navigation } from './use-navigation';
import type { Requests } from './use-request';
import type { ShownComparison } from './use-shown-comparison';

interface VotingInput {
  shown: ShownComparison;
  requests: Requests;
  loading: AnswerLoading;
  navigation: Navigation;
  statuses: ColumnStatus[];
  actions: Pick<CompareActions, 'onVote' | 'onUndo'>;
}

/** Votes on the shown prompt. In a prompt set, a vote leads to the next prompt without one. */
export function useVoting({ shown, requests, loading, navigation, statuses, actions }: VotingInput) {
  const { comparison, prompt, places, isSet, latest, lastVoted, setLastVoted, update } = shown;

  const cast = async (vote: PendingVote) => {
    if (!comparison || !prompt || prompt.vote) return;
    const input = { id: comparison.id, promptId: prompt.id, ...vote };
    const updated = await requests.sendAndReport(actions.onVote(input));
    if (!updated) return;
    update(updated);
    // The person may have moved on while the vote was being saved.
    const { comparison: known, promptId } = latest.current;
    if (!isSet || known?.id !== updated.id) return;
    setLastVoted(updated.prompts.find(({ id }) => id === prompt.id) ?? null);
    if (promptId !== prompt.id) return;
    const next = nextUnvotedPrompt(mergeComparison(known, updated), prompt.id);
    if (next) await navigation.goTo(next.id);
  };

  const undo = async (voted: PromptView | null = prompt) => {
    if (!comparison || !voted) return;
    const updated = await requests.sendAndReport(actions.onUndo({ id: comparison.id, promptId: voted.id }));
    if (!updated) return;
    update(updated);
    setLastVoted(null);
    await navigation.goTo(voted.id);
  };

  const pending = usePendingVote({
    statuses,
    places,
    isOpen: prompt !== null && !prompt.vote && !loading.unread && !requests.isBusy,
    onCast: cast,
    onProblem: requests.setProblem,
  });
  return { ...pending, undo, lastVoted };
}
