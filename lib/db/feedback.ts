import { type Caller, raterOf } from '../caller';
import { newId } from '../engine/id';
import type { Category } from '../engine/types';
import { AppError } from '../errors';
import type { Database } from './client';

export interface Rating {
  requestId: string;
  /** -1 … 1 */
  rating: number;
  category?: Category;
  comment?: string;
}

/** Adds a rating; the last word of a rater counts. Throws `not_found` when the caller's team has no such request. */
export async function addRating(database: Database, caller: Caller, rating: Rating): Promise<string> {
  await requireRequest(database, caller, rating.requestId);
  const { id } = await database.feedback.create({
    data: { id: newId('fb'), teamId: caller.teamId, rater: raterOf(caller), kind: 'rating', ...rating },
  });
  return id;
}

/** Takes the caller's rating back with a reversal row. Throws `not_found` when there is no such request or rating. */
export async function withdrawRating(database: Database, caller: Caller, requestId: string): Promise<string> {
  await requireRequest(database, caller, requestId);
  const current = await currentRating(database, caller, requestId);
  if (current === null) throw new AppError('not_found', `There is no rating of yours on ${requestId}.`);
  const { id } = await database.feedback.create({
    data: { id: newId('fb'), requestId, teamId: caller.teamId, rater: raterOf(caller), kind: 'reversal', rating: 0 },
  });
  return id;
}

/** The caller's rating of a request as it stands, or null. */
export async function currentRating(database: Database, caller: Caller, requestId: string): Promise<number | null> {
  const last = await database.feedback.findFirst({
    where: { requestId, rater: raterOf(caller) },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
  });
  return last?.kind === 'rating' ? last.rating : null;
}

async function requireRequest(database: Database, { teamId }: Caller, requestId: string): Promise<void> {
  const found = await database.request.findFirst({ where: { id: requestId, teamId }, select: { id: true } });
  if (!found) throw new AppError('not_found', `There is no request ${requestId}.`);
}
