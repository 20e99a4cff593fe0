import { randomUUID } from 'node:crypto';

/** A vote as a test describes it. */
export interface MadeUpVote {
  teamId: string;
  rater?: string;
  choice: 'answer' | 'tie' | 'all_bad';
  winner?: number;
  models: string[];
  category?: string;
  isBlind?: boolean;
  at?: Date;
  isWithdrawn?: boolean;
}

type Query = (sql: string, values?: unknown[]) => Promise<unknown>;

/** Writes votes by SQL, without their rollups: each on a prompt of its own in a new comparison. */
export async function insertVotes(query: Query, userId: string, votes: MadeUpVote[]): Promise<void> {
  for (const { teamId, choice, winner, models, ...vote } of votes) {
    const at = vote.at ?? new Date();
    const [comparison, prompt] = [`cmp_${randomUUID()}`, `prm_${randomUUID()}`];
    await query(
      `insert into comparisons (id, team_id, user_id, title, columns, is_blind) values ($1, $2, $3, 'Made up', '[]', true)`,
      [comparison, teamId, userId],
    );
    await query(
      `insert into comparison_prompts (id, comparison_id, number, prompt, "order") values ($1, $2, 1, 'Which?', '{}')`,
      [prompt, comparison],
    );
    await query(
      `insert into votes (id, prompt_id, team_id, rater, choice, winner, models, requests, category, is_blind, created_at, withdrawn_at)
       values ($1, $2, $3, $4, $5::vote_choice, $6, $7, $7, $8, $9, $10, $11)`,
      [
        `vote_${randomUUID()}`,
        prompt,
        teamId,
        vote.rater ?? `user:${userId}`,
        choice,
        choice === 'answer' ? (winner ?? 0) : null,
        models,
        vote.category ?? 'code',
        vote.isBlind ?? true,
        at,
        vote.isWithdrawn ? at : null,
      ],
    );
  }
}
