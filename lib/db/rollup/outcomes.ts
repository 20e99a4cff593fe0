import { Prisma } from '../generated/client';
import { OUTCOMES } from './definitions';
import { additionTo, outcomeSource, quarterOf, teamDayOf } from './sql';

const QUARTER = Prisma.raw(quarterOf('feedback.created_at'));
const DAY = Prisma.raw(teamDayOf('feedback.created_at', 'feedback.team_id'));
const ADDED = Prisma.raw(`${outcomeSource('both')} ${additionTo(OUTCOMES)}`);

/** Feedback rows that begin to count, and those that cease to. */
export interface Reworded {
  said: string | null;
  unsaid: string | null;
}

/**
 * Counts what a rater says now, and no longer what they said before, at the times when they said it. Rows that say
 * nothing of an answer's quality count nowhere.
 */
export async function countOutcomes(transaction: Prisma.TransactionClient, { said, unsaid }: Reworded): Promise<void> {
  await transaction.$executeRaw`
    with worded as (
      select team_id, ${QUARTER} as quarter, ${DAY} as day, model, context->>'category' as category, kind, outcome,
        case id when ${said} then 1 else -1 end as sign
      from feedback where id in (${said}, ${unsaid}) and outcome is not null and model is not null
    ), ${ADDED}`;
  if (unsaid !== null)
    await transaction.$executeRaw`
      delete from rollup_outcomes as rollup using feedback
      where feedback.id = ${unsaid} and said = 0 and rollup.team_id = feedback.team_id
        and slot in (${QUARTER}, ${DAY}) and rollup.model = feedback.model`;
}
