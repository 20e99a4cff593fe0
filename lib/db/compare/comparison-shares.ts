import type { UserCaller } from '../../caller';
import { newId } from '../../engine/id';
import { AppError } from '../../errors';
import type { Database } from '../client';
import { ownedBy } from './comparisons';
import { readComparison, type StoredComparison } from './stored-comparison';

/** The id of the link to a comparison of the caller's own; creates one when there is none. */
export async function shareComparison(database: Database, caller: UserCaller, comparisonId: string): Promise<string> {
  const own = await database.comparison.findFirst({ where: { id: comparisonId, ...ownedBy(caller) } });
  if (!own) throw new AppError('not_found', 'There is no such comparison.');
  const standing = await database.share.findFirst({ where: { comparisonId, revokedAt: null } });
  if (standing) return standing.id;
  const id = newId('shr');
  await database.share.create({
    data: { id, teamId: caller.teamId, createdById: caller.userId, comparisonId },
  });
  return id;
}

/** Revokes every link to a comparison of the caller's own. */
export async function unshareComparison(database: Database, caller: UserCaller, comparisonId: string): Promise<void> {
  const { userId, teamId } = caller;
  await database.share.updateMany({
    where: { comparisonId, revokedAt: null, comparison: { userId, teamId } },
    data: { revokedAt: new Date() },
  });
}

/** Whether a comparison of the caller's own has an active link. */
export async function isComparisonShared(database: Database, caller: UserCaller, comparisonId: string) {
  const where = { comparisonId, revokedAt: null, comparison: ownedBy(caller) };
  return (await database.share.count({ where })) > 0;
}

export interface SharedComparison {
  comparison: StoredComparison;
  sharedBy: string;
}

/**
 * What a link shows to every signed-in user: the comparison with its owner's votes, blind as long as it is blind for
 * the owner. Null when the link was revoked or does not exist.
 */
export async function findSharedComparison(database: Database, id: string): Promise<SharedComparison | null> {
  const share = await database.share.findFirst({
    where: { id, revokedAt: null, comparison: { deletedAt: null } },
    include: { createdBy: { select: { name: true } } },
  });
  if (!share?.comparisonId) return null;
  const where = { id: share.comparisonId, deletedAt: null };
  const comparison = await readComparison(database, where, `user:${share.createdById}`);
  return comparison && { comparison, sharedBy: share.createdBy.name };
}
