import type { LiveStates } from '@/components/models/live-states';
import type { ProviderHealth } from './health';
import type { OnTryNow } from './try-now';

/** Props shared by the table and the phone list. */
export interface HealthRowsProps {
  providers: ProviderHealth[];
  states: LiveStates;
  /** The server's clock, epoch ms. */
  now: number;
  /** Null without permission. */
  onTryNow: OnTryNow | null;
  isExpanded: (one: ProviderHealth) => boolean;
  toggle: (one: ProviderHealth) => void;
}

export interface ProviderRowsProps extends Omit<HealthRowsProps, 'providers'> {
  health: ProviderHealth;
}
