import type { Visit } from '@/lib/auth/guards';
import { isAdmin } from '@/lib/caller';
import { planFor } from '@/lib/gateway/run';
import { SANDBOX } from '@/lib/providers/registry';
import { FAULTS } from '@/lib/providers/sandbox/faults';
import { PROMPT_KINDS, TEST_PROMPTS } from '@/lib/services/providers/test-prompts';
import { ChaosLab } from './_components/chaos/chaos-lab';
import type { PromptKindChoice } from './_components/chaos/prompt-lab';
import { switchOffFaultsAction, switchOnFaultAction } from './actions';

/** Faults can only be injected into sandbox models. */
export function ChaosPanel({ visit }: { visit: Visit }) {
  const { runtime, caller } = visit;
  const models = runtime.catalog.available(new Set([SANDBOX]), Date.now());
  return (
    <ChaosLab
      models={models.map(({ id, name }) => ({ id, name }))}
      faults={FAULTS}
      kinds={PROMPT_KINDS.map((kind) => choiceFor(visit, kind))}
      canInject={isAdmin(caller)}
      onSwitchOn={switchOnFaultAction}
      onSwitchOff={switchOffFaultsAction}
    />
  );
}

/** A category of prompts with the model that is currently first for it. */
function choiceFor({ runtime, caller }: Visit, kind: (typeof PROMPT_KINDS)[number]): PromptKindChoice {
  const content = TEST_PROMPTS[kind][0] ?? '';
  const request = { model: 'auto', messages: [{ role: 'user' as const, content }] };
  try {
    const { candidates } = planFor(runtime, caller, request, { providers: { only: [SANDBOX] } });
    return { kind, leader: candidates[0]?.model ?? null };
  } catch {
    // With every breaker open there is no candidate, which the page then shows.
    return { kind, leader: null };
  }
}
