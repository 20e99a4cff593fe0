import type { Database } from '../client';

/**
 * The baseline of a team's savings: the strongest candidate of each request, the team's most used model, or a model id.
 */
export type BaselineChoice = 'strongest' | 'most_used' | (string & {});

/** The baseline that a team's spend is compared with. */
export async function baselineChoice(database: Database, teamId: string): Promise<BaselineChoice> {
  const { savingsBaseline } = await database.team.findUniqueOrThrow({
    where: { id: teamId },
    select: { savingsBaseline: true },
  });
  return savingsBaseline;
}

/** Applies to requests that are decided from now on; savings of earlier requests stay unchanged. */
export async function setBaselineChoice(database: Database, teamId: string, choice: BaselineChoice): Promise<void> {
  await database.team.update({ where: { id: teamId }, data: { savingsBaseline: choice } });
}

/**
 * The baseline model of each team. Teams that use the strongest candidate, or have no most used model yet, are absent.
 */
export async function activeBaselines(database: Database): Promise<Map<string, string>> {
  const rows = await database.$queryRaw<{ team: string; model: string | null }[]>`
    select id as team, case savings_baseline when 'most_used' then (
        select model from rollup_answers
        where team_id = teams.id and grain = 'day' and slot > now() - interval '30 days'
          and status = 'succeeded' and model <> ''
        group by 1 order by sum(requests) desc, 1 limit 1
      ) else savings_baseline end as model
    from teams where savings_baseline <> 'strongest'`;
  return new Map(rows.flatMap(({ team, model }) => (model === null ? [] : [[team, model] as const])));
}
