import { z } from 'zod';
import { withCaller } from '@/lib/auth/doormen';
import { findFile } from '@/lib/db/threads';
import { AppError } from '@/lib/errors';
import { isImage } from '@/lib/gateway/chat/files';

const schema = z.object({ id: z.string().max(64) });

/** A file of the caller's own conversation. A stranger's bytes: images are shown, anything else is only saved. */
export const GET = withCaller({ schema }, async ({ runtime, caller, input }) => {
  const file = await findFile(runtime.database, caller, input.id);
  if (!file) throw new AppError('not_found', 'There is no such file.');
  const place = isImage(file) ? 'inline' : 'attachment';
  return new Response(Uint8Array.from(file.bytes), {
    headers: {
      'content-type': isImage(file) ? file.mediaType : 'text/plain; charset=utf-8',
      'content-disposition': `${place}; filename*=UTF-8''${encodeURIComponent(file.name)}`,
      'content-security-policy': "default-src 'none'; sandbox",
      'cache-control': 'private, max-age=86400, immutable',
    },
  });
});
