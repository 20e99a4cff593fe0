'use client';
import { CircleCheck } from 'lucide-react';
import Link from 'next/link';
import { useState } from 'react';
import { ModelName } from '@/components/models/model-name';
import { shortId } from '@/components/requests/request-table';
import { Button } from '@/components/ui/button';
import { Card, CardBody, CardHeader } from '@/components/ui/card';
import { Empty } from '@/components/ui/empty';
import { Tag } from '@/components/ui/tag';
import { formatDay, formatSeconds, formatTime, modelName } from '@/lib/format';

export interface FailureLine {
  requestId: string;
  number: number;
  provider: string;
  model: string;
  /** ISO, UTC. */
  at: string;
  totalMs: number;
  kind: string;
  message: string;
}

const FIRST_SHOWN = 8;

/** The latest failed calls with their reasons and requests. */
export function FailureCard({ failures }: { failures: FailureLine[] }) {
  const [isAll, setAll] = useState(false);
  const shown = isAll ? failures : failures.slice(0, FIRST_SHOWN);
  return (
    <Card className="overflow-hidden">
      <CardHeader title="Recent failures" qualifier={failures.length > 0 ? 'newest first, times in UTC' : null} />
      {failures.length === 0 ? (
        <CardBody>
          <Empty icon={CircleCheck} title="No failed calls yet">
            Failed calls appear here within a second, with the model, the reason and the request.
          </Empty>
        </CardBody>
      ) : (
        <>
          <div className="overflow-x-auto pt-1 max-[640px]:hidden">
            <FailureTable failures={shown} />
          </div>
          <FailureList failures={shown} />
          {failures.length > FIRST_SHOWN && (
            <div className="border-t border-line-subtle px-4 py-2">
              <Button size="small" aria-expanded={isAll} onClick={() => setAll(!isAll)}>
                {isAll ? `Show the latest ${FIRST_SHOWN}` : `Show the latest ${failures.length}`}
              </Button>
            </div>
          )}
        </>
      )}
    </Card>
  );
}

const HEAD =
  'h-8 border-b border-line px-3 text-left text-meta font-medium whitespace-nowrap text-text-3 first:pl-4 last:pr-4';
const CELL = 'h-10 border-b border-line-subtle px-3 whitespace-nowrap first:pl-4 last:pr-4 group-last:border-b-0';

function FailureTable({ failures }: { failures: FailureLine[] }) {
  return (
    <table className="w-full border-collapse tabular">
      <thead>
        <tr>
          <th className={HEAD}>Time</th>
          <th className={HEAD}>Model</th>
          <th className={HEAD}>Kind</th>
          <th className={HEAD}>What happened</th>
          <th className={`${HEAD} text-right`}>After</th>
          <th className={HEAD}>Request</th>
        </tr>
      </thead>
      <tbody>
        {failures.map(({ requestId, number, provider, model, at, totalMs, kind, message }) => (
          <tr key={`${requestId} ${number}`} className="group relative hover:bg-hover">
            <td className={CELL}>
              <Moment at={at} />
            </td>
            <td className={`${CELL} max-w-[240px]`}>
              <ModelName provider={provider} name={modelName(model)} className="max-w-full" />
            </td>
            <td className={CELL}>
              <Tag>{kind}</Tag>
            </td>
            <td className={`${CELL} w-full max-w-0 truncate text-text-2`} title={message}>
              {message}
            </td>
            <td className={`${CELL} text-right`}>{formatSeconds(totalMs)}</td>
            <td className={CELL}>
              <Link
                href={`/requests/${requestId}`}
                className="font-mono text-[12px] text-text-2 after:absolute after:inset-0"
                title={requestId}
              >
                {shortId(requestId)}
              </Link>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function FailureList({ failures }: { failures: FailureLine[] }) {
  return (
    <ul className="hidden max-[640px]:block">
      {failures.map(({ requestId, number, provider, model, at, kind, message }) => (
        <li key={`${requestId} ${number}`} className="border-b border-line-subtle last:border-b-0">
          <Link href={`/requests/${requestId}`} className="flex min-h-14 flex-col justify-center gap-0.5 px-4 py-2">
            <span className="flex items-center gap-2 tabular">
              <ModelName provider={provider} name={modelName(model)} className="flex-1" isTight />
              <span className="text-meta text-text-3">
                <Moment at={at} />
              </span>
            </span>
            <span className="text-meta text-text-2 text-pretty">
              <span className="font-medium">{kind}</span> · {message}
            </span>
          </Link>
        </li>
      ))}
    </ul>
  );
}

function Moment({ at }: { at: string }) {
  const date = new Date(at);
  return (
    <>
      <span className="text-text-3">{formatDay(date)}</span> {formatTime(date)}
    </>
  );
}
