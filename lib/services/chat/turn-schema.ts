import { z } from 'zod';
import { chatSettings } from '../../chat-settings';
import { CONVERSATION_ID } from '../../db/chat/conversations';
import { isStorable } from '../../storable-text';

const id = z.string().regex(/^msg_[0-9A-Za-z]{10,40}$/);
const question = z.string().max(400_000, 'The question is longer than 400,000 characters.').refine(isStorable, {
  message: 'The question holds a character that cannot be stored.',
});

const file = z.object({
  name: z.string().min(1).max(255).refine(isStorable, 'A file’s name holds a character that cannot be stored.'),
  mediaType: z.string().max(100),
  data: z.base64('A file did not arrive whole.'),
});

/** What is asked for in one turn. */
const asked = z.discriminatedUnion('as', [
  /** A new question, below a message or first of all. An edited question is a new one below the same message. */
  z.object({
    as: z.literal('question'),
    messageId: id,
    parentId: id.nullable(),
    text: question,
    attachments: z.array(file).default([]),
    /** The question that this one is an edition of: its files go with this one too. */
    editionOf: id.nullable().default(null),
  }),
  /** Another answer to a question that is stored. */
  z.object({
    as: z.literal('answer'),
    questionId: id,
    /** The answer it is asked for instead of, which memory hears about, and why it is asked. */
    instead: z.object({ answerId: id, wish: z.enum(['same', 'cheaper', 'stronger', 'chosen']) }).nullable(),
    /** Asked instead of the settings' model. */
    model: z.string().min(1).max(200).nullable(),
  }),
  /** What is missing of an answer that broke off. */
  z.object({ as: z.literal('continuation'), answerId: id, model: z.string().min(1).max(200).nullable() }),
]);

/** The body of `POST /api/chat`. */
export const turnSchema = z
  .object({
    conversationId: z.string().regex(CONVERSATION_ID),
    /** The place of the answer, so that it can be found again when the connection breaks. */
    answerId: id,
    asked,
    settings: chatSettings,
  })
  .refine(
    ({ asked }) => asked.as !== 'question' || asked.text.trim() || asked.attachments.length > 0 || asked.editionOf,
    'Ask something.',
  );

export type TurnInput = z.infer<typeof turnSchema>;
export type Asked = TurnInput['asked'];
