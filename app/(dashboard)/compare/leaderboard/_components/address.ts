import type { BoardAddress, BoardRange } from '@/lib/services/compare/leaderboard-address';

export const BOARD_RANGE_LABELS: Record<BoardRange, string> = {
  '7d': '7 days',
  '30d': '30 days',
  '90d': '90 days',
  all: 'all time',
};

/** An address as a link; what is usual is left out. */
export function boardHref({ range, category, team, isOpen, first, second }: BoardAddress, path = BOARD_PATH): string {
  const query = new URLSearchParams();
  if (range !== '90d') query.set('range', range);
  if (category) query.set('category', category);
  if (team) query.set('team', team);
  if (isOpen) query.set('votes', 'all');
  if (first) query.set('first', first);
  if (second) query.set('second', second);
  return query.size > 0 ? `${path}?${query}` : path;
}

const BOARD_PATH = '/compare/leaderboard';

/** The compare page with these models as columns. */
export function voteHref(models: string[] = []): string {
  return models.length === 0 ? '/compare' : `/compare?${new URLSearchParams({ models: models.join(',') })}`;
}
