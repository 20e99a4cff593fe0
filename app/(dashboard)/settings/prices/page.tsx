import { Coins, SearchX } from 'lucide-react';
import type { Metadata } from 'next';
import { SettingsTabs } from '@/components/settings/settings-tabs';
import { PageBody, PageHeader } from '@/components/shell/page';
import { buttonClass } from '@/components/ui/button';
import { Card, CardBody, CardHeader } from '@/components/ui/card';
import { Empty } from '@/components/ui/empty';
import { Link } from '@/components/ui/link';
import { pageCaller } from '@/lib/auth/guards';
import { isAdmin } from '@/lib/caller';
import { SECOND_OPINION } from '@/lib/engine/catalog/differences';
import { priceReport } from '@/lib/services/prices/price-report';
import { filterRows } from './_components/filters';
import { OverrideList } from './_components/override-list';
import { PriceDialog } from './_components/price-dialog';
import { PriceFigures } from './_components/price-figures';
import { PriceFilters } from './_components/price-filters';
import { PriceTable } from './_components/price-table';
import { SecondOpinionCard } from './_components/second-opinion-card';
import { UnpricedCard } from './_components/unpriced-card';
import { endPriceAction, restorePriceAction, setPriceAction } from './actions';
import { filtersSchema } from './filters-schema';

export const metadata: Metadata = { title: 'Prices' };

export default async function PricesPage({ searchParams }: { searchParams: Promise<Record<string, string>> }) {
  const { runtime, caller } = await pageCaller();
  const filters = filtersSchema.parse(await searchParams);
  const report = await priceReport(runtime, caller);
  const { rows, connected, models, unpriced, overrides, setBy, now } = report;
  const mayChange = isAdmin(caller);
  const scope = filters.of === 'all' ? rows : connected;
  const shown = filterRows(scope, filters);
  const dialog = (id: string, label: string) => {
    const model = models.find((one) => one.id === id);
    return model && <PriceDialog models={[model]} label={label} onSet={setPriceAction} />;
  };
  return (
    <>
      <PageHeader title="Prices" purpose="Token prices, effective dates and sources.">
        <SettingsTabs />
        {mayChange && <PriceDialog models={models} label="Add price" isPrimary onSet={setPriceAction} />}
      </PageHeader>
      <PageBody>
        <PriceFigures rows={scope} now={now} />
        {unpriced.length > 0 && (
          <UnpricedCard models={unpriced} action={mayChange ? ({ id }) => dialog(id, 'Set price') : null} />
        )}
        <Card className="overflow-hidden">
          <PriceFilters filters={filters} providers={[...new Set(scope.map(({ provider }) => provider))]} />
          {shown.length > 0 ? (
            <PriceTable
              rows={shown}
              setBy={setBy}
              now={now}
              action={mayChange ? ({ model }) => dialog(model, 'Set price') : null}
            />
          ) : (
            <NothingFound />
          )}
          <p className="px-4 py-3 text-meta text-text-3">
            {shown.length} of {rows.length} models. $ per million tokens, times in UTC. Past requests keep the price of
            their hour.
          </p>
        </Card>
        <div className="grid grid-cols-2 items-start gap-4 max-[900px]:grid-cols-1">
          <SecondOpinionCard rows={scope} source={SECOND_OPINION} />
          <Card>
            <CardHeader title="Overrides" qualifier="author, date and note" />
            {overrides.length > 0 ? (
              <OverrideList
                overrides={overrides}
                now={now}
                mayChange={mayChange}
                onEnd={endPriceAction}
                onRestore={restorePriceAction}
              />
            ) : (
              <CardBody>
                <Empty icon={Coins} title="No overrides">
                  {mayChange
                    ? 'List prices apply. Add a price for a contract or your own hardware.'
                    : 'List prices apply. An admin can add other prices.'}
                </Empty>
              </CardBody>
            )}
          </Card>
        </div>
      </PageBody>
    </>
  );
}

function NothingFound() {
  return (
    <CardBody>
      <Empty
        icon={SearchX}
        title="No model matches"
        action={
          <Link href="/settings/prices?of=all" className={buttonClass()}>
            Show the whole catalogue
          </Link>
        }
      >
        Search matches any part of a model id.
      </Empty>
    </CardBody>
  );
}
