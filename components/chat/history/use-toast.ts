'use client';
import { useState } from 'react';
import type { ToastContent } from '../../ui/toast';

/** The toast of the playground: at most one at a time. */
export function useToast() {
  const [content, setContent] = useState<ToastContent | null>(null);
  return {
    content,
    show: (text: string, action: ToastContent['action'] = null) => setContent({ id: Date.now(), text, action }),
    close: () => setContent(null),
  };
}

export type Toasts = ReturnType<typeof useToast>;
