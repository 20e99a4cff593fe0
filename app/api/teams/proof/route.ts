import { z } from 'zod';
import { withCaller } from '@/lib/auth/doormen';
import type { ProofEvent } from '@/lib/db/proof';
import { mustManage } from '@/lib/db/team-access';
import { httpErrorOf } from '@/lib/errors';
import { proveBudget } from '@/lib/gateway/proof';

/** Proves that a limit holds, in the sandbox, told as one JSON object a line while it happens. */
export const POST = withCaller(
  { schema: z.object({ teamId: z.string().max(64) }) },
  async ({ runtime, caller, input: { teamId } }, request) => {
    await mustManage(runtime.database, caller, teamId);
    const leaving = new AbortController();
    const signal = AbortSignal.any([request.signal, leaving.signal]);
    const events = proveBudget({ runtime, caller, teamId, signal });
    return new Response(
      linesOf(events, () => leaving.abort()),
      {
        headers: { 'content-type': 'application/x-ndjson; charset=utf-8', 'cache-control': 'no-store' },
      },
    );
  },
);

/** Each event as a line. A reader that leaves ends the calls; the proof is read to its end, so that it cleans up. */
function linesOf(events: AsyncGenerator<ProofEvent>, onLeave: () => void): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let hasLeft = false;
  return new ReadableStream({
    async start(controller) {
      const tell = (line: unknown) => {
        if (!hasLeft) controller.enqueue(encoder.encode(`${JSON.stringify(line)}\n`));
      };
      try {
        for await (const event of events) tell(event);
      } catch (error) {
        tell({ type: 'error', message: httpErrorOf(error).body.error.message });
      }
      if (!hasLeft) controller.close();
    },
    cancel() {
      hasLeft = true;
      onLeave();
    },
  });
}
