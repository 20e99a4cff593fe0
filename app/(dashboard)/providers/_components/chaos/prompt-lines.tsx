import { ArrowRight, Ban, Check, CircleDashed, X } from 'lucide-react';
import { ProviderDot } from '@/components/models/model-name';
import { shortId } from '@/components/requests/request-table';
import { Link } from '@/components/ui/link';
import { Tag } from '@/components/ui/tag';
import { formatSeconds, modelName } from '@/lib/format';
import type { PromptCall, PromptLine } from './prompt-run';

/** The test prompts with their calls in order. */
export function PromptLines({ lines }: { lines: PromptLine[] }) {
  return (
    <ol aria-label="Test prompts" className="flex flex-col tabular">
      {lines.map((line) => (
        <li key={line.number} className="flex gap-3 border-t border-line-subtle py-2">
          <span className="mt-px grid size-5 shrink-0 place-items-center rounded-sm border border-line text-micro">
            {line.number}
          </span>
          <span className="flex min-w-0 flex-1 flex-col gap-1">
            <span className="flex items-baseline gap-3">
              <span className="min-w-0 flex-1 truncate" title={line.text}>
                {line.text}
              </span>
              {line.requestId && (
                <Link
                  href={`/requests/${line.requestId}`}
                  className="touch-target font-mono text-[12px] text-text-2 hover:underline"
                  title={line.requestId}
                >
                  {shortId(line.requestId)}
                </Link>
              )}
            </span>
            <span className="flex flex-wrap items-center gap-x-2 gap-y-1 text-meta">
              {line.calls.map((call, i) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: calls are only ever appended.
                <Call key={i} call={call} isFirst={i === 0} />
              ))}
              <Ending line={line} />
            </span>
          </span>
        </li>
      ))}
    </ol>
  );
}

const BREAKER_CHANGES: Record<string, string> = {
  open: 'breaker opened',
  closed: 'breaker closed',
  'half-open': 'breaker half-open',
  cooling: 'cooling down',
};

function Call({ call, isFirst }: { call: PromptCall; isFirst: boolean }) {
  const { provider, model, outcome, kind, message, ttftMs, totalMs, breaker } = call;
  return (
    <>
      {!isFirst && <ArrowRight size={12} aria-label="then" className="text-text-3" />}
      <span className="flex items-center gap-1.5" title={message ?? undefined}>
        <ProviderDot provider={provider} />
        {modelName(model)}
        {outcome === 'running' && <CircleDashed size={12} aria-label="running" className="text-text-3" />}
        {outcome === 'succeeded' && <Check size={12} aria-label="answered" className="text-ok" />}
        {outcome === 'failed' && <X size={12} aria-hidden className="text-danger" />}
        {outcome === 'failed' && <span className="text-danger-text">{kind}</span>}
        {outcome === 'cancelled' && <span className="text-text-3">stopped</span>}
        {totalMs !== null && <span className="text-text-3">{formatSeconds(ttftMs ?? totalMs)}</span>}
      </span>
      {breaker && (
        <Tag tone={breaker === 'closed' ? 'ok' : breaker === 'open' ? 'danger' : 'warn'}>
          {BREAKER_CHANGES[breaker]}
        </Tag>
      )}
    </>
  );
}

function Ending({ line: { status, message, calls } }: { line: PromptLine }) {
  if (status === 'running' && calls.length === 0) return <span className="text-text-3">routing</span>;
  if (status === 'failed' || status === 'refused')
    return (
      <span className="flex basis-full items-start gap-1.5 text-danger-text">
        <X size={12} className="mt-0.5 shrink-0" /> <span className="text-pretty">{message}</span>
      </span>
    );
  if (status === 'cancelled' || status === 'stopped')
    return (
      <span className="flex items-center gap-1.5 text-text-2">
        <Ban size={12} /> stopped
      </span>
    );
  return null;
}
