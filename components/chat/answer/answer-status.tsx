import { Play, PlugZap, RefreshCw } from 'lucide-react';
import type { EndData } from '@/lib/services/chat/chat-message';
import { Button } from '../../ui/button';
import { Note } from '../../ui/note';
import type { LiveState } from '../conversation/conversation-store';

/** The streaming indicator and the state of the connection. Streamed text itself is not announced. */
export function Caret({ state, hasText }: { state: LiveState; hasText: boolean }) {
  if (state === 'lost' || state === 'interrupted') return null;
  const isAway = state === 'reconnecting';
  return (
    <span role="status" className="flex items-center gap-2 text-meta text-text-3">
      <span aria-hidden className="inline-block h-[15px] w-[7px] rounded-[1px] bg-accent motion-safe:animate-pulse" />
      <span className={hasText && !isAway ? 'sr-only' : ''}>{streamingStatus(state, hasText)}</span>
    </span>
  );
}

function streamingStatus(state: LiveState, hasText: boolean): string {
  if (state === 'asking') return 'Choosing a model …';
  if (state === 'reconnecting') return 'Connection lost. The answer continues on the server; reconnecting …';
  return hasText ? 'Answer is streaming' : 'Waiting for the first token';
}

interface AnswerProblemProps {
  state: LiveState | undefined;
  end: EndData | null;
  hasText: boolean;
  onTryAgain: () => void;
  onFollowAgain: () => void;
}

/** Explains a missing answer and offers the one action that helps. */
export function AnswerProblem({ state, end, hasText, onTryAgain, onFollowAgain }: AnswerProblemProps) {
  if (state === 'lost')
    return (
      <StatusNote
        words="Could not reach the server for a while. The answer may be complete by now."
        label="Reconnect"
        onAct={onFollowAgain}
        Icon={PlugZap}
      />
    );
  const isInterrupted = state === 'interrupted' || end?.failureKind === 'abandoned';
  if (isInterrupted && !hasText)
    return (
      <StatusNote
        words="This answer was interrupted because the server stopped."
        label="Try again"
        onAct={onTryAgain}
        Icon={RefreshCw}
      />
    );
  if (end?.status === 'failed' && !hasText)
    return (
      <StatusNote
        words={`No model could answer. ${end.failure ?? ''}`}
        label="Try again"
        onAct={onTryAgain}
        Icon={RefreshCw}
      />
    );
  if (end?.status === 'cancelled' && !hasText)
    return (
      <StatusNote
        words="Stopped before the first token."
        label="Try again"
        onAct={onTryAgain}
        Icon={RefreshCw}
        isCalm
      />
    );
  if (end && !hasText)
    return (
      <StatusNote
        words="The model returned no text, or the text could not be stored."
        label="Try again"
        onAct={onTryAgain}
        Icon={RefreshCw}
      />
    );
  return null;
}

interface StatusNoteProps {
  words: string;
  label: string;
  onAct: () => void;
  Icon: typeof RefreshCw;
  isCalm?: boolean;
}

function StatusNote({ words, label, onAct, Icon, isCalm = false }: StatusNoteProps) {
  return (
    <>
      {isCalm ? (
        <p className="text-meta text-text-3">{words}</p>
      ) : (
        <Note tone="danger" role="alert">
          {words}
        </Note>
      )}
      <Button className="self-start" onClick={onAct}>
        <Icon size={14} /> {label}
      </Button>
    </>
  );
}

/** Below an answer that the user stopped. */
export function StoppedNote({ onContinue }: { onContinue: (() => void) | null }) {
  return (
    <p className="flex min-h-7 flex-wrap items-center gap-2 text-meta text-text-3">
      Stopped. The text so far is saved.
      {onContinue && (
        <Button variant="ghost" size="small" onClick={onContinue}>
          <Play size={14} /> Continue
        </Button>
      )}
    </p>
  );
}
