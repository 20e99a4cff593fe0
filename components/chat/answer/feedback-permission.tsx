'use client';
import { createContext, type ReactNode, useContext } from 'react';

const Teaching = createContext(true);

interface FeedbackPermissionProviderProps {
  /** Whether memory learns from what this person says. */
  mayTeach: boolean;
  children: ReactNode;
}

/** Tells every thumb, vote and correction below whether it is there to be used, or to say why it is not. */
export function FeedbackPermissionProvider({ mayTeach, children }: FeedbackPermissionProviderProps) {
  return <Teaching value={mayTeach}>{children}</Teaching>;
}

/** False for viewers, who look on: show `ViewersNote` instead of what they may not use. */
export function useMayGiveFeedback(): boolean {
  return useContext(Teaching);
}

/** Stands where a button that teaches would be. */
export function ViewerNote({ what }: { what: 'rate' | 'vote' | 'correct the category' }) {
  return (
    <span
      className="text-meta text-text-3"
      title="Feedback trains the router and needs the member role. Ask an owner or admin to change your role."
    >
      Viewers cannot {what}.
    </span>
  );
}
