import { z } from 'zod';
import { withCaller } from '@/lib/auth/guards';
import { findSharedFile } from '@/lib/db/chat/shares';
import { AppError } from '@/lib/errors';
import { fileResponse } from '../../chat/files/file-response';

const schema = z.object({ share: z.string().max(64), id: z.string().max(64) });

/** A file of a shared conversation, for any signed-in user. Not cached, because the link may be revoked. */
export const GET = withCaller({ schema }, async ({ runtime, input }) => {
  const file = await findSharedFile(runtime.database, input.share, input.id);
  if (!file) throw new AppError('not_found', 'There is no such file.');
  return fileResponse(file, 'private, no-store');
});
