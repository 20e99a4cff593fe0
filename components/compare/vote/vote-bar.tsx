'use client';
import type { Choice } from '@/lib/services/compare/comparison-view';
import { classNames } from '../../ui/class-names';
import type { ColumnStatus } from '../columns/use-columns';
import { letterOf } from '../types';
import type { PendingVote } from './use-pending-vote';

interface VoteBarProps {
  statuses: ColumnStatus[];
  places: number[];
  isHidden: boolean;
  /** The reference column of the deltas; null if there is none. */
  reference: number | null;
  pendingVote: PendingVote | null;
  /** The answers are not loaded, so voting is disabled. */
  hasUnloadedAnswers: boolean;
  isBusy: boolean;
  onVote: (choice: Choice, place: number | null) => void;
  onCancelVote: () => void;
}

/** The vote buttons: one per answer, tie and all bad. */
export function VoteBar(props: VoteBarProps) {
  const { statuses, places, pendingVote, hasUnloadedAnswers, isBusy, onVote, onCancelVote } = props;
  const isOn = (choice: Choice, place: number | null) => pendingVote?.choice === choice && pendingVote.place === place;
  return (
    <section
      aria-label="Vote"
      className="flex flex-wrap items-center gap-2 rounded-lg border border-line bg-surface py-2 pr-2 pl-4 shadow-card max-[640px]:sticky max-[640px]:bottom-0 max-[640px]:z-[5] max-[640px]:p-3"
    >
      <p className="mr-auto min-w-0 text-pretty max-[640px]:basis-full">
        <b className="font-semibold">Which is best?</b>{' '}
        <span className="text-text-3" role="status">
          {voteStatus(props)}
        </span>{' '}
        {pendingVote && (
          <button
            type="button"
            onClick={onCancelVote}
            className="touch-target text-accent-text underline underline-offset-2"
          >
            Cancel vote
          </button>
        )}
      </p>
      {places.map((place) => (
        <VoteButton
          key={place}
          label={letterOf(place)}
          name={`Answer ${letterOf(place)} is best`}
          shortcut={String(place + 1)}
          isOn={isOn('answer', place)}
          disabled={isBusy || hasUnloadedAnswers || !mayStillAnswer(statuses[place])}
          onClick={() => onVote('answer', place)}
        />
      ))}
      <VoteButton
        label="Tie"
        name="Tie"
        shortcut={String(places.length + 1)}
        isOn={isOn('tie', null)}
        disabled={isBusy || hasUnloadedAnswers}
        isHalf
        onClick={() => onVote('tie', null)}
      />
      <VoteButton
        label="All bad"
        name="All bad"
        shortcut="0"
        isOn={isOn('all_bad', null)}
        disabled={isBusy || hasUnloadedAnswers}
        isHalf
        onClick={() => onVote('all_bad', null)}
      />
    </section>
  );
}

interface VoteButtonProps {
  label: string;
  name: string;
  shortcut: string;
  isOn: boolean;
  isHalf?: boolean;
  disabled: boolean;
  onClick: () => void;
}

function VoteButton({ label, name, shortcut, isOn, isHalf = false, disabled, onClick }: VoteButtonProps) {
  return (
    <button
      type="button"
      aria-label={name}
      aria-keyshortcuts={shortcut}
      aria-pressed={isOn}
      disabled={disabled}
      onClick={onClick}
      className={classNames(
        'inline-flex h-9 items-center gap-2 rounded-md border px-3 font-medium whitespace-nowrap shadow-xs disabled:bg-surface-2 disabled:text-text-disabled disabled:shadow-none max-[640px]:h-11 max-[640px]:justify-center',
        isHalf ? 'max-[640px]:flex-[1_1_45%]' : 'max-[640px]:flex-[1_1_20%]',
        isOn ? 'border-accent bg-accent text-on-accent' : 'border-line-control bg-control hover:bg-surface-3',
      )}
    >
      {label}
      <kbd
        className={classNames(
          'min-w-[18px] rounded-sm border px-1 text-center font-sans text-micro font-medium max-[640px]:hidden',
          isOn ? 'border-current' : 'border-line bg-surface text-text-3',
        )}
      >
        {shortcut}
      </kbd>
    </button>
  );
}

function mayStillAnswer(status: ColumnStatus | undefined): boolean {
  return status?.phase === 'succeeded' || status?.phase === 'asking' || status?.phase === 'streaming';
}

function voteStatus({ statuses, places, isHidden, reference, pendingVote, hasUnloadedAnswers }: VoteBarProps): string {
  if (hasUnloadedAnswers) return 'The answers are not loaded yet.';
  return pendingVote ? pendingVoteMessage(pendingVote) : wordsFor(statuses, places, isHidden, reference);
}

function pendingVoteMessage({ choice, place }: PendingVote): string {
  if (choice === 'answer' && place !== null)
    return `Vote for ${letterOf(place)} recorded; it counts once ${letterOf(place)} and one other answer finish.`;
  return `Vote for ${choice === 'tie' ? 'a tie' : 'all bad'} recorded; it counts once two answers finish.`;
}

function wordsFor(statuses: ColumnStatus[], places: number[], isHidden: boolean, reference: number | null): string {
  const still = places.filter((place) => statuses[place]?.phase === 'asking' || statuses[place]?.phase === 'streaming');
  const waiting = listed(still.map(letterOf));
  if (isHidden)
    return `Model names are hidden and the order is shuffled.${still.length > 0 ? ` You can vote now or wait for ${waiting}.` : ''}`;
  const against = reference === null ? '' : `ComparisonResults with ${letterOf(reference)}, the most expensive. `;
  const streaming = still.length > 0 ? `${waiting} ${still.length === 1 ? 'is' : 'are'} still streaming. ` : '';
  return `${against}${streaming}Model names are visible, so your vote has half weight.`;
}

/** B, C and D */
function listed(words: string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}
