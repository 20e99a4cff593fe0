import type { giveFeedback } from './learning';
import type { noteRefusal } from './refusal';
import type { planFor, startRun } from './run';

/** What a decision, a run, feedback and a refusal each need of the runtime: callers name these, not the whole. */
export type PlanContext = Parameters<typeof planFor>[0];
export type RunContext = Parameters<typeof startRun>[0];
export type LearnContext = Parameters<typeof giveFeedback>[0];
export type RefusalContext = Parameters<typeof noteRefusal>[0];
