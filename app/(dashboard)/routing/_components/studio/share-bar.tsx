import { ProviderDot } from '@/components/models/model-name';
import { inStackingOrder } from '@/components/models/provider-order';
import { formatPercent } from '@/lib/format';

export interface Share {
  provider: string;
  share: number;
}

/** Share of requests by provider, for the current policy and the draft. */
export function ShareBars({ bars }: { bars: { label: string; shares: Share[]; isStrong: boolean }[] }) {
  const last = bars.at(-1)?.shares ?? [];
  return (
    <div className="flex flex-col gap-2">
      {bars.map(({ label, shares, isStrong }) => (
        <div key={label} className="flex items-center gap-3">
          <span className={`w-16 shrink-0 truncate text-micro ${isStrong ? 'font-semibold' : 'text-text-3'}`}>
            {label}
          </span>
          <ShareBar label={label} shares={shares} />
        </div>
      ))}
      <ul className="ml-[76px] flex flex-wrap gap-x-4 gap-y-1 text-meta text-text-2 max-[640px]:ml-0">
        {last.slice(0, LISTED).map(({ provider, share }) => (
          <li key={provider} className="flex items-center gap-1.5">
            <ProviderDot provider={provider} /> {provider}{' '}
            <b className="font-medium text-text tabular">{formatPercent(share)}</b>
          </li>
        ))}
      </ul>
    </div>
  );
}

const LISTED = 8;

function ShareBar({ label, shares }: { label: string; shares: Share[] }) {
  const byProvider = new Map(shares.map(({ provider, share }) => [provider, share]));
  const summary = shares.map(({ provider, share }) => `${provider} ${formatPercent(share)}`).join(', ');
  return (
    <div role="img" aria-label={`${label}: ${summary}`} className="flex h-2.5 min-w-0 flex-1 gap-px">
      {inStackingOrder([...byProvider.keys()]).map((provider) => (
        <span
          key={provider}
          title={`${provider} ${formatPercent(byProvider.get(provider) ?? 0)}`}
          className={`h-full first:rounded-l-[2px] last:rounded-r-[2px] ${provider === 'sandbox' ? 'hatched' : ''}`}
          style={{
            width: `${(byProvider.get(provider) ?? 0) * 100}%`,
            ...(provider !== 'sandbox' && { background: `var(--provider-${provider}, var(--text-3))` }),
          }}
        />
      ))}
    </div>
  );
}
