import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { SharedComparison } from '@/components/compare/shared-comparison';
import { pageCaller } from '@/lib/auth/guards';
import { findSharedComparison } from '@/lib/db/compare/comparison-shares';
import { toSharedView } from '@/lib/services/compare/view';

export const metadata: Metadata = { title: 'Shared comparison' };

/** A shared comparison, read-only. */
export default async function SharedComparisonPage({ params }: { params: Promise<{ id: string }> }) {
  const { runtime } = await pageCaller();
  const { id } = await params;
  const shared = await findSharedComparison(runtime.database, id);
  if (!shared) notFound();
  return <SharedComparison comparison={toSharedView(shared.comparison)} sharedBy={shared.sharedBy} />;
}
