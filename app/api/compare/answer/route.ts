import { z } from 'zod';
import { withCaller } from '@/lib/auth/guards';
import { startColumn } from '@/lib/services/compare/answer-column';
import { lineResponse } from '../../line-response';

const schema = z.object({
  promptId: z.string().regex(/^cpr_[0-9A-Za-z]{10,40}$/),
  /** The column's position on the page, from 0. */
  place: z.number().int().min(0).max(3),
});

/** Streams one column's answer as JSON lines. Each column is a separate request. */
export const POST = withCaller({ schema, source: 'compare' }, async ({ runtime, caller, input }, request) => {
  const leaving = new AbortController();
  const signal = AbortSignal.any([request.signal, leaving.signal]);
  const lines = await startColumn({ runtime, caller, ...input, signal });
  return lineResponse(request, (left) => {
    left.addEventListener('abort', () => leaving.abort());
    return lines;
  });
});
