'use client';
import { createContext, type ReactNode, useContext } from 'react';

const Teaching = createContext(true);

interface FeedbackPermissionProviderProps {
  /** Whether the router learns from this user's feedback. */
  mayTeach: boolean;
  children: ReactNode;
}

/** Provides the permission to all ratings, votes and corrections below. */
export function FeedbackPermissionProvider({ mayTeach, children }: FeedbackPermissionProviderProps) {
  return <Teaching value={mayTeach}>{children}</Teaching>;
}

/** False for viewers: show `ViewerNote` instead of the control. */
export function useMayGiveFeedback(): boolean {
  return useContext(Teaching);
}

/** Replaces a feedback control. */
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
