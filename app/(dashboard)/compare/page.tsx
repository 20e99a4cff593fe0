import type { Metadata } from 'next';
import { pageCaller } from '@/lib/auth/guards';
import { type DeepLink, firstDraft } from '@/lib/services/compare/first-draft';
import { ComparePage } from './compare-page';

export const metadata: Metadata = { title: 'Compare' };

/** A new comparison, set up from the URL. No model is called before the user clicks Run. */
export default async function NewComparisonPage({ searchParams }: { searchParams: Promise<DeepLink> }) {
  const visit = await pageCaller();
  const { models, prompt, blind, parameters } = await searchParams;
  const text = (value: unknown) => (typeof value === 'string' ? value : '');
  const link = { models: text(models), prompt: text(prompt), blind: text(blind), parameters: text(parameters) };
  return <ComparePage visit={visit} initial={null} first={await firstDraft(visit, link)} />;
}
