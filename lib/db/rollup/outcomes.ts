import { Prisma } from '../generated/client';
import { OUTCOMES } from './definitions';
import { additionTo, outcomeSource, quarterStart, teamDayStart } from './sql';

const QUARTER = Prisma.raw(quarterStart('feedback.created_at'));
const DAY = Prisma.raw(teamDayStart('feedback.created_at', 'feedback.team_id'));
const ADDED = Prisma.raw(`${outcomeSource('both')} ${additionTo(OUTCOMES)}`);

/** The feedback row that starts to count, and the one that stops counting. */
export interface OutcomeChange {
  added: string | null;
  removed: string | null;
}

/**
 * Adds a rater's new feedback to the rollup and subtracts the previous one, each at its own time. Rows without a
 * quality outcome count nowhere.
 */
export async function countOutcomes(
  transaction: Prisma.TransactionClient,
  { added, removed }: OutcomeChange,
): Promise<void> {
  await transaction.$executeRaw`
    with feedback_rows as (
      select team_id, ${QUARTER} as quarter, ${DAY} as day, model, context->>'category' as category, kind, outcome,
        case id when ${added} then 1 else -1 end as sign
      from feedback where id in (${added}, ${removed}) and outcome is not null and model is not null
    ), ${ADDED}`;
  if (removed !== null)
    await transaction.$executeRaw`
      delete from rollup_outcomes as rollup using feedback
      where feedback.id = ${removed} and rated = 0 and rollup.team_id = feedback.team_id
        and slot in (${QUARTER}, ${DAY}) and rollup.model = feedback.model`;
}
