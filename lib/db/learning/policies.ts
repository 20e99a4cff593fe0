import { type Caller, isAdmin } from '../../caller';
import { MAX_EXPLORATION, type Policy } from '../../engine/policy/policy';
import { AppError } from '../../errors';
import type { Database } from '../client';
import type { PolicyVersion as PolicyRow } from '../generated/client';
import { toNanoUsd } from '../system/money';

/** A version of a policy and when it was saved. */
export interface PolicyVersion extends Policy {
  createdAt: Date;
  createdBy: string | null;
}

export type PolicyDraft = Omit<Policy, 'version'>;

/** The active policies: the newest version of each name. */
export async function activePolicies(database: Database): Promise<Policy[]> {
  const rows = await database.policyVersion.findMany({
    distinct: ['name'],
    orderBy: [{ name: 'asc' }, { version: 'desc' }],
  });
  return rows.map(toPolicy);
}

const MAX_VERSIONS_SHOWN = 50;

/** The versions of a policy, newest first. */
export async function listVersions(database: Database, name: string): Promise<PolicyVersion[]> {
  const rows = await database.policyVersion.findMany({
    where: { name },
    orderBy: { version: 'desc' },
    take: MAX_VERSIONS_SHOWN,
    include: { createdBy: { select: { name: true } } },
  });
  return rows.map((row) => ({ ...toPolicy(row), createdAt: row.createdAt, createdBy: row.createdBy?.name ?? null }));
}

/**
 * Saves a new version of a policy. `basedOn` is the version that the draft started from: when another one was saved in
 * between, nothing is overwritten. Throws `forbidden` and `conflict`.
 */
export async function savePolicy(
  database: Database,
  caller: Caller,
  draft: PolicyDraft,
  basedOn: number,
): Promise<Policy> {
  if (!isAdmin(caller) || caller.kind !== 'user')
    throw new AppError('forbidden', 'Only an owner or an admin may change the policy.');
  const row = {
    name: draft.name,
    version: basedOn + 1,
    qualityWeight: draft.qualityWeight,
    latencyWeight: draft.latencyWeight,
    exploration: Math.min(draft.exploration ?? 0, MAX_EXPLORATION),
    maxCostNanoUsd: draft.maxCostNanoUsd ?? null,
    priorityOrder: draft.priorityOrder ?? [],
    categoryMap: draft.categoryMap ?? {},
    createdById: caller.userId,
  };
  const { count } = await database.policyVersion.createMany({ data: [row], skipDuplicates: true });
  if (count === 0)
    throw new AppError('conflict', `Another user saved version ${row.version} in the meantime. Reload to see it.`);
  return toPolicy({ ...row, maxCostNanoUsd: draft.maxCostNanoUsd === undefined ? null : BigInt(draft.maxCostNanoUsd) });
}

function toPolicy(row: Omit<PolicyRow, 'createdAt' | 'createdById'>): Policy {
  const { name, version, qualityWeight, latencyWeight, exploration, maxCostNanoUsd, priorityOrder, categoryMap } = row;
  return {
    name,
    version,
    qualityWeight,
    latencyWeight,
    exploration,
    ...(maxCostNanoUsd !== null && { maxCostNanoUsd: toNanoUsd(maxCostNanoUsd) }),
    ...(priorityOrder.length > 0 && { priorityOrder }),
    categoryMap: categoryMap as NonNullable<Policy['categoryMap']>,
  };
}
