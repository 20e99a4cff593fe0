'use client';
import { Plug } from 'lucide-react';
import type { ReactNode } from 'react';
import { breakerSummary } from '@/components/models/breaker-state';
import { findBreakerState, type LiveStates } from '@/components/models/live-states';
import { Card, CardBody, CardHeader } from '@/components/ui/card';
import { Empty } from '@/components/ui/empty';
import { Note } from '@/components/ui/note';
import { Tag } from '@/components/ui/tag';
import type { ProviderHealth } from './health';
import { HealthList } from './health-list';
import type { HealthRowsProps } from './health-rows';
import { HealthTable } from './health-table';
import { useLive, useServerNow } from './live-states';
import type { OnTryNow } from './try-now';
import { useAnnouncement } from './use-announcement';
import { useExpanded } from './use-expanded';
import type { Connection } from './use-live-states';

interface HealthCardProps {
  providers: ProviderHealth[];
  /** Start of the period, as display text. */
  span: string;
  /** Null without permission. */
  onTryNow: OnTryNow | null;
  /** Selects the period. */
  picker: ReactNode;
}

/** Health of the connected providers: current breaker states and figures of the selected period. */
export function HealthCard({ providers, span, onTryNow, picker }: HealthCardProps) {
  const { states, connection } = useLive();
  const now = useServerNow(states);
  const announcement = useAnnouncement(states);
  const rows: HealthRowsProps = { providers, states, now, onTryNow, ...useExpanded(providers, states) };
  return (
    <Card className="overflow-hidden">
      <CardHeader title="Health" qualifier={`live breaker state; calls since ${span}`}>
        <Overall providers={providers} states={states} />
        {picker}
      </CardHeader>
      <Problem connection={connection} />
      {providers.length === 0 ? (
        <CardBody>
          <Empty icon={Plug} title="No provider connected">
            Set an API key such as <code className="font-mono">OPENAI_API_KEY</code> in the server’s environment and
            restart it. <code className="font-mono">A3M_SANDBOX=on</code> adds simulated models for testing.
          </Empty>
        </CardBody>
      ) : (
        <>
          <div className="overflow-x-auto pt-1 max-[640px]:hidden">
            <HealthTable {...rows} />
          </div>
          <div className="hidden pt-1 max-[640px]:block">
            <HealthList {...rows} />
          </div>
        </>
      )}
      <p role="status" className="sr-only">
        {announcement}
      </p>
    </Card>
  );
}

function Overall({ providers, states }: { providers: ProviderHealth[]; states: LiveStates }) {
  const all = providers.flatMap(({ models }) => models.map(({ id }) => findBreakerState(states, id)));
  if (all.length === 0) return null;
  const isOpen = all.some(({ state }) => state === 'open');
  const isTripped = all.some(({ state }) => state !== 'closed');
  return (
    <Tag tone={isOpen ? 'danger' : isTripped ? 'warn' : 'ok'}>{isTripped ? breakerSummary(all) : 'all closed'}</Tag>
  );
}

function Problem({ connection }: { connection: Connection }) {
  if (connection === 'live') return null;
  return (
    <div className="px-4 pt-3">
      <Note tone="warn" role="alert">
        {connection === 'signed-out'
          ? 'You are signed out, so this page is not updating. Sign in again to continue.'
          : 'The server is not responding. Showing the last known states; retrying every few seconds.'}
      </Note>
    </div>
  );
}
