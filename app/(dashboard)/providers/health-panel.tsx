import { healthOf } from '@/components/providers/health';
import { HealthCard } from '@/components/providers/health-card';
import { Card, CardHeader } from '@/components/ui/card';
import { SegmentedLinks } from '@/components/ui/segmented-links';
import type { Visit } from '@/lib/auth/doormen';
import { isAdmin } from '@/lib/caller';
import { callsByProvider } from '@/lib/db/provider-health';
import { formatTime, formatWeekday } from '@/lib/format';
import type { Runtime } from '@/lib/gateway/runtime';
import { PROVIDERS, SANDBOX } from '@/lib/providers/registry';
import { RECENT_LABELS, RECENT_WINDOWS, type RecentWindow, recentRange } from '@/lib/time-range';
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
      providers={healthOf(connected(runtime), models, calls)}
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

/** In the order in which charts stack them. */
function connected({ providers }: Runtime): string[] {
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
