'use client';
import { ArrowUp, Square } from 'lucide-react';
import { useLayoutEffect, useRef } from 'react';
import { Button } from '../../ui/button';

/** A press this soon after the buttons were swapped was meant for the previous one. */
const MISCLICK_MS = 400;

interface SendOrStopProps {
  /** An answer is streaming. */
  isBusy: boolean;
  isDisabled: boolean;
  title?: string | undefined;
  onStop: () => void;
}

/** Stop while an answer streams, otherwise Send. Presses right after the swap are ignored. */
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

/** Keeps the focus when one button replaces the other. */
function useKeepFocus(shown: unknown) {
  const button = useRef<HTMLButtonElement>(null);
  const hadFocus = useRef(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `shown` marks a new button.
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
