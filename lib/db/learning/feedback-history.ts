import type { Caller } from '../../caller';
import type { Decision } from '../../engine/types';
import type { Database, Transaction } from '../client';
import { toDecision } from '../ledger/decision';
import type { Effect } from './feedback';

/** A feedback row and its effect on memory. */
export interface LearnedFeedback {
  id: string;
  at: Date;
  kind: string;
  reverses: string | null;
  rating: number;
  requestId: string;
  model: string | null;
  /** The category of the request, or the right one for a correction. */
  category: string;
  effect: Effect | null;
  by: string;
}

/** The latest feedback of the caller's team, newest first. */
export async function latestFeedback(
  database: Database,
  { teamId }: Caller,
  limit: number,
): Promise<LearnedFeedback[]> {
  return database.$queryRaw<LearnedFeedback[]>`
    select feedback.id, feedback.created_at as at, feedback.kind::text, feedback.reverses::text, feedback.rating,
      feedback.request_id as "requestId", feedback.model,
      coalesce(feedback.category, requests.category, feedback.context->>'category', '') as category,
      feedback.effect, coalesce(users.name, api_keys.name, feedback.rater) as by
    from feedback
    left join requests on requests.id = feedback.request_id
    left join users on feedback.rater = 'user:' || users.id
    left join api_keys on feedback.rater = 'key:' || api_keys.id
    where feedback.team_id = ${teamId}
    order by feedback.created_at desc, feedback.id desc
    limit ${limit}`;
}

/** The latest decisions by policy for the caller's team, newest first. */
export async function latestDecisions(database: Database, { teamId }: Caller, limit: number): Promise<Decision[]> {
  const rows = await database.request.findMany({
    where: { teamId, decision: { path: ['mode'], equals: 'auto' } },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: limit,
    select: { decision: true },
  });
  return rows.map(({ decision }) => toDecision(decision));
}

/** The decisions of the team's latest requests of a category, newest first, including those with a pinned model. */
export async function latestDecisionsIn(
  database: Database | Transaction,
  { teamId }: Caller,
  category: string,
  limit: number,
): Promise<Decision[]> {
  const rows = await database.request.findMany({
    where: { teamId, category },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: limit,
    select: { decision: true },
  });
  return rows.map(({ decision }) => toDecision(decision));
}
