'use client';
import { type RefObject, useCallback, useEffect, useState } from 'react';

const NEAR_BOTTOM_PX = 48;

/** Follows growing content while the user is at the bottom, and never scrolls otherwise. */
export function useStickToBottom(scroller: RefObject<HTMLElement | null>) {
  const [isAtBottom, setAtBottom] = useState(true);

  const scrollToBottom = useCallback(() => {
    const element = scroller.current;
    if (element) element.scrollTop = element.scrollHeight;
  }, [scroller]);

  useEffect(() => {
    const element = scroller.current;
    const content = element?.firstElementChild;
    if (!element || !content) return;
    let follows = true;
    const onScroll = () => {
      follows = element.scrollHeight - element.scrollTop - element.clientHeight < NEAR_BOTTOM_PX;
      setAtBottom(follows);
    };
    const observer = new ResizeObserver(() => {
      if (follows) element.scrollTop = element.scrollHeight;
      else onScroll();
    });
    observer.observe(content);
    element.addEventListener('scroll', onScroll, { passive: true });
    return () => {
      observer.disconnect();
      element.removeEventListener('scroll', onScroll);
    };
  }, [scroller]);

  return { isAtBottom, scrollToBottom };
}
