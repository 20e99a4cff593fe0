import { SegmentedLinks } from '@/components/form/segmented-links';
import { Card, CardHeader } from '@/components/ui/card';
import type { Visit } from '@/lib/auth/guards';
import { isAdmin } from '@/lib/caller';
import { callsByProvider } from '@/lib/db/stats/provider-health';
import { formatTime, formatWeekday } from '@/lib/format';
import { PROVIDERS, SANDBOX } from '@/lib/providers/registry';
import type { Runtime } from '@/lib/runtime/runtime';
import { RECENT_LABELS, RECENT_WINDOWS, type RecentWindow, recentRange } from '@/lib/time-range';
import { toProviderHealth } from './_components/health/health';
import { HealthCard } from './_components/health/health-card';
import { tryNowAction } from './actions';

interface HealthPanelProps {
  visit: Visit;
  window: RecentWindow;
}

export async function HealthPanel({ visit: { runtime, caller }, window }: HealthPanelProps) {
  const range = recentRange(window, Date.now());
  const calls = await callsByProvider(runtime.database, caller, range);
  const models = runtime.catalog.available(new Set(runtime.providers.keys()), Date.now());
  return (
    <HealthCard
      providers={toProviderHealth(connected(runtime), models, calls)}
      span={`${window === '24h' ? `${formatWeekday(range.from)}, ` : ''}${formatTime(range.from).slice(0, 5)} UTC`}
      onTryNow={isAdmin(caller) ? tryNowAction : null}
      picker={
        <SegmentedLinks
          label="Calls of the last"
          options={RECENT_WINDOWS.map((name) => ({
            href: `/providers?window=${name}`,
            label: RECENT_LABELS[name],
            isCurrent: name === window,
          }))}
        />
      }
    />
  );
}

/** In the stacking order of charts. */
function connected({ providers }: Pick<Runtime, 'providers'>): string[] {
  return [...PROVIDERS.map(({ id }) => id), SANDBOX].filter((id) => providers.has(id));
}

export function HealthSkeleton() {
  return (
    <Card>
      <CardHeader title="Health" />
      <div className="flex flex-col gap-5 px-4 py-5">
        {[1, 2, 3, 4, 5, 6, 7, 8].map((key) => (
          <span key={key} className="skeleton h-5 w-full" />
        ))}
      </div>
    </Card>
  );
}
