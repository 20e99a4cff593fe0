import { CircleAlert } from 'lucide-react';
import { memo } from 'react';
import { Markdown } from '../../chat/markdown/markdown';
import { classNames } from '../../ui/class-names';
import type { AnswerState } from './answer-stream';

export interface EarlierTurn {
  id: string;
  prompt: string;
  answer: string;
}

/** An earlier turn: the prompt and this column's answer. */
export const Turn = memo(function Turn({ turn: { prompt, answer } }: { turn: EarlierTurn }) {
  return (
    <div className="mb-4 flex flex-col gap-3 border-b border-line-subtle pb-4">
      <p className="line-clamp-3 rounded-md bg-surface-2 px-3 py-2 text-text-2">{prompt}</p>
      {answer ? <Markdown text={answer} /> : <p className="text-text-3">No answer.</p>}
    </div>
  );
});

/**
 * The caret after the last paragraph. It is decoration only: announcing every token would drown out everything else.
 */
const WITH_CARET =
  "[&>div>p:last-child]:after:ml-0.5 [&>div>p:last-child]:after:inline-block [&>div>p:last-child]:after:h-[15px] [&>div>p:last-child]:after:w-[7px] [&>div>p:last-child]:after:translate-y-0.5 [&>div>p:last-child]:after:rounded-[1px] [&>div>p:last-child]:after:bg-accent [&>div>p:last-child]:after:content-['']";

export type Absence = 'not-asked' | 'under-way' | 'loading' | 'lost';

const ABSENCE_WORDS = { 'not-asked': 'Not run yet.', 'under-way': 'Running …', lost: 'Not loaded.' };

/** The answer, while streaming and ended, with its failure. */
export function Text({ answer: { phase, text, failure }, absence }: { answer: AnswerState; absence: Absence }) {
  const isWriting = phase === 'asking' || phase === 'streaming';
  return (
    <div className="flex flex-col gap-3">
      {text && (
        <div className={classNames('[&_>div]:text-ui [&_>div]:leading-[22px]', isWriting && WITH_CARET)}>
          <Markdown text={text} isGrowing={isWriting} />
        </div>
      )}
      {isWriting && !text && (
        <span aria-hidden className="inline-block h-[15px] w-[7px] rounded-[1px] bg-accent motion-safe:animate-pulse" />
      )}
      {failure && (
        <p role="alert" className="flex items-start gap-2 text-danger-text">
          <CircleAlert size={14} className="mt-[3px] shrink-0" />
          <span>
            {failure} {phase === 'failed' && (text ? 'The text received is saved.' : 'The other columns continue.')}
          </span>
        </p>
      )}
      {phase === 'cancelled' && <p className="text-meta text-text-3">Stopped. The text so far is saved.</p>}
      {phase === 'succeeded' && !text && <p className="text-text-3">The model returned no text.</p>}
      {phase === 'idle' &&
        (absence === 'loading' ? <Lines /> : <p className="text-text-3">{ABSENCE_WORDS[absence]}</p>)}
    </div>
  );
}

/** Placeholder while an answer loads. */
function Lines() {
  return (
    <div className="flex flex-col gap-2">
      <span className="sr-only">Loading the answer</span>
      <span aria-hidden className="skeleton h-4 w-full" />
      <span aria-hidden className="skeleton h-4 w-5/6" />
      <span aria-hidden className="skeleton h-4 w-2/3" />
    </div>
  );
}
