'use client';
import { ArrowUp, Square } from 'lucide-react';
import { useLayoutEffect, useRef } from 'react';
import { Button } from '../../ui/button';

/** So long a press on a button that has just appeared was meant for the one before it. */
const MISCLICK_MS = 400;

interface SendOrStopProps {
  /** An answer is on its way. */
  isBusy: boolean;
  isDisabled: boolean;
  title?: string | undefined;
  onStop: () => void;
}

/** Two buttons in one place: Stop while an answer is on its way, else Send, which submits. No press goes to the wrong one. */
export function SendOrStop({ isBusy, isDisabled, title, onStop }: SendOrStopProps) {
  const changedAt = useRef(Number.NEGATIVE_INFINITY);
  const isMeantForPrevious = () => performance.now() - changedAt.current < MISCLICK_MS;
  useLayoutEffect(() => {
    if (!isBusy) return;
    return () => {
      changedAt.current = performance.now();
    };
  }, [isBusy]);
  const focusProps = useKeepFocus(isBusy);

  if (isBusy)
    return (
      <Button
        key="stop"
        {...focusProps}
        size="small"
        aria-label="Stop"
        onClick={() => !isMeantForPrevious() && onStop()}
        className="pointer-coarse:h-11"
      >
        <Square size={12} fill="currentColor" /> Stop
      </Button>
    );
  return (
    <Button
      key="send"
      {...focusProps}
      type="submit"
      variant="primary"
      size="small"
      isIcon
      aria-label="Send"
      title={title}
      disabled={isDisabled}
      onClick={(event) => {
        if (isMeantForPrevious()) event.preventDefault();
        else changedAt.current = performance.now();
      }}
      className="shrink-0 pointer-coarse:size-11!"
    >
      <ArrowUp size={14} />
    </Button>
  );
}

/** A button that takes the place of another takes the focus with it. */
function useKeepFocus(shown: unknown) {
  const button = useRef<HTMLButtonElement>(null);
  const hadFocus = useRef(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: it is another button then.
  useLayoutEffect(() => {
    if (!hadFocus.current) return;
    hadFocus.current = false;
    button.current?.focus();
  }, [shown]);
  return {
    ref: button,
    onFocus: () => {
      hadFocus.current = true;
    },
    onBlur: () => {
      hadFocus.current = false;
    },
  };
}
