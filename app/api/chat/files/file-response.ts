import type { StoredFile } from '@/lib/db/chat/threads';
import { isImage } from '@/lib/services/chat/files';

/** Uploaded content is untrusted: images are displayed, anything else is downloaded. */
export function fileResponse(file: StoredFile, cacheControl: string): Response {
  const place = isImage(file) ? 'inline' : 'attachment';
  return new Response(Uint8Array.from(file.bytes), {
    headers: {
      'content-type': isImage(file) ? file.mediaType : 'text/plain; charset=utf-8',
      'content-disposition': `${place}; filename*=UTF-8''${encodeURIComponent(file.name)}`,
      'content-security-policy': "default-src 'none'; sandbox",
      'x-content-type-options': 'nosniff',
      'cache-control': cacheControl,
    },
  });
}
