import { Link } from '@/components/ui/link';
import type { RequestSummary } from '@/lib/db/ledger/requests';
import { formatCount, formatDay, formatSeconds, formatTime, formatUsd, modelName } from '../../lib/format';
import { ModelName, ProviderDot } from '../models/model-name';
import { TABLE_CELL, TABLE_HEAD } from '../ui/table-classes';
import { RequestStatus } from './request-status';

interface RequestTableProps {
  requests: RequestSummary[];
  /** Shows the date when rows span several days. */
  withDay?: boolean;
}

/** Requests, one per row; two-line rows on a phone. A row links to its request. */
export function RequestTable({ requests, withDay = false }: RequestTableProps) {
  return (
    <>
      <div className="overflow-x-auto max-[640px]:hidden">
        <table className="w-full border-collapse tabular">
          <thead>
            <tr>
              <th className={TABLE_HEAD}>Time, UTC</th>
              <th className={TABLE_HEAD}>Request</th>
              <th className={TABLE_HEAD}>Category</th>
              <th className={TABLE_HEAD}>Model</th>
              <th className={TABLE_HEAD}>Source</th>
              <th className={TABLE_HEAD}>Status</th>
              <th className={`${TABLE_HEAD} text-right`}>First token</th>
              <th className={`${TABLE_HEAD} text-right`}>Tokens</th>
              <th className={`${TABLE_HEAD} text-right`}>Cost</th>
            </tr>
          </thead>
          <tbody>
            {requests.map((request) => (
              <Row key={request.id} request={request} withDay={withDay} />
            ))}
          </tbody>
        </table>
      </div>
      <ul className="hidden max-[640px]:block">
        {requests.map((request) => (
          <PhoneRow key={request.id} request={request} />
        ))}
      </ul>
    </>
  );
}

function Row({ request, withDay }: { request: RequestSummary; withDay: boolean }) {
  const { id, createdAt, category, status, fellBack, failureKind, ttftMs, tokens } = request;
  return (
    <tr className="group relative hover:bg-hover">
      <td className={TABLE_CELL}>
        {withDay && <span className="text-text-3">{formatDay(createdAt)} </span>}
        {formatTime(createdAt)}
      </td>
      <td className={TABLE_CELL}>
        <Link
          href={`/requests/${id}`}
          className="font-mono text-[12px] text-text-2 after:absolute after:inset-0"
          title={id}
        >
          {shortId(id)}
        </Link>
      </td>
      <td className={TABLE_CELL}>{category}</td>
      <td className={`${TABLE_CELL} max-w-[260px]`}>
        <ModelName {...answeredBy(request)} className="max-w-full" />
      </td>
      <td className={`${TABLE_CELL} text-text-2`}>{request.keyName ?? request.source}</td>
      <td className={TABLE_CELL}>
        <RequestStatus status={status} fellBack={fellBack} failureKind={failureKind} />
      </td>
      <td className={`${TABLE_CELL} text-right`}>
        {ttftMs === null ? <span className="text-text-3">–</span> : formatSeconds(ttftMs)}
      </td>
      <td className={`${TABLE_CELL} text-right`}>{formatCount(tokens)}</td>
      <td className={`${TABLE_CELL} text-right`}>{formatCost(request)}</td>
    </tr>
  );
}

function PhoneRow({ request }: { request: RequestSummary }) {
  const { provider, name } = answeredBy(request);
  return (
    <li className="border-b border-line-subtle last:border-b-0">
      <Link href={`/requests/${request.id}`} className="flex min-h-14 items-center gap-3 px-3 py-2">
        <ProviderDot provider={provider} />
        <span className="min-w-0 flex-1">
          <span className="block truncate">
            <span className="text-text-3">{provider} ·</span> {name}
          </span>
          <span className="flex gap-2 text-meta text-text-3">
            {request.category} ·{' '}
            <RequestStatus status={request.status} fellBack={request.fellBack} failureKind={request.failureKind} />
          </span>
        </span>
        <span className="text-right tabular">
          <span className="block">{formatCost(request)}</span>
          <span className="text-meta text-text-3">{formatTime(request.createdAt)}</span>
        </span>
      </Link>
    </li>
  );
}

export function answeredBy({ provider, model, chosenModel }: RequestSummary): { provider: string; name: string } {
  const id = model ?? chosenModel;
  return { provider: provider ?? id.split('/')[0] ?? '', name: modelName(id) };
}

export function formatCost({ status, costNanoUsd, costState }: RequestSummary): string {
  if (status === 'pending') return 'pending';
  return `${costState === 'estimated' ? 'est. ' : ''}${formatUsd(costNanoUsd)}`;
}

/** Only the random end distinguishes requests; the beginning is a timestamp. */
export function shortId(id: string): string {
  return `${id.slice(0, 4)}…${id.slice(-6)}`;
}
