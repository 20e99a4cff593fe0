import type { NextRequest } from 'next/server';
import NextAuth from 'next-auth';
import { authOptions } from '@/lib/auth/options';
import { getRuntime } from '@/lib/runtime/runtime';

/** next-auth's own endpoints: it checks credentials and CSRF tokens itself. */
async function handler(request: NextRequest, context: { params: Promise<{ nextauth: string[] }> }): Promise<Response> {
  return NextAuth(request, context, authOptions(await getRuntime()));
}

export { handler as GET, handler as POST };
