import { z } from 'zod';
import type { PromptEvent } from '@/components/providers/prompt-run';
import { withCaller } from '@/lib/auth/doormen';
import { AppError } from '@/lib/errors';
import { PROMPT_KINDS, TEST_PROMPTS } from './prompts';
import { sendPrompts } from './send-prompts';

/** The chaos lab's test prompts: real requests in the sandbox, told as one JSON object a line while they run. */
export const POST = withCaller(
  { schema: z.object({ kind: z.enum(PROMPT_KINDS) }), role: 'admin' },
  async ({ runtime, caller, input }, request) => {
    if (!runtime.sandbox) throw new AppError('not_found', 'The sandbox is off, so there is nobody to send these to.');
    const leaving = new AbortController();
    const signal = AbortSignal.any([request.signal, leaving.signal]);
    const events = sendPrompts({ runtime, caller, prompts: TEST_PROMPTS[input.kind], signal });
    return new Response(
      linesOf(events, () => leaving.abort()),
      {
        headers: { 'content-type': 'application/x-ndjson; charset=utf-8', 'cache-control': 'no-store' },
      },
    );
  },
);

/** Each event as a line. A reader that leaves ends the run; what is under way is read to its end, as everywhere. */
function linesOf(events: AsyncGenerator<PromptEvent>, onLeave: () => void): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let hasLeft = false;
  return new ReadableStream({
    async start(controller) {
      for await (const event of events) if (!hasLeft) controller.enqueue(encoder.encode(`${JSON.stringify(event)}\n`));
      if (!hasLeft) controller.close();
    },
    cancel() {
      hasLeft = true;
      onLeave();
    },
  });
}
