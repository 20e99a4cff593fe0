import { ArrowLeft, MessageSquareText } from 'lucide-react';
import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import type { ReactNode } from 'react';
import { DecisionCard } from '@/components/chat/answer/decision-card';
import { Rating } from '@/components/chat/answer/rating';
import { ModelName } from '@/components/models/model-name';
import { AttemptTimeline } from '@/components/requests/attempt-timeline';
import { CostTable } from '@/components/requests/cost-table';
import { RequestStatus } from '@/components/requests/request-status';
import { PageBody } from '@/components/shell/page';
import { buttonClass } from '@/components/ui/button';
import { Card, CardBody, CardHeader } from '@/components/ui/card';
import { CopyButton } from '@/components/ui/copy-button';
import { Link } from '@/components/ui/link';
import { Note } from '@/components/ui/note';
import { pageCaller } from '@/lib/auth/guards';
import { mayTeach } from '@/lib/caller';
import { currentRating } from '@/lib/db/learning/feedback';
import { findRequest, type LedgerAttempt, type RequestDetail } from '@/lib/db/ledger/requests';
import { formatMoment, formatPercent, formatSeconds, formatUsd, modelName } from '@/lib/format';
import { rateAction } from '../../feedback-actions';

export const metadata: Metadata = { title: 'Request' };

/** One request with its decision, attempts and cost. */
export default async function RequestPage({ params }: { params: Promise<{ id: string }> }) {
  const { runtime, caller } = await pageCaller();
  const { id } = await params;
  const [request, rating] = await Promise.all([
    findRequest(runtime.database, caller, id),
    currentRating(runtime.database, caller, id),
  ]);
  if (!request) notFound();
  return (
    <>
      <header className="flex max-w-[1400px] flex-wrap items-center gap-3 px-8 pt-5 pb-4 max-[640px]:px-4">
        <Link href="/requests" aria-label="All requests" className={buttonClass('ghost', 'small', true)}>
          <ArrowLeft size={16} />
        </Link>
        <h1 className="min-w-0 font-mono text-[14px] font-medium break-all">{request.id}</h1>
        <CopyButton text={request.id} label="Copy id" iconOnly />
        <RequestStatus status={request.status} fellBack={request.fellBack} failureKind={request.failureKind} />
        <div className="ml-auto flex items-center gap-2">
          {request.conversationId && (
            <Link href={`/playground/${request.conversationId}`} className={buttonClass()}>
              <MessageSquareText size={14} /> Open in playground
            </Link>
          )}
          {mayTeach(caller) && <span className="text-text-3">Rate</span>}
          <Rating requestId={request.id} initial={rating} onRate={rateAction} />
        </div>
      </header>
      <PageBody>
        {request.failureMessage && request.status !== 'cancelled' && (
          <Note tone="danger">{request.failureMessage}</Note>
        )}
        <Facts request={request} />
        {request.attempts.length > 0 && (
          <Attempts attempts={request.attempts} lanes={request.decision.parallel?.models.length ?? 1} />
        )}
        {request.attempts.length > 0 && <Costs request={request} />}
        <DecisionCard decision={request.decision} answeredBy={request.model} />
      </PageBody>
    </>
  );
}

function Facts({ request }: { request: RequestDetail }) {
  const {
    createdAt,
    totalMs,
    ttftMs,
    costNanoUsd,
    costState,
    keyName,
    source,
    streamed,
    category,
    confidence,
    policy,
    policyVersion,
    requestedModel,
  } = request;
  const facts: [string, ReactNode][] = [
    ['Time, UTC', formatMoment(createdAt)],
    ['Total', totalMs === null ? 'running' : formatSeconds(totalMs)],
    ['First token', ttftMs === null ? (streamed ? 'none' : 'not streamed') : formatSeconds(ttftMs)],
    [
      'Cost',
      costState === 'pending' ? 'pending' : `${costState === 'estimated' ? 'est. ' : ''}${formatUsd(costNanoUsd)}`,
    ],
    ['Source', keyName ?? source],
    ['Category', `${category} ${formatPercent(confidence)}`],
    ['Policy', `${policy} v${policyVersion}`],
    ['Requested model', `${requestedModel}, ${streamed ? 'streamed' : 'not streamed'}`],
  ];
  return (
    <Card>
      <dl className="grid grid-cols-4 gap-x-4 gap-y-3 p-4 max-[1024px]:grid-cols-2">
        {facts.map(([label, value]) => (
          <div key={label} className="min-w-0">
            <dt className="text-micro text-text-3">{label}</dt>
            <dd className="mt-0.5 truncate font-medium tabular">{value}</dd>
          </div>
        ))}
      </dl>
    </Card>
  );
}

function Attempts({ attempts, lanes }: { attempts: LedgerAttempt[]; lanes: number }) {
  const calls = attempts.length === 1 ? 'one call' : `${attempts.length} calls`;
  const first = attempts[0]?.startedAt.getTime() ?? 0;
  return (
    <Card>
      <CardHeader title="Attempts" qualifier={lanes > 1 ? `${calls}, ${lanes} models in parallel` : calls} />
      <CardBody>
        <AttemptTimeline
          attempts={attempts.map(
            ({ number, provider, startedAt, ttftMs, totalMs, outcome, failureKind, httpStatus }) => ({
              number,
              provider,
              startMs: startedAt.getTime() - first,
              ttftMs,
              totalMs,
              outcome,
              failure: [httpStatus, failureKind].filter(Boolean).join(' ') || null,
            }),
          )}
        />
        <ol className="mt-4 flex flex-col">
          {attempts.map((attempt) => (
            <AttemptLine key={attempt.id} attempt={attempt} />
          ))}
        </ol>
      </CardBody>
    </Card>
  );
}

function AttemptLine({ attempt }: { attempt: LedgerAttempt }) {
  const { number, provider, model, outcome, failureMessage, ttftMs, totalMs, outputTokens, httpStatus } = attempt;
  const streamMs = ttftMs === null ? 0 : totalMs - ttftMs;
  const speed =
    streamMs > 0 && outcome === 'succeeded'
      ? `${outputTokens} tokens at ${Math.round((outputTokens / streamMs) * 1000)} a second`
      : null;
  return (
    <li className="flex min-h-12 items-center gap-3 border-t border-line-subtle py-2">
      <span className="grid size-5 shrink-0 place-items-center rounded-sm border border-line text-micro tabular">
        {number}
      </span>
      <span className="min-w-0 flex-1">
        <ModelName provider={provider} name={modelName(model)} />
        {(failureMessage ?? speed) && (
          <span className="block text-meta text-text-3 text-pretty">{failureMessage ?? speed}</span>
        )}
      </span>
      <span className={outcome === 'failed' ? 'text-danger-text' : 'text-text-2'}>
        {httpStatus ?? ''} {outcome}
      </span>
    </li>
  );
}

function Costs({ request: { attempts, costNanoUsd, baselineModel, baselineCostNanoUsd } }: { request: RequestDetail }) {
  return (
    <Card>
      <CardHeader title="Cost" />
      <CardBody>
        <CostTable
          totalNanoUsd={costNanoUsd}
          attempts={attempts.map(({ number, model, outcome, usageState, priceId, costNanoUsd: cost, costItems }) => ({
            number,
            name: modelName(model),
            outcome,
            usageState,
            priceId,
            costNanoUsd: cost,
            items: costItems,
          }))}
        />
        {baselineModel && baselineCostNanoUsd !== null && (
          <p className="mt-3 text-meta text-text-3">
            {baselineCostNanoUsd === 0
              ? 'No answer was returned, so the whole cost counts against savings.'
              : `The same tokens on ${modelName(baselineModel)}, the savings baseline: ${formatUsd(baselineCostNanoUsd)}.`}
          </p>
        )}
      </CardBody>
    </Card>
  );
}
