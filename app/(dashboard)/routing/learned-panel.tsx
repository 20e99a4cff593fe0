import type { Visit } from '@/lib/auth/guards';
import { type LearnedFeedback, latestFeedback } from '@/lib/db/learning/feedback-history';
import { modelName } from '@/lib/format';
import type { LearnedEntry } from './_components/accuracy/accuracy';
import { LearnedList } from './_components/learned/learned-list';

const SHOWN = 12;

export async function LearnedPanel({ visit: { runtime, caller } }: { visit: Visit }) {
  const latest = await latestFeedback(runtime.database, caller, SHOWN);
  return <LearnedList entries={latest.map(toEntry)} />;
}

function toEntry({ at, kind, reverses, rating, model, ...rest }: LearnedFeedback): LearnedEntry {
  return {
    ...rest,
    at: at.toISOString(),
    kind: reverses ? 'reversal' : kind,
    rating: kind === 'rating' ? rating : null,
    provider: model?.split('/')[0] ?? null,
    model: model && kind !== 'correction' ? modelName(model) : null,
  };
}
