'use client';
import { memo, useState } from 'react';
import type { AnswerFeedback, ChatMessage } from '@/lib/services/chat/chat-message';
import { CopyButton } from '../../ui/copy-button';
import type { ConversationStore, LiveState } from '../conversation/conversation-store';
import { endOf, NO_FEEDBACK, routeOf, severalOf, textOf } from '../conversation/messages';
import type { ThreadHandlers } from '../conversation/thread-handlers';
import { useStreamingParts } from '../conversation/use-streaming-parts';
import { Markdown } from '../markdown/markdown';
import { continueInFence } from '../markdown/open-fence';
import { AnswerProblem, Caret, StoppedNote } from './answer-status';
import { CategoryCorrection } from './category-correction';
import { ConsensusCard } from './consensus-card';
import { DecisionCard } from './decision-card';
import { ContinuedBy, Interruption } from './interruption';
import { InterruptionActions } from './interruption-actions';
import { type EndedPart, MetaLine } from './meta-line';
import { Rating } from './rating';
import { RegenerateMenu } from './regenerate-menu';
import { RouteChip } from './route-chip';
import { useDismissedInterruption } from './use-dismissed-interruption';
import { type Version, VersionNav } from './version-nav';

interface AnswerProps {
  store: ConversationStore;
  /** The answer and its continuations. */
  parts: ChatMessage[];
  /** State of the last part; null when it has ended. */
  live: LiveState | null;
  version: Version;
  /** The user's feedback, by request id. */
  feedback: Record<string, AnswerFeedback>;
  /** No message follows it. */
  isLast: boolean;
  handlers: ThreadHandlers;
}

/**
 * One answer: model and reason, text with its interruptions, cost. Finished answers do not render again while another
 * streams.
 */
export const Answer = memo(function Answer(props: AnswerProps) {
  const { store, live, version, feedback, isLast, handlers } = props;
  const parts = useStreamingParts(store, props.parts);
  const [first] = parts;
  const last = parts.at(-1);
  if (!first || !last) return null;
  const route = routeOf(last);
  const end = endOf(last);
  const hasText = parts.some((part) => textOf(part) !== '');
  const ended = parts.flatMap((part) => endedOf(part) ?? []);
  return (
    <article aria-label="Answer" aria-busy={end === null && live !== null} className="flex min-w-0 flex-col gap-3">
      {!isWaiting(first) && <Why message={first} feedback={feedback} handlers={handlers} />}
      {parts.map((part, i) => (
        <Part
          key={part.id}
          part={part}
          before={parts.slice(0, i)}
          next={parts[i + 1]}
          isGrowing={part === last && live !== null && !end}
        />
      ))}
      {live && !end && !(live === 'streaming' && isWaiting(last)) && (
        <Caret state={live} hasText={textOf(last) !== ''} />
      )}
      <AnswerProblem
        state={live ?? undefined}
        end={end}
        hasText={textOf(last) !== ''}
        onTryAgain={() =>
          parts.length > 1 ? handlers.continueWith(parts.at(-2) ?? first, null) : handlers.tryAgain(last)
        }
        onFollowAgain={() => handlers.followAgain(last)}
      />
      <OpenEnd part={last} isLast={isLast} handlers={handlers} />
      {route && end && hasText && (
        <MetaLine parts={ended}>
          <VersionNav version={version} of="answer" onStep={(step) => handlers.step(first, step)} />
          <Rating
            requestId={route.requestId}
            answerId={first.id}
            initial={feedback[route.requestId]?.rating ?? null}
            initialComment={feedback[route.requestId]?.comment ?? null}
            onRate={handlers.rate}
          />
          <CopyButton
            text={parts.map(textOf).join('')}
            label="Copy answer"
            iconOnly
            onCopied={() => handlers.noteKept(first)}
          />
          <RegenerateMenu
            answerId={first.id}
            route={route}
            onLoadCandidates={handlers.loadCandidates}
            onRegenerate={(kind, model) => handlers.regenerate(first, kind, model)}
          />
        </MetaLine>
      )}
      {!(route && end && hasText) && (
        <VersionNav version={version} of="answer" onStep={(step) => handlers.step(first, step)} />
      )}
    </article>
  );
}, isSameAnswer);

/** Waiting for several models; the consensus card shows their progress. */
function isWaiting(part: ChatMessage): boolean {
  const several = severalOf(part);
  return several !== null && several.consensus === null && endOf(part) === null;
}

/** Unchanged parts stay the same objects, but the list of them is new on each render. */
function isSameAnswer(a: AnswerProps, b: AnswerProps): boolean {
  return (
    a.parts.length === b.parts.length &&
    a.parts.every((part, i) => part === b.parts[i]) &&
    a.live === b.live &&
    a.version.index === b.version.index &&
    a.version.count === b.version.count &&
    a.feedback === b.feedback &&
    a.isLast === b.isLast
  );
}

function endedOf(part: ChatMessage): EndedPart | null {
  const route = routeOf(part);
  const end = endOf(part);
  return route && end && { route, end };
}

type WhyProps = Pick<AnswerProps, 'feedback' | 'handlers'> & { message: ChatMessage };

/** The model, shown before the first token, and the full decision on demand. */
function Why({ message, feedback, handlers }: WhyProps) {
  const [isOpen, setOpen] = useState(false);
  const route = routeOf(message);
  if (!route) return null;
  const { requestId, decision, model } = route;
  const fix = endOf(message) && (
    <CategoryCorrection
      requestId={requestId}
      category={decision.category}
      initial={(feedback[requestId] ?? NO_FEEDBACK).category}
      onCorrect={handlers.correct}
    />
  );
  return (
    <>
      <RouteChip route={route} isOpen={isOpen} onToggle={() => setOpen(!isOpen)} />
      {isOpen && <DecisionCard decision={decision} answeredBy={model} fix={fix} />}
    </>
  );
}

interface PartProps {
  part: ChatMessage;
  before: ChatMessage[];
  /** The part that continues it. */
  next: ChatMessage | undefined;
  /** Its text is still streaming. */
  isGrowing: boolean;
}

/** The text of one part, and the interruption before the next one. */
function Part({ part, before, next, isGrowing }: PartProps) {
  const text = textOf(part);
  const several = severalOf(part);
  const ended = endedOf(part);
  const nextRoute = next && routeOf(next);
  return (
    <>
      {several && <ConsensusCard several={several} isWaiting={isWaiting(part)} />}
      {text && (
        <div data-message={part.id} className="min-w-0">
          <Markdown
            text={before.length > 0 ? continueInFence(before.map(textOf).join(''), text) : text}
            isGrowing={isGrowing}
          />
        </div>
      )}
      {next && ended && <Interruption {...ended} />}
      {next && nextRoute && <ContinuedBy route={nextRoute} end={endOf(next)} />}
    </>
  );
}

type OpenEndProps = Pick<AnswerProps, 'isLast' | 'handlers'> & { part: ChatMessage };

/** The end of an interrupted or stopped answer that has no continuation. */
function OpenEnd({ part, isLast, handlers }: OpenEndProps) {
  const [isDismissed, dismiss] = useDismissedInterruption(part.id);
  const ended = endedOf(part);
  if (!ended || textOf(part) === '' || ended.end.status === 'succeeded') return null;
  const { route, end } = ended;
  if (end.status === 'cancelled')
    return <StoppedNote onContinue={isLast ? () => handlers.continueWith(part, route.model) : null} />;
  if (isDismissed || !isLast) return <Interruption route={route} end={end} />;
  return (
    <Interruption route={route} end={end}>
      <InterruptionActions
        answerId={part.id}
        route={route}
        onLoadCandidates={handlers.loadCandidates}
        onContinue={(model) => handlers.continueWith(part, model)}
        onStartOver={() => handlers.tryAgain(part)}
        onKeep={dismiss}
      />
    </Interruption>
  );
}
