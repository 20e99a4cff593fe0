import { ScheduledNote } from './_components/scheduled-note';
import type { CostView } from './view';

/** Upcoming price changes of models in use. */
export async function ScheduledPanel({ forecast }: Pick<CostView, 'forecast'>) {
  const { scheduled, countsPrices } = await forecast;
  return <ScheduledNote changes={scheduled} isCounted={countsPrices} />;
}
