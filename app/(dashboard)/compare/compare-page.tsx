import { ChartBarDecreasing } from 'lucide-react';
import { Compare } from '@/components/compare/compare';
import { buttonClass } from '@/components/ui/button';
import { Link } from '@/components/ui/link';
import type { Visit } from '@/lib/auth/guards';
import type { ComparisonView } from '@/lib/services/compare/comparison-view';
import type { FirstDraft } from '@/lib/services/compare/first-draft';
import { whyNoVote } from '@/lib/services/compare/voting';
import { pickableModels } from '@/lib/services/routing/pickable-models';
import {
  columnsAction,
  deleteAction,
  estimateAction,
  followUpAction,
  isSharedAction,
  listAction,
  loadAction,
  renameAction,
  shareAction,
  startAction,
  undoAction,
  voteAction,
} from './actions';

interface ComparePageProps {
  visit: Visit;
  initial: ComparisonView | null;
  first: FirstDraft;
}

/** Compare with its server actions. */
export function ComparePage({ visit: { runtime, caller }, initial, first: { draft, note } }: ComparePageProps) {
  const reason = whyNoVote(caller);
  return (
    <Compare
      key={initial?.id ?? 'new'}
      initial={initial}
      draft={{ ...draft, isBlind: draft.isBlind && reason === null }}
      note={note}
      models={pickableModels(runtime)}
      whyNoVote={reason}
      actions={{
        onStart: startAction,
        onFollowUp: followUpAction,
        onLoad: loadAction,
        onVote: voteAction,
        onUndo: undoAction,
        onColumns: columnsAction,
        onEstimate: estimateAction,
        onShare: shareAction,
        onIsShared: isSharedAction,
        onList: listAction,
        onRename: renameAction,
        onDelete: deleteAction,
      }}
    >
      <Link href="/compare/leaderboard" className={buttonClass('default')}>
        <ChartBarDecreasing size={14} /> <span className="max-[640px]:sr-only">Leaderboard</span>
      </Link>
    </Compare>
  );
}
