'use client';
import { RefreshCw } from 'lucide-react';
import Link from 'next/link';
import { useState } from 'react';
import { formatCount, formatSeconds, formatUsd } from '../../lib/format';
import { Button } from '../ui/button';
import { CopyButton } from '../ui/copy-button';
import { nameOf } from '../ui/model-name';
import { Note } from '../ui/note';
import { CategoryFix, type Correct } from './category-fix';
import { DecisionCard } from './decision-card';
import { Markdown } from './markdown';
import { type ChatMessage, type EndData, endOf, type RouteData, routeOf, type Said, textOf } from './messages';
import { type Rate, Rating } from './rating';
import { RouteChip } from './route-chip';

interface AnswerProps {
  message: ChatMessage;
  isStreaming: boolean;
  /** What the caller has said about it, as stored. */
  said: Said;
  onRate: Rate;
  onCorrect: Correct;
  /** Asks again, where nothing came. */
  onTryAgain: () => void;
}

/** An answer: who and why, the text, what it took. */
export function Answer({ message, isStreaming, said, onRate, onCorrect, onTryAgain }: AnswerProps) {
  const [isOpen, setOpen] = useState(false);
  const route = routeOf(message);
  const end = endOf(message);
  const text = textOf(message);
  return (
    <article aria-label="Answer" aria-busy={isStreaming} className="flex min-w-0 flex-col gap-3">
      {route && <RouteChip route={route} isOpen={isOpen} onToggle={() => setOpen(!isOpen)} />}
      {route && isOpen && (
        <DecisionCard
          decision={route.decision}
          answeredBy={route.model}
          fix={
            end && (
              <CategoryFix
                requestId={route.requestId}
                category={route.decision.category}
                initial={said.category}
                onCorrect={onCorrect}
              />
            )
          }
        />
      )}
      {text && <Markdown text={text} isGrowing={isStreaming} />}
      {isStreaming && <Caret hasText={text !== ''} />}
      {end && <EndNote end={end} hasText={text !== ''} />}
      {end?.status === 'failed' && !text && (
        <Button className="self-start" onClick={onTryAgain}>
          <RefreshCw size={14} /> Try again
        </Button>
      )}
      {route && end && <MetaLine route={route} end={end} text={text} initialRating={said.rating} onRate={onRate} />}
    </article>
  );
}

function Caret({ hasText }: { hasText: boolean }) {
  return (
    <span role="status" className="flex items-center gap-2 text-meta text-text-3">
      <span aria-hidden className="inline-block h-[15px] w-[7px] rounded-[1px] bg-accent motion-safe:animate-pulse" />
      <span className={hasText ? 'sr-only' : ''}>
        {hasText ? 'Answer is streaming' : 'Waiting for the first token'}
      </span>
    </span>
  );
}

/** What the person must know when an answer did not come whole. */
function EndNote({ end, hasText }: { end: EndData; hasText: boolean }) {
  if (end.status === 'cancelled') return <p className="text-meta text-text-3">Stopped. What arrived is saved.</p>;
  if (end.status !== 'failed') return null;
  return (
    <Note tone={hasText ? 'warn' : 'danger'} role="alert">
      {hasText ? 'The answer is incomplete; what arrived is saved. ' : 'No model could answer. '}
      {end.failure}
    </Note>
  );
}

interface MetaLineProps {
  route: RouteData;
  end: EndData;
  text: string;
  initialRating: number | null;
  onRate: Rate;
}

function MetaLine({ route, end, text, initialRating, onRate }: MetaLineProps) {
  const facts = [
    end.ttftMs === null ? null : `first token ${formatSeconds(end.ttftMs)}`,
    end.tokens > 0 ? `${formatCount(end.tokens)} tokens` : null,
    `${end.costState === 'estimated' ? 'est. ' : ''}${formatUsd(end.costNanoUsd)}${route.provider === 'sandbox' ? ', made up' : ''}`,
  ].filter((fact) => fact !== null);
  return (
    <div className="flex min-h-6 flex-wrap items-center gap-x-2 gap-y-1 text-meta text-text-3 tabular">
      <Link
        href={`/requests/${route.requestId}`}
        className="hover:text-text hover:underline max-[640px]:hidden"
        title="Open this request"
      >
        {nameOf(route.model)}
      </Link>
      {facts.map((fact, i) => (
        <span key={fact} className="flex items-center gap-2">
          <span aria-hidden className={i === 0 ? 'h-3 w-px bg-line max-[640px]:hidden' : 'h-3 w-px bg-line'} />
          {fact}
        </span>
      ))}
      {text && (
        <span className="ml-auto flex items-center gap-0.5">
          <Rating requestId={route.requestId} initial={initialRating} onRate={onRate} />
          <CopyButton text={text} label="Copy answer" iconOnly />
        </span>
      )}
    </div>
  );
}
