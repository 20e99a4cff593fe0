import { z } from 'zod';
import { withCaller } from '@/lib/auth/guards';
import { findConversation } from '@/lib/db/chat/conversations';
import { AppError } from '@/lib/errors';
import { exportName } from '@/lib/services/chat/export-branch';
import { exportJson } from '@/lib/services/chat/export-json';
import { exportMarkdown } from '@/lib/services/chat/export-markdown';

const schema = z.object({
  id: z.string().max(64),
  format: z.enum(['md', 'json'], 'The format is md or json.'),
  /** The last message of the branch to export; without it, the branch opened last. */
  leaf: z.string().max(64).optional(),
});

const TYPES = { md: 'text/markdown; charset=utf-8', json: 'application/json; charset=utf-8' };

/** The caller's own conversation as a file: readable Markdown, or complete JSON. */
export const GET = withCaller({ schema }, async ({ runtime, caller, input }) => {
  const { id, format, leaf = null } = input;
  const conversation = await findConversation(runtime.database, caller, id);
  if (!conversation) throw new AppError('not_found', 'This chat no longer exists.');
  const now = new Date();
  const text =
    format === 'md'
      ? exportMarkdown(conversation, leaf, now)
      : `${JSON.stringify(exportJson(conversation, leaf, now), null, 2)}\n`;
  return new Response(text, {
    headers: {
      'content-type': TYPES[format],
      'content-disposition': `attachment; filename="${exportName(conversation.title, format)}"`,
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
    },
  });
});
