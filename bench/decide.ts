import { Catalog } from '../lib/engine/catalog/catalog';
import { classifyPrompt } from '../lib/engine/classify/classify';
import { decide } from '../lib/engine/decide/decide';
import { EXAMPLE_PROMPTS } from '../lib/engine/decide/example-prompts';
import { plan } from '../lib/engine/decide/plan';
import { RecentSignals } from '../lib/engine/decide/recent-signals';
import { NO_SIGNALS } from '../lib/engine/decide/signals';
import { relearn } from '../lib/engine/memory/learned';
import { Memory } from '../lib/engine/memory/memory';
import { estimateDifficulty } from '../lib/engine/quality/difficulty';
import { Breaker } from '../lib/engine/resilience/breaker';
import { measureTimings, type Timings } from './support/timings';

export const needsDatabase = false;

const CANDIDATES = 60;

/** Time of each part of a decision, for the example prompts and 60 candidates of the shipped catalogue. */
export async function run({ argv }: { argv: string[] }): Promise<void> {
  const now = Date.now();
  const models = new Catalog()
    .all()
    .filter(({ provider, retired }) => provider !== 'sandbox' && !retired)
    .slice(0, CANDIDATES);
  const catalog = new Catalog(models);
  const providers = new Set(models.map(({ provider }) => provider));
  const questions = EXAMPLE_PROMPTS.map((content) => [{ role: 'user' as const, content }]);
  const pick = (i: number) => questions[i % questions.length] as (typeof questions)[number];
  const memory = new Memory();
  for (const model of models) memory.set('team', model.id, relearn(model, [createLesson()]));
  const learned = new RecentSignals(new Breaker()).with(memory, 'team');
  const buildInput = (i: number) => ({
    request: { model: 'auto', messages: pick(i) },
    options: {},
    catalog,
    providers,
    classify: classifyPrompt,
    now,
  });
  const inputs = questions.map((messages) => ({
    classification: classifyPrompt(messages),
    difficulty: estimateDifficulty(messages[0]?.content ?? ''),
    models,
    mode: 'auto' as const,
    policy: { name: 'bench', version: 1, qualityWeight: 0.45, latencyWeight: 0.004 },
    needs: { vision: false, tools: false, jsonSchema: false },
    inputTokens: 40,
    maxTokens: null,
    maxCostNanoUsd: null,
    providers: { only: [], ignore: [], order: [] },
    signals: learned,
    now,
  }));
  const figures: Record<string, Timings> = {
    classify: measureTimings((i) => classifyPrompt(pick(i))),
    difficulty: measureTimings((i) => estimateDifficulty(pick(i)[0]?.content ?? '')),
    [`decide, ${models.length} candidates`]: measureTimings((i) =>
      decide(inputs[i % inputs.length] as (typeof inputs)[0]),
    ),
    'plan (all of it), nothing learned': measureTimings((i) => plan({ ...buildInput(i), signals: NO_SIGNALS })),
    'plan (all of it), every model rated': measureTimings((i) => plan({ ...buildInput(i), signals: learned })),
  };
  if (argv.includes('--json')) process.stdout.write(`${JSON.stringify(figures)}\n`);
  else console.table(figures);
}

function createLesson() {
  const classification = classifyPrompt([{ role: 'user', content: 'Why is the sky blue?' }]);
  return { context: { ...classification, difficulty: null }, outcome: 1, weight: 1, isRating: true };
}
