import type { ReactNode } from 'react';
import { Note } from './note';

/** What went wrong with what somebody just did, in words; read out at once. */
export function Problem({ children }: { children: ReactNode }) {
  return (
    <Note tone="danger" role="alert">
      {children}
    </Note>
  );
}
