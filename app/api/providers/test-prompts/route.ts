import { z } from 'zod';
import { withCaller } from '@/lib/auth/guards';
import { AppError } from '@/lib/errors';
import { sendPrompts } from '@/lib/services/providers/send-prompts';
import { PROMPT_KINDS, TEST_PROMPTS } from '@/lib/services/providers/test-prompts';
import { lineResponse } from '../../line-response';

/** The chaos lab's test prompts: real requests in the sandbox, streamed while they run. */
export const POST = withCaller(
  { schema: z.object({ kind: z.enum(PROMPT_KINDS) }), role: 'admin' },
  async ({ runtime, caller, input }, request) => {
    if (!runtime.sandbox)
      throw new AppError('not_found', 'The sandbox is off. Start the server with A3M_SANDBOX=on to send test prompts.');
    const prompts = TEST_PROMPTS[input.kind];
    return lineResponse(request, (signal) => sendPrompts({ runtime, caller, prompts, signal }));
  },
);
