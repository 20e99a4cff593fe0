'use client';

import { CircleCheck } from 'lucide-react';
import { useState } from 'react';
import { ModelName } from '@/components/models/model-name';
import { shortId } from '@/components/requests/request-table';
import { Button } from '@/components/ui/button';
import { Card, CardBody, CardHeader } from '@/components/ui/card';
import { Empty } from '@/components/ui/empty';
import { Link } from '@/components/ui/link';
import { TABLE_CELL, TABLE_HEAD } from '@/components/ui/table-classes';
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

function FailureTable({ failures }: { failures: FailureLine[] }) {
  return (
    <table className="w-full border-collapse tabular">
      <thead>
        <tr>
          <th className={TABLE_HEAD}>Time</th>
          <th className={TABLE_HEAD}>Model</th>
          <th className={TABLE_HEAD}>Kind</th>
          <th className={TABLE_HEAD}>What happened</th>
          <th className={`${TABLE_HEAD} text-right`}>After</th>
          <th className={TABLE_HEAD}>Request</th>
        </tr>
      </thead>
      <tbody>
        {failures.map(({ requestId, number, provider, model, at, totalMs, kind, message }) => (
          <tr key={`${requestId} ${number}`} className="group relative hover:bg-hover">
            <td className={TABLE_CELL}>
              <Moment at={at} />
            </td>
            <td className={`${TABLE_CELL} max-w-[240px]`}>
              <ModelName provider={provider} name={modelName(model)} className="max-w-full" />
            </td>
            <td className={TABLE_CELL}>
              <Tag>{kind}</Tag>
            </td>
            <td className={`${TABLE_CELL} w-full max-w-0 truncate text-text-2`} title={message}>
              {message}
            </td>
            <td className={`${TABLE_CELL} text-right`}>{formatSeconds(totalMs)}</td>
            <td className={TABLE_CELL}>
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
