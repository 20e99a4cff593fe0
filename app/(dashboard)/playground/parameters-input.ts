import type { ParametersInput } from '@/components/chat/parameters/use-parameters';
import type { Visit } from '@/lib/auth/guards';
import { DEFAULT_CHAT_SETTINGS } from '@/lib/chat-settings';
import { listPresets } from '@/lib/db/chat/presets';
import { policyWeights, teamBudget } from '@/lib/services/chat/parameters';
import { listVisibleBudgets } from '@/lib/services/costs/cost-budgets';
import { planDraftAction } from './plan-actions';
import { changePresetAction, deletePresetAction, savePresetAction } from './preset-actions';

/** Data and actions of the parameters panel. */
export async function parametersFor({ runtime, caller, teamName }: Visit): Promise<ParametersInput> {
  const [presets, budgets] = await Promise.all([
    listPresets(runtime.database, caller),
    listVisibleBudgets(runtime.database, caller),
  ]);
  return {
    defaults: DEFAULT_CHAT_SETTINGS,
    policies: policyWeights(runtime),
    presets,
    presetActions: { onSave: savePresetAction, onChange: changePresetAction, onDelete: deletePresetAction },
    budget: teamBudget(budgets, teamName),
    onPlan: planDraftAction,
  };
}
