import { Columns3 } from 'lucide-react';
import { buttonClass } from '@/components/ui/button';
import { Empty } from '@/components/ui/empty';
import { Link } from '@/components/ui/link';
import { formatCount } from '@/lib/format';
import type { BoardAddress } from '@/lib/services/compare/leaderboard-address';
import { BOARD_RANGE_LABELS, boardHref, voteHref } from './address';

/** Explains why there is nothing to rank and offers one action. */
export function NoVotes({ address, openVotes }: { address: BoardAddress; openVotes: number }) {
  return openVotes > 0 ? <OnlyOpen address={address} openVotes={openVotes} /> : <None address={address} />;
}

function OnlyOpen({ address, openVotes }: { address: BoardAddress; openVotes: number }) {
  const href = boardHref({ ...address, isOpen: true });
  return (
    <Empty
      icon={Columns3}
      title="No blind votes"
      action={
        <Link href={href} className={buttonClass()}>
          Show all votes
        </Link>
      }
    >
      {openVotes === 1 ? 'One vote was' : `${formatCount(openVotes)} votes were`} cast with model names visible. Names
      bias votes, so only blind votes count here.
    </Empty>
  );
}

function None({ address: { category, team, range } }: { address: BoardAddress }) {
  const where = [
    category ? `on ${category} prompts` : '',
    range === 'all' ? '' : `in the last ${BOARD_RANGE_LABELS[range]}`,
    team ? 'in this team' : '',
  ].filter(Boolean);
  return (
    <Empty
      icon={Columns3}
      title="No votes yet"
      action={
        <Link href={voteHref()} className={buttonClass()}>
          <Columns3 size={14} /> Vote in Compare
        </Link>
      }
    >
      {where.length > 0 && `There are no votes ${where.join(' ')}. `}Send one prompt to several models and vote for the
      best answer to build this ranking.
    </Empty>
  );
}
