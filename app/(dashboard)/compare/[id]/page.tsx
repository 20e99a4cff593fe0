import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { pageCaller } from '@/lib/auth/guards';
import type { FirstDraft } from '@/lib/services/compare/first-draft';
import { firstView } from '@/lib/services/compare/load';
import { ComparePage } from '../compare-page';

export const metadata: Metadata = { title: 'Compare' };

/** A saved comparison. */
export default async function SavedComparisonPage({ params }: { params: Promise<{ id: string }> }) {
  const visit = await pageCaller();
  const { id } = await params;
  const initial = await firstView(visit.runtime, visit.caller, id);
  if (!initial) notFound();
  return <ComparePage visit={visit} initial={initial} first={NOTHING_SET_UP} />;
}

/** The columns come from the comparison, once they are revealed. */
const NOTHING_SET_UP: FirstDraft = { draft: { columns: [], prompt: '', isBlind: false }, note: null };
