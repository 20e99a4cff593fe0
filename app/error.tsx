'use client';
import { Database, RefreshCw } from 'lucide-react';
import { Button } from '@/components/ui/button';

/** The error page. */
export default function PageError({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <main className="flex max-w-[520px] flex-col items-start gap-1 px-8 pt-16">
      <Database size={20} className="mb-2 text-text-3" />
      <h1 className="text-title font-semibold">This page could not be loaded</h1>
      <p className="text-text-2">
        The database may be unavailable. Running requests will finish and be recorded once it is back.
      </p>
      <div className="mt-3 flex items-center gap-3">
        <Button onClick={reset}>
          <RefreshCw size={14} /> Try again
        </Button>
        {error.digest && <span className="text-meta text-text-3">{error.digest}</span>}
      </div>
    </main>
  );
}
