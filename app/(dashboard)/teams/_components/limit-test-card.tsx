'use client';
import { Check, ShieldCheck, X } from 'lucide-react';
import { useState } from 'react';
import { askForLines } from '@/components/browser/lines';
import { Button } from '@/components/ui/button';
import { Card, CardBody, CardHeader } from '@/components/ui/card';
import { Note } from '@/components/ui/note';
import { Problem } from '@/components/ui/problem';
import { Tag } from '@/components/ui/tag';
import type { ProofEvent } from '@/lib/db/budgets/limit-test';
import { formatUsdExact } from '@/lib/format';
import { LimitTestBars } from './limit-test-bars';
import { countCalls, type LimitTestRun, NOT_STARTED, withLine } from './limit-test-run';

interface LimitTestCardProps {
  teamId: string;
  /** Why the test is unavailable; null when it is available. */
  unavailableReason: string | null;
}

/** Sends 50 concurrent sandbox calls against a budget for ten, and shows the counted result. */
export function LimitTestCard({ teamId, unavailableReason }: LimitTestCardProps) {
  const [run, setRun] = useState<LimitTestRun>(NOT_STARTED);
  const [error, setError] = useState<string | null>(null);
  const [isRunning, setRunning] = useState(false);
  const runTest = async () => {
    setRunning(true);
    setRun(NOT_STARTED);
    setError(null);
    try {
      const failed = 'The test could not be run.';
      const events = askForLines<ProofEvent>({ url: '/api/teams/proof', body: { teamId }, failed });
      for await (const event of events) setRun((known) => withLine(known, event));
    } catch (failure) {
      setError((failure as Error).message);
    }
    setRunning(false);
  };
  return (
    <Card>
      <CardHeader title="Budget limit test">
        <Tag tone="dashed">sandbox</Tag>
      </CardHeader>
      <CardBody className="flex flex-col gap-3">
        <p className="text-text-2 text-pretty">{describeRun(run)}</p>
        {run.calls.length > 0 && <LimitTestBars run={run} />}
        {run.calls.length > 0 && <Counts run={run} />}
        {run.end && <Verdict run={run} end={run.end} />}
        {unavailableReason && <Note>{unavailableReason}</Note>}
        {error && <Problem>{error}</Problem>}
        <Button
          size="small"
          className="self-start"
          disabled={isRunning || unavailableReason !== null}
          onClick={runTest}
        >
          <ShieldCheck size={14} /> {isRunning ? 'Running …' : run.end ? 'Run again' : 'Run test'}
        </Button>
      </CardBody>
    </Card>
  );
}

const TIME = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });

function describeRun({ calls, room, end, model }: LimitTestRun): string {
  if (calls.length === 0)
    return 'Sends 50 concurrent calls through the API code with a key and a budget for 10. The key and its budget are deleted afterwards.';
  const when = end ? `, today at ${TIME.format(end.at)}` : '';
  return `${calls.length} concurrent calls to ${model} with budget for ${room}${when}.`;
}

function Counts({ run }: { run: LimitTestRun }) {
  const [answered, refused, failed] = [
    countCalls(run, 'answered'),
    countCalls(run, 'refused'),
    countCalls(run, 'failed'),
  ];
  return (
    <p className="flex flex-wrap justify-between gap-x-3 text-meta tabular" role="status">
      <span className="flex items-center gap-1">
        <Check size={12} className="text-ok" /> {answered} answered
      </span>
      <span className="text-text-2">{refused} refused with 402</span>
      {failed > 0 && (
        <span className="flex w-full items-center gap-1 text-danger-text">
          <X size={12} /> {failed} failed{run.failure && `: ${run.failure}`}
        </span>
      )}
    </p>
  );
}

function Verdict({ run, end }: { run: LimitTestRun; end: NonNullable<LimitTestRun['end']> }) {
  const { spentNanoUsd, limitNanoUsd, overspentNanoUsd, ledgerNanoUsd, admitted } = end;
  const rows: [string, string][] = [
    ['Spent of limit', `${formatUsdExact(spentNanoUsd)} of ${formatUsdExact(limitNanoUsd)}`],
    ['In the ledger', `${admitted} requests, ${formatUsdExact(ledgerNanoUsd)}`],
  ];
  return (
    <>
      <dl className="flex flex-col gap-1.5 border-t border-line-subtle pt-3 text-meta tabular">
        {rows.map(([label, value]) => (
          <div key={label} className="flex justify-between gap-3">
            <dt className="text-text-2">{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
        <div className="flex justify-between gap-3">
          <dt className="text-text-2">Overspent</dt>
          <dd className={overspentNanoUsd > 0 ? 'font-semibold text-danger-text' : 'font-semibold'}>
            {formatUsdExact(overspentNanoUsd)}
          </dd>
        </div>
      </dl>
      <p className="text-meta text-text-3 text-pretty">
        {overspentNanoUsd === 0 && countCalls(run, 'answered') <= run.room
          ? 'The limit held.'
          : 'The limit was exceeded.'}{' '}
        The answers count toward the team’s budgets and totals like any sandbox call.
      </p>
    </>
  );
}
