import { createUIMessageStreamResponse } from 'ai';
import { z } from 'zod';
import { withCaller } from '@/lib/auth/doormen';
import { newId } from '@/lib/engine/id';
import { answerTurn } from './answer-turn';

const text = z.string().min(1).max(400_000);

const schema = z.object({
  conversationId: z.string().regex(/^conv_[0-9A-Za-z]{10,40}$/),
  messageId: z.string().regex(/^msg_[0-9A-Za-z]{10,40}$/),
  /** The conversation so far, the new question last. */
  messages: z
    .array(z.object({ role: z.enum(['user', 'assistant']), content: z.string().max(400_000) }))
    .min(1, 'Ask something.')
    .max(500)
    .refine(
      (messages) => messages.at(-1)?.role === 'user' && text.safeParse(messages.at(-1)?.content).success,
      'Ask something.',
    ),
  model: z.string().min(1).max(200).default('auto'),
});

/** The playground's stream: the gateway's own run, worded as an AI SDK UI stream. */
export const POST = withCaller({ schema, source: 'playground' }, async ({ runtime, caller, input }, request) => {
  const requestId = newId('req');
  const stream = await answerTurn({
    runtime,
    caller,
    ...input,
    requestId,
    answerId: newId('msg'),
    signal: request.signal,
  });
  return createUIMessageStreamResponse({ stream, headers: { 'x-request-id': requestId } });
});
