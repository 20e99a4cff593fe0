import { ExportMenu } from '@/components/ui/export-menu';
import type { BoardAddress } from '@/lib/services/compare/leaderboard-address';
import { boardHref } from './address';

/** CSV exports with the page's filters. */
export function BoardExport({ address }: { address: BoardAddress }) {
  const ranking = {
    href: boardHref(address, '/api/leaderboard'),
    title: 'Ranking',
    description: 'Ranks, points, win rates and approval with intervals',
  };
  const pairs = {
    href: boardHref(address, '/api/leaderboard/pairs'),
    title: 'All pairs',
    description: 'Wins, losses and ties of each pair',
  };
  return <ExportMenu files={[ranking, pairs]} />;
}
