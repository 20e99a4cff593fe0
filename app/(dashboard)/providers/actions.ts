'use server';
import { revalidatePath } from 'next/cache';
import { z } from 'zod';
import { callerAction } from '@/lib/auth/guards';
import { deadlineSettingsSchema, setDeadlineSettings } from '@/lib/db/system/settings';
import type { DeadlineSettings } from '@/lib/engine/execute/deadlines';
import { AppError } from '@/lib/errors';
import { switchOffFaults, switchOnFault } from '@/lib/services/providers/chaos';
import { liveStates } from '@/lib/services/providers/live-states';

const modelId = z.string().min(1).max(300);

/** Lets the next call to a model through its open breaker. */
export const tryNowAction = callerAction(
  { schema: z.object({ model: modelId }), role: 'admin' },
  async ({ runtime, input }) => {
    const model = runtime.catalog.get(input.model);
    if (!model) throw new AppError('not_found', `There is no model ${input.model} here.`);
    if (runtime.breaker.stateOf(model).state !== 'open')
      throw new AppError('conflict', `The breaker of ${model.id} is no longer open.`);
    runtime.breaker.probeNow(model);
    return liveStates(runtime);
  },
);

const fault = z.object({
  model: modelId,
  fault: z.string().min(1).max(60),
  parameters: z.record(z.string().max(60), z.union([z.number(), z.string().max(2_000), z.null()])),
});

/** Makes a model of the sandbox fail. */
export const switchOnFaultAction = callerAction({ schema: fault, role: 'admin' }, async ({ runtime, input }) => {
  switchOnFault(runtime, input);
  return liveStates(runtime);
});

/** Ends the fault of one model, or all of them. */
export const switchOffFaultsAction = callerAction(
  { schema: z.object({ model: modelId.nullable() }), role: 'admin' },
  async ({ runtime, input }) => {
    switchOffFaults(runtime, input.model);
    return liveStates(runtime);
  },
);

const saveDeadlines = z.object({ settings: deadlineSettingsSchema, basedOn: deadlineSettingsSchema });

/** Puts deadlines in force: in this process at once, in others within seconds. */
export const saveDeadlinesAction = callerAction(
  { schema: saveDeadlines, role: 'admin' },
  async ({ runtime, input }) => {
    const unknown = Object.keys(input.settings.providers ?? {}).filter((id) => !runtime.providers.has(id));
    const kept = Object.keys(input.basedOn.providers ?? {});
    const wrong = unknown.filter((id) => !kept.includes(id));
    if (wrong.length > 0)
      throw new AppError('invalid_request_error', `${wrong.join(', ')} is no provider that is connected here.`);
    const isSaved = await setDeadlineSettings(
      runtime.database,
      input.settings as DeadlineSettings,
      input.basedOn as DeadlineSettings,
    );
    if (!isSaved)
      throw new AppError('conflict', 'Somebody else has changed the timeouts meanwhile. Reload to see them.');
    await runtime.knowledge.refreshDeadlines();
    revalidatePath('/providers');
    return runtime.knowledge.deadlines;
  },
);
