import { Note } from '@/components/ui/note';
import type { Visit } from '@/lib/auth/guards';
import { type AccuracyLine, accuracyReport } from '@/lib/services/routing/routing-report';
import { AccuracyCard } from './_components/accuracy/accuracy-card';
import { HeatMap } from './_components/accuracy/heat-map';

/** Accuracy of providers and models from the team's ratings, or priors without enough of them. */
export function AccuracyPanels({ visit: { runtime, caller } }: { visit: Visit }) {
  const { providers, models, ratings } = accuracyReport(runtime, caller.teamId);
  return (
    <>
      {!models.some(isMeasured) && (
        <Note>
          {ratings === 0 ? 'There are no ratings yet' : 'There are too few ratings so far'}, so these figures are
          priors: estimates by the size and make of each model, not measurements. Five ratings of a model in a category
          replace its prior there.
        </Note>
      )}
      <div className="grid grid-cols-2 items-start gap-4 max-[1024px]:grid-cols-1">
        <AccuracyCard providers={providers} models={models} />
        <HeatMap rows={providers.length > 1 ? providers : models} ratings={ratings} />
      </div>
    </>
  );
}

function isMeasured({ byCategory }: AccuracyLine): boolean {
  return Object.values(byCategory).some(({ isPrior }) => !isPrior);
}
