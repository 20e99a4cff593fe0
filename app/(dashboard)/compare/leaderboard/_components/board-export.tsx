import { ExportMenu } from '@/components/ui/export-menu';
import type { BoardAddress } from '@/lib/services/compare/leaderboard-address';
import { boardHref } from './address';

/** What the page shows as CSV, with its filters. */
export function BoardExport({ address }: { address: BoardAddress }) {
  const ranking = {
    href: boardHref(address, '/api/leaderboard'),
    title: 'The ranking',
    words: 'Ranks, points, win rates and approval with intervals',
  };
  const pairs = {
    href: boardHref(address, '/api/leaderboard/pairs'),
    title: 'Every pair',
    words: 'Who beat whom, how often, and ties',
  };
  return <ExportMenu files={[ranking, pairs]} />;
}
