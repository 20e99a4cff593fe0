import type { Consensus } from '@/lib/engine/types';

const HOW: Record<Consensus['method'], string> = {
  exact: 'short answers, exact match',
  similarity: 'prose, compared by shared words',
  json: 'JSON, compared by value',
  tools: 'tool calls, compared by name and arguments',
  single: 'no other answer to compare',
};

/** How many answers agree, and how they were compared. */
export function describeConsensus({ method, agreeing, answered, of }: Consensus): { share: string; how: string } {
  return { share: describeAgreement(method, agreeing, answered, of), how: HOW[method] };
}

function describeAgreement(method: Consensus['method'], agreeing: number, answered: number, of: number): string {
  if (method === 'single') return `Only 1 of ${of} answered`;
  if (agreeing === answered) return `All ${answered} agree`;
  if (agreeing === 1) return `No two of ${answered} agree`;
  return `${agreeing} of ${answered} agree`;
}
