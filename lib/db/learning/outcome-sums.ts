import { Catalog } from '../../engine/catalog/catalog';
import { unlistedModel } from '../../engine/catalog/unlisted';
import { isContext } from '../../engine/memory/context';
import { LEARNED_VERSION, type Learned, learn, type OutcomeSample, relearn } from '../../engine/memory/learned';
import { isRating } from '../../engine/memory/outcome';
import type { Model } from '../../engine/types';
import type { Database, Transaction } from '../client';
import type { Prisma } from '../generated/client';

/** The evidence from a team's feedback on one model. */
export interface Evidenced {
  teamId: string;
  model: string;
  learned: Learned;
  updatedAt: Date;
}

type Place = Pick<Evidenced, 'teamId' | 'model'>;

/**
 * Adds an outcome to a model's evidence, or recomputes the evidence from all rows: after a withdrawal, when it was
 * learned against another prior, or when a later row was learned first. So the evidence always equals what the rows
 * give in their order. One writer at a time for each team and model.
 */
export async function updateEvidence(
  transaction: Transaction,
  { teamId, model }: Place,
  sample: OutcomeSample | null,
  row: { id: string; createdAt: Date } | null = null,
  onUnreadable: (rows: number) => void = () => undefined,
): Promise<Evidenced> {
  await transaction.$executeRaw`select pg_advisory_xact_lock(hashtext(${`evidence ${teamId} ${model}`}))`;
  const stored = await transaction.learnedEvidence.findUnique({ where: { teamId_model: { teamId, model } } });
  const isCurrent = stored?.version === LEARNED_VERSION;
  const isLast = row === null || !(await wasOvertaken(transaction, { teamId, model }, row));
  const learned =
    sample && isCurrent && isLast
      ? learn(toLearned(stored.evidence), modelFor(model), sample)
      : relearn(modelFor(model), await readOutcomes(transaction, { teamId, model }, onUnreadable));
  // Taken while the lock is held, so that later evidence has a later time.
  const updatedAt = new Date();
  const evidence = learned as unknown as Prisma.InputJsonObject;
  await transaction.learnedEvidence.upsert({
    where: { teamId_model: { teamId, model } },
    create: { teamId, model, version: LEARNED_VERSION, evidence, updatedAt },
    update: { version: LEARNED_VERSION, evidence, updatedAt },
  });
  return { teamId, model, learned, updatedAt };
}

/** Two raters may insert their rows in one order and get the lock in the other. */
async function wasOvertaken(
  transaction: Transaction,
  { teamId, model }: Place,
  { id, createdAt }: { id: string; createdAt: Date },
): Promise<boolean> {
  const later = await transaction.feedback.findFirst({
    where: {
      teamId,
      model,
      outcome: { not: null },
      OR: [{ createdAt: { gt: createdAt } }, { createdAt, id: { gt: id } }],
    },
    select: { id: true },
  });
  return later !== null;
}

/**
 * Every outcome of a model that counts, oldest first: the latest of each rater, unless it was withdrawn. Skips a row
 * with an incomplete context, so that it does not block the others.
 */
async function readOutcomes(
  transaction: Transaction,
  { teamId, model }: Place,
  onUnreadable: (rows: number) => void,
): Promise<OutcomeSample[]> {
  const rows = await transaction.$queryRaw<{ kind: string; context: unknown; outcome: number; weight: number }[]>`
    select kind::text, context, outcome, weight from (
      select distinct on (request_id, rater, coalesce(reverses, kind)) id, created_at, kind, context, outcome, weight
      from feedback where team_id = ${teamId} and model = ${model}
      order by request_id, rater, coalesce(reverses, kind), created_at desc, id desc
    ) as last_word
    where outcome is not null
    order by created_at, id`;
  const outcomes = rows.flatMap(({ kind, context, outcome, weight }) =>
    isContext(context) ? [{ context, outcome, weight, isRating: isRating(kind) }] : [],
  );
  if (outcomes.length < rows.length) onUnreadable(rows.length - outcomes.length);
  return outcomes;
}

/** Evidence that changed since a time, oldest first: by this process before a restart, or by another process. */
export async function evidenceSince(database: Database, since: Date): Promise<Evidenced[]> {
  const rows = await database.learnedEvidence.findMany({
    where: { updatedAt: { gt: since }, version: LEARNED_VERSION },
    orderBy: { updatedAt: 'asc' },
  });
  return rows.map(({ teamId, model, evidence, updatedAt }) => ({
    teamId,
    model,
    updatedAt,
    learned: toLearned(evidence),
  }));
}

/** Recomputing reads every row about a model: hundreds of thousands at worst. */
export const RELEARN_MS = 60_000;

/**
 * Recomputes, from the feedback rows, evidence that is missing or was learned against another prior; `all` recomputes
 * everything. Resolves to the number of teams' models; `onUnreadable` receives how many rows of one model were skipped.
 */
export async function rebuildEvidence(
  database: Database,
  { all = false, onUnreadable = (_rows: number) => {} } = {},
): Promise<number> {
  const places = await database.$queryRaw<Place[]>`
    select spoken.team_id as "teamId", spoken.model
    from (select distinct team_id, model from feedback where outcome is not null) as spoken
    left join learned_evidence known using (team_id, model)
    where ${all} or known.version is distinct from ${LEARNED_VERSION}
    order by 1, 2`;
  for (const place of places)
    await database.$transaction((transaction) => updateEvidence(transaction, place, null, null, onUnreadable), {
      timeout: RELEARN_MS,
    });
  return places.length;
}

function toLearned(json: unknown): Learned {
  return json as Learned;
}

const catalog = new Catalog();

/** The facts that a prior needs. Models of a local server are not in the built-in catalog. */
function modelFor(id: string): Model {
  return catalog.get(id) ?? unlistedModel(id, 0);
}
