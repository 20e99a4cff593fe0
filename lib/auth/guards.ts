import { redirect } from 'next/navigation';
import type { z } from 'zod';
import { isAdmin, type UserCaller } from '../caller';
import { type LinkPurpose, linkExpiry, redeemLink } from '../db/teams/one-time-links';
import { hasOwner } from '../db/teams/users';
import { RouterError } from '../engine/errors';
import type { RequestSource } from '../engine/store';
import { AppError, toHttpError } from '../errors';
import { newRequestId } from '../gateway/http/http';
import { noteRefusal } from '../gateway/refusal';
import { errorFacts } from '../log';
import { getRuntime, type Runtime } from '../runtime/runtime';
import { currentMember, toCaller } from './session';

export interface Visit {
  runtime: Runtime;
  caller: UserCaller;
  teamName: string;
}

/**
 * Guard of pages: the signed-in caller, or a redirect to the login page (to setup while there is no owner account).
 * Logging in leads back to `next`.
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
  if (!member) throw new AppError('sign_in_required', 'You are signed out. Sign in again to continue.');
  return { runtime, caller: toCaller(member) };
}

export interface GuardOptions<Schema extends z.ZodType> {
  schema: Schema;
  /** The role required: any signed-in user, or an admin. */
  role?: 'member' | 'admin';
}

/** A route's dynamic segments, by name. */
export type RouteParams = Record<string, string | undefined>;

interface RouteContext {
  params: Promise<RouteParams>;
}

export interface Admitted<Input> {
  runtime: Runtime;
  caller: UserCaller;
  input: Input;
}

async function admitted<Schema extends z.ZodType>(
  { schema, role = 'member' }: GuardOptions<Schema>,
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
  return new AppError('invalid_request_error', issue?.message ?? 'The input is incomplete.', {
    param: issue?.path.join('.') || null,
  });
}

/**
 * Guard of route handlers under /api: authenticates the caller, parses the input, runs the handler and turns errors into
 * responses. With a `source`, the handler starts requests to models, and refused ones are counted in the metrics.
 */
export function withCaller<Schema extends z.ZodType>(
  options: GuardOptions<Schema> & { source?: RequestSource },
  run: (admitted: Admitted<z.infer<Schema>>, request: Request, params: RouteParams) => Promise<Response>,
): (request: Request, context?: RouteContext) => Promise<Response> {
  return async (request, context) => {
    try {
      return await run(await admitted(options, await readInput(request)), request, (await context?.params) ?? {});
    } catch (error) {
      return errorResponse(error, options.source);
    }
  };
}

async function readInput(request: Request): Promise<unknown> {
  if (request.method === 'GET') return Object.fromEntries(new URL(request.url).searchParams);
  try {
    return await request.json();
  } catch (cause) {
    throw new AppError('invalid_request_error', 'The body is not valid JSON.', { cause });
  }
}

async function errorResponse(error: unknown, source: RequestSource | undefined): Promise<Response> {
  const answer = toHttpError(error);
  const { status, body, retryAfter } = answer;
  const requestId = newRequestId();
  if (source) noteRefusal(await getRuntime(), source, { error, answer, requestId });
  else await logUnexpected(error, requestId);
  const headers = { 'x-request-id': requestId, ...(retryAfter !== null && { 'retry-after': String(retryAfter) }) };
  return Response.json(body, { status, headers });
}

export type ActionResult<Value> = { ok: true; value: Value } | { ok: false; message: string; param: string | null };

/** Guard of server actions: the same, with errors as messages for the form that called. */
export function callerAction<Schema extends z.ZodType, Value>(
  options: GuardOptions<Schema>,
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

const LINK_EXPIRED: Record<LinkPurpose, string> = {
  setup: 'This link was already used or has expired. The server log has a new one.',
  invitation: 'This invitation was already used, was revoked or has expired. Ask for a new one.',
};

/**
 * Guard of account creation: there is no caller yet, but a one-time link, which is consumed only after the action
 * succeeds. A `setup` link creates the first owner.
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
      if (!isValid) throw new AppError('forbidden', LINK_EXPIRED[purpose]);
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
    message: toHttpError(error).body.error.message,
    param: error instanceof AppError ? error.param : null,
  };
}

async function logUnexpected(error: unknown, requestId: string | null): Promise<void> {
  if (error instanceof AppError || error instanceof RouterError) return;
  const { log } = await getRuntime();
  log('error', 'A page request failed.', { requestId, ...errorFacts(error) });
}
