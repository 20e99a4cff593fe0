import { z } from 'zod';
import { withCaller } from '@/lib/auth/guards';
import { findFile } from '@/lib/db/chat/threads';
import { AppError } from '@/lib/errors';
import { fileResponse } from './file-response';

const schema = z.object({ id: z.string().max(64) });

/** A file of the caller's conversation. */
export const GET = withCaller({ schema }, async ({ runtime, caller, input }) => {
  const file = await findFile(runtime.database, caller, input.id);
  if (!file) throw new AppError('not_found', 'There is no such file.');
  return fileResponse(file, 'private, max-age=86400, immutable');
});
