import { redirect } from 'next/navigation';
import type { z } from 'zod';
import { isAdmin } from '../caller';
import { type LinkPurpose, linkExpiry, redeemLink } from '../db/teams/one-time-links';
import { hasOwner } from '../db/teams/users';
import { RouterError } from '../engine/errors';
import type { RequestSource } from '../engine/store';
import { AppError, httpErrorOf } from '../errors';
import { newRequestId } from '../gateway/http/http';
import { noteRefusal } from '../gateway/refusal';
import { errorFacts } from '../log';
import { getRuntime, type Runtime } from '../runtime/runtime';
import { currentMember, toCaller, type UserCaller } from './session';

export interface Visit {
  runtime: Runtime;
  caller: UserCaller;
  teamName: string;
}

/**
 * Doorman of pages: the signed-in caller, or a redirect to sign in (or to set up, while nobody owns the place). Signing
 * in leads to `next`.
 */
export async function pageCaller(next?: string): Promise<Visit> {
  const runtime = await getRuntime();
  const member = await currentMember();
  if (member) return { runtime, caller: toCaller(member), teamName: member.teamName };
  const login = next ? `/login?${new URLSearchParams({ next })}` : '/login';
  redirect((await hasOwner(runtime.database)) ? login : '/setup');
}

async function signedIn(): Promise<{ runtime: Runtime; caller: UserCaller }> {
  const runtime = await getRuntime();
  const member = await currentMember();
  if (!member) throw new AppError('sign_in_required', 'You are signed out. Sign in again to go on.');
  return { runtime, caller: toCaller(member) };
}

export interface DoorOptions<Schema extends z.ZodType> {
  schema: Schema;
  /** Who may pass: everybody signed in, or admins. */
  role?: 'member' | 'admin';
}

export interface Admitted<Input> {
  runtime: Runtime;
  caller: UserCaller;
  input: Input;
}

async function admitted<Schema extends z.ZodType>(
  { schema, role = 'member' }: DoorOptions<Schema>,
  raw: unknown,
): Promise<Admitted<z.infer<Schema>>> {
  const { runtime, caller } = await signedIn();
  if (role === 'admin' && !isAdmin(caller)) throw new AppError('forbidden', 'Only an owner or an admin may do this.');
  const parsed = schema.safeParse(raw);
  if (!parsed.success) throw invalid(parsed.error);
  return { runtime, caller, input: parsed.data };
}

function invalid(error: z.ZodError): AppError {
  const issue = error.issues[0];
  return new AppError('invalid_request_error', issue?.message ?? 'Something is missing.', {
    param: issue?.path.join('.') || null,
  });
}

/**
 * Doorman of route handlers under /api: who asks, what they send, then one verb; errors become answers. Behind a door
 * with a `source` stand requests to models: those turned away are counted.
 */
export function withCaller<Schema extends z.ZodType>(
  options: DoorOptions<Schema> & { source?: RequestSource },
  run: (admitted: Admitted<z.infer<Schema>>, request: Request) => Promise<Response>,
): (request: Request) => Promise<Response> {
  return async (request) => {
    try {
      return await run(await admitted(options, await bodyOf(request)), request);
    } catch (error) {
      return errorResponse(error, options.source);
    }
  };
}

async function bodyOf(request: Request): Promise<unknown> {
  if (request.method === 'GET') return Object.fromEntries(new URL(request.url).searchParams);
  try {
    return await request.json();
  } catch (cause) {
    throw new AppError('invalid_request_error', 'The body is not valid JSON.', { cause });
  }
}

async function errorResponse(error: unknown, source: RequestSource | undefined): Promise<Response> {
  const answer = httpErrorOf(error);
  const { status, body, retryAfter } = answer;
  const requestId = newRequestId();
  if (source) noteRefusal(await getRuntime(), source, { error, answer, requestId });
  else await logUnexpected(error, requestId);
  const headers = { 'x-request-id': requestId, ...(retryAfter !== null && { 'retry-after': String(retryAfter) }) };
  return Response.json(body, { status, headers });
}

export type ActionResult<Value> = { ok: true; value: Value } | { ok: false; message: string; param: string | null };

/** Doorman of server actions: the same, with errors as sentences for the form that called. */
export function callerAction<Schema extends z.ZodType, Value>(
  options: DoorOptions<Schema>,
  run: (admitted: Admitted<z.infer<Schema>>) => Promise<Value>,
): (raw: z.input<Schema>) => Promise<ActionResult<Value>> {
  return async (raw) => {
    try {
      return { ok: true, value: await run(await admitted(options, raw)) };
    } catch (error) {
      return failedAction(error);
    }
  };
}

const LINK_IS_OVER: Record<LinkPurpose, string> = {
  setup: 'This link was used or has run out. The server’s terminal shows a new one.',
  invitation: 'This invitation was used, withdrawn or has run out. Ask for a new one.',
};

/**
 * Doorman of new accounts: no caller yet, but a one-time link, used up only when the rest went well. `setup` makes the
 * first owner.
 */
export function setupAction<Schema extends z.ZodType<{ token: string }>, Value>(
  schema: Schema,
  run: (runtime: Runtime, input: z.infer<Schema>) => Promise<Value>,
  purpose: LinkPurpose = 'setup',
): (raw: z.input<Schema>) => Promise<ActionResult<Value>> {
  return async (raw) => {
    try {
      const runtime = await getRuntime();
      const parsed = schema.safeParse(raw);
      if (!parsed.success) throw invalid(parsed.error);
      const isValid = await linkExpiry(runtime.database, purpose, parsed.data.token);
      if (!isValid) throw new AppError('forbidden', LINK_IS_OVER[purpose]);
      const value = await run(runtime, parsed.data);
      await redeemLink(runtime.database, purpose, parsed.data.token);
      return { ok: true, value };
    } catch (error) {
      return failedAction(error);
    }
  };
}

async function failedAction(error: unknown): Promise<{ ok: false; message: string; param: string | null }> {
  await logUnexpected(error, null);
  return {
    ok: false,
    message: httpErrorOf(error).body.error.message,
    param: error instanceof AppError ? error.param : null,
  };
}

async function logUnexpected(error: unknown, requestId: string | null): Promise<void> {
  if (error instanceof AppError || error instanceof RouterError) return;
  const { log } = await getRuntime();
  log('error', 'A page request failed.', { requestId, ...errorFacts(error) });
}
