import { readyz } from '@/lib/gateway/http/health';
import { newRequestId } from '@/lib/gateway/http/http';
import { getRuntime } from '@/lib/runtime/runtime';

/** For hosts that probe under /api; the same as /readyz. It reveals only whether the server is ready. */
export async function GET(): Promise<Response> {
  const { status, headers, body } = await readyz(await getRuntime());
  return new Response(String(body), { status, headers: { ...headers, 'x-request-id': newRequestId() } });
}
