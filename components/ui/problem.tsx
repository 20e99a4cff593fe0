import type { ReactNode } from 'react';
import { Note } from './note';

/** An error message, announced immediately. */
export function Problem({ children }: { children: ReactNode }) {
  return (
    <Note tone="danger" role="alert">
      {children}
    </Note>
  );
}
