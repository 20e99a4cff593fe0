import { Prisma } from '../generated/client';
import { OUTCOMES } from './definitions';
import { additionTo, slotOf } from './sql';

const ADDITION = Prisma.raw(additionTo(OUTCOMES));
const SLOT = Prisma.raw(slotOf('created_at'));

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
    with said as (
      select team_id, ${SLOT} as slot, model, context->>'category' as category, kind, outcome,
        case id when ${said} then 1 else -1 end as sign
      from feedback where id in (${said}, ${unsaid}) and outcome is not null and model is not null
    )
    ${ADDITION}`;
  if (unsaid !== null)
    await transaction.$executeRaw`
      delete from rollup_outcomes using feedback
      where feedback.id = ${unsaid} and said = 0 and rollup_outcomes.team_id = feedback.team_id
        and slot = ${Prisma.raw(slotOf('feedback.created_at'))} and rollup_outcomes.model = feedback.model`;
}
