import { Columns3 } from 'lucide-react';
import type { Metadata } from 'next';
import { type ReactNode, Suspense } from 'react';
import { PageBody, PageHeader } from '@/components/shell/page';
import { buttonClass } from '@/components/ui/button';
import { Link } from '@/components/ui/link';
import { PanelErrorBoundary } from '@/components/ui/panel-error';
import { pageCaller } from '@/lib/auth/guards';
import { boardView } from '@/lib/services/compare/leaderboard';
import { voteHref } from './_components/address';
import { BoardExport } from './_components/board-export';
import { BoardFilters } from './_components/board-filters';
import { BestPanel, DuelPanel, PairPanel, StrengthPanel } from './panels';
import { RowsSkeleton } from './skeletons';

export const metadata: Metadata = { title: 'Leaderboard' };

/** Models ranked by human votes, with intervals. */
export default async function LeaderboardPage({ searchParams }: { searchParams: Promise<Record<string, string>> }) {
  const view = await boardView(await pageCaller(), await searchParams);
  const { address, teams } = view;
  return (
    <>
      <PageHeader title="Leaderboard" purpose="Which models people prefer, ranked by their votes.">
        <BoardExport address={address} />
        <Link href={voteHref()} className={buttonClass('primary')}>
          <Columns3 size={14} /> Vote in Compare
        </Link>
      </PageHeader>
      <PageBody>
        <BoardFilters address={address} teams={teams} />
        <Row>
          <Panel title="Strength">
            <StrengthPanel {...view} />
          </Panel>
          <Panel title="Is the difference significant?">
            <PairPanel {...view} />
          </Panel>
        </Row>
        <Row>
          <Panel title="Head to head">
            <DuelPanel {...view} />
          </Panel>
          <Panel title="Best by category">
            <BestPanel {...view} />
          </Panel>
        </Row>
      </PageBody>
    </>
  );
}

function Row({ children }: { children: ReactNode }) {
  return (
    <div className="grid grid-cols-[minmax(0,2fr)_minmax(0,1fr)] gap-4 max-[1100px]:grid-cols-1 max-[640px]:gap-3">
      {children}
    </div>
  );
}

function Panel({ title, children }: { title: string; children: ReactNode }) {
  return (
    <PanelErrorBoundary title={title}>
      <Suspense fallback={<RowsSkeleton title={title} />}>{children}</Suspense>
    </PanelErrorBoundary>
  );
}
