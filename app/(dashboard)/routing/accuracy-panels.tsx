import { AccuracyCard } from '@/components/routing/accuracy-card';
import { HeatMap } from '@/components/routing/heat-map';
import { Note } from '@/components/ui/note';
import type { Visit } from '@/lib/auth/doormen';
import { accuracyReport } from '@/lib/gateway/routing-report';

/** How good each provider and model is, from the team's own ratings; priors where there are too few. */
export function AccuracyPanels({ visit: { runtime, caller } }: { visit: Visit }) {
  const { providers, models, ratings } = accuracyReport(runtime, caller.teamId);
  return (
    <>
      {ratings === 0 && (
        <Note>
          Nobody has rated anything yet, so these are priors: our judgement by the size and make of each model, not
          measurements. Ratings replace them, five in a category at a time.
        </Note>
      )}
      <div className="grid grid-cols-2 items-start gap-4 max-[1024px]:grid-cols-1">
        <AccuracyCard providers={providers} models={models} />
        <HeatMap rows={providers.length > 1 ? providers : models} ratings={ratings} />
      </div>
    </>
  );
}
