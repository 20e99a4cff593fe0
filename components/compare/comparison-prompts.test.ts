import { describe, expect, it } from 'vitest';
import type { AnswerView, ComparisonView, PromptView, VoteView } from '@/lib/services/compare/comparison-view';
import {
  hasUnloadedAnswers,
  initialPrompt,
  isVotable,
  mergeComparison,
  mergeIfShown,
  nextUnvotedPrompt,
  previousTurns,
  unfinishedPlaces,
} from './comparison-prompts';

const answer = (status: string): AnswerView => ({ status, text: 'x', failure: null, who: null, figures: null });
const VOTE = { choice: 'tie' } as VoteView;

function prompt(number: number, change: Partial<PromptView> = {}): PromptView {
  const id = `p${number}`;
  return {
    id,
    number,
    prompt: id,
    followsId: null,
    rootId: id,
    isHidden: true,
    order: null,
    kind: null,
    answers: [answer('succeeded'), answer('succeeded')],
    hasTexts: true,
    vote: null,
    costNanoUsd: null,
    ...change,
  };
}

const comparison = (...prompts: PromptView[]): ComparisonView => ({
  id: 'cmp',
  title: '',
  team: '',
  isBlind: true,
  count: 2,
  columns: null,
  prompts,
  tally: [],
});

describe('a comparison on the page', () => {
  it('takes over what was told anew, keeps the rest, and stays in order', () => {
    const known = comparison(prompt(1), prompt(2));
    const update = comparison(prompt(2, { vote: VOTE }), prompt(3));
    const { prompts } = mergeComparison(known, update);
    expect(prompts.map(({ id, vote }) => [id, vote !== null])).toEqual([
      ['p1', false],
      ['p2', true],
      ['p3', false],
    ]);
  });

  it('stays as it is when a late answer tells of another one', () => {
    const known = comparison(prompt(1));
    expect(mergeIfShown(known, { ...comparison(prompt(9)), id: 'cmp_before' })).toBe(known);
    expect(mergeIfShown(null, known)).toBeNull();
    expect(mergeIfShown(known, comparison(prompt(1, { vote: VOTE })))?.prompts[0]?.vote).toBe(VOTE);
  });

  it('opens at the first prompt without a vote, at the last turn of its conversation', () => {
    const turn = prompt(3, { followsId: 'p2', rootId: 'p2' });
    const shown = initialPrompt(comparison(prompt(1, { vote: VOTE }), prompt(2), turn));
    expect(shown?.id).toBe('p3');
    expect(previousTurns(comparison(prompt(2), turn), turn).map(({ id }) => id)).toEqual(['p2']);
  });

  it('goes on from a vote to the next prompt that can be voted on, round the end', () => {
    const set = comparison(prompt(1), prompt(2, { vote: VOTE }), prompt(3, { vote: VOTE }));
    expect(nextUnvotedPrompt(set, 'p2')?.id).toBe('p1');
    expect(nextUnvotedPrompt(comparison(prompt(1, { vote: VOTE })), 'p1')).toBeNull();
  });

  it('tells a prompt whose answers are not here from one that was not asked', () => {
    expect(hasUnloadedAnswers(prompt(1, { hasTexts: false }))).toBe(true);
    expect(hasUnloadedAnswers(prompt(1, { hasTexts: false, answers: [null, null] }))).toBe(false);
    expect(hasUnloadedAnswers(prompt(1))).toBe(false);
  });

  it('asks again only what was never asked or was stopped, and nothing that was voted on', () => {
    const answers = [null, answer('cancelled'), answer('failed'), answer('succeeded')];
    expect(unfinishedPlaces(prompt(1, { answers }))).toEqual([0, 1]);
    expect(unfinishedPlaces(prompt(1, { answers, vote: VOTE }))).toEqual([]);
    expect(isVotable(prompt(1, { answers }))).toBe(false);
  });
});
