import { z } from 'zod';
import { chatSettings } from '../../chat-settings';
import { CONVERSATION_ID } from '../../db/chat/conversations';
import { isStorable } from '../../storable-text';

const id = z.string().regex(/^msg_[0-9A-Za-z]{10,40}$/);
const question = z.string().max(400_000, 'The question is longer than 400,000 characters.').refine(isStorable, {
  message: 'The question contains a character that cannot be stored.',
});

const file = z.object({
  name: z.string().min(1).max(255).refine(isStorable, 'A file name contains a character that cannot be stored.'),
  mediaType: z.string().max(100),
  data: z.base64('A file was not uploaded completely.'),
});

/** What one turn requests. */
const asked = z.discriminatedUnion('kind', [
  /** A new question. An edited question is a new one with the same parent. */
  z.object({
    kind: z.literal('question'),
    messageId: id,
    parentId: id.nullable(),
    text: question,
    attachments: z.array(file).default([]),
    /** The question that this one edits; its files are kept. */
    editionOf: id.nullable().default(null),
  }),
  /** Another answer to a stored question. */
  z.object({
    kind: z.literal('answer'),
    questionId: id,
    /** The answer it replaces and the reason, which the router learns from. */
    instead: z.object({ answerId: id, preference: z.enum(['same', 'cheaper', 'stronger', 'chosen']) }).nullable(),
    /** Overrides the settings' model. */
    model: z.string().min(1).max(200).nullable(),
  }),
  /** The rest of an interrupted answer. */
  z.object({ kind: z.literal('continuation'), answerId: id, model: z.string().min(1).max(200).nullable() }),
]);

/** The body of `POST /api/chat`. */
export const turnSchema = z
  .object({
    conversationId: z.string().regex(CONVERSATION_ID),
    /** Id of the answer, so that the client can find it again after a lost connection. */
    answerId: id,
    asked,
    settings: chatSettings,
  })
  .refine(
    ({ asked }) => asked.kind !== 'question' || asked.text.trim() || asked.attachments.length > 0 || asked.editionOf,
    'Ask something.',
  );

export type TurnInput = z.infer<typeof turnSchema>;
export type Asked = TurnInput['asked'];
