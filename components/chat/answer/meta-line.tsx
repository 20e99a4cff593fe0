import type { ReactNode } from 'react';
import { Link } from '@/components/ui/link';
import { formatCount, formatSeconds, formatUsd, modelName } from '@/lib/format';
import type { EndData, RouteData } from '@/lib/services/chat/chat-message';

/** An ended part of an answer. */
export interface EndedPart {
  route: RouteData;
  end: EndData;
}

interface MetaLineProps {
  /** More than one when the answer was continued. */
  parts: EndedPart[];
  children: ReactNode;
}

/** Latency, tokens and cost of an answer with all its parts, and the actions on it. */
export function MetaLine({ parts, children }: MetaLineProps) {
  const facts = answerFacts(parts);
  return (
    <div className="flex min-h-6 flex-wrap items-center gap-x-2 gap-y-1 text-meta text-text-3 tabular">
      <AnsweredBy parts={parts} />
      {facts.map((fact, i) => (
        <span key={fact} className="flex items-center gap-2">
          <span aria-hidden className={i === 0 ? 'h-3 w-px bg-line max-[640px]:hidden' : 'h-3 w-px bg-line'} />
          {fact}
        </span>
      ))}
      <span className="ml-auto flex flex-wrap items-center justify-end gap-0.5 max-[640px]:ml-0 max-[640px]:w-full max-[640px]:justify-start">
        {children}
      </span>
    </div>
  );
}

function AnsweredBy({ parts }: { parts: EndedPart[] }) {
  const models = new Set(parts.map(({ route }) => route.model));
  const [first] = parts;
  if (!first) return null;
  if (models.size > 1) return <span className="max-[640px]:hidden">{models.size} models</span>;
  return (
    <Link
      href={`/requests/${first.route.requestId}`}
      className="hover:text-text hover:underline max-[640px]:hidden"
      title="Open this request"
    >
      {modelName(first.route.model)}
    </Link>
  );
}

export function answerFacts(parts: EndedPart[]): string[] {
  const ends = parts.map(({ end }) => end);
  const tokens = ends.reduce((sum, end) => sum + end.tokens, 0);
  const ttftMs = ends[0]?.ttftMs ?? null;
  const cost = ends.some(({ costNanoUsd }) => costNanoUsd === null)
    ? null
    : ends.reduce((sum, { costNanoUsd }) => sum + (costNanoUsd ?? 0), 0);
  const isEstimated = ends.some(({ costState }) => costState === 'estimated');
  const isMadeUp = parts.every(({ route }) => route.provider === 'sandbox');
  const both = parts.length === 2 ? ', both parts' : parts.length > 2 ? `, all ${parts.length} parts` : '';
  return [
    ttftMs === null ? null : `first token ${formatSeconds(ttftMs)}`,
    tokens > 0 ? `${formatCount(tokens)} tokens` : null,
    `${isEstimated ? 'est. ' : ''}${formatUsd(cost)}${both}${isMadeUp ? ', made up' : ''}`,
  ].filter((fact) => fact !== null);
}
