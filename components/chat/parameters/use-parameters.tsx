'use client';
import { useState } from 'react';
import type { ChatSettings } from '@/lib/chat-settings';
import type { TeamBudget } from '@/lib/services/chat/parameters';
import type { PickableModel } from '@/lib/services/routing/pickable-models';
import { type PlanDraft, useDraftPlan } from '../composer/use-draft-plan';
import { spendingOf } from '../conversation/messages';
import type { ConversationHandle } from '../conversation/use-conversation';
import { useChats } from '../history/chats-provider';
import { Parameters, type ParametersProps } from './parameters';
import { ParametersSheet } from './parameters-sheet';
import { isSameSettings, type Preset, type PresetActions } from './presets';
import { usePresets } from './use-presets';

export interface ParametersInput extends Pick<ParametersProps, 'policies'> {
  defaults: ChatSettings;
  presets: Preset[];
  presetActions: PresetActions;
  budget: TeamBudget | null;
  onPlan: PlanDraft;
}

interface WithChat extends ParametersInput {
  models: PickableModel[];
  unseenCostNanoUsd: number;
}

/**
 * The parameters of the next question, as a panel on wide screens and a sheet on others, and the plan for the draft.
 */
export function useParameters(conversation: ConversationHandle, conversationId: string, input: WithChat) {
  const { messages, path, settings, setSettings, draft, attachments, isBusy } = conversation;
  const plan = useDraftPlan({
    conversationId,
    parentId: path.at(-1)?.id ?? null,
    text: draft,
    files: attachments,
    settings,
    isBusy,
    onPlan: input.onPlan,
  });
  const presets = usePresets({ initial: input.presets, settings, onSettings: setSettings, ...input.presetActions });
  const { areParametersShown, showParameters } = useChats();
  const [isSheetOpen, setSheetOpen] = useState(false);
  const chatNanoUsd = spendingOf(messages).costNanoUsd + input.unseenCostNanoUsd;
  const { defaults, models, policies, budget } = input;
  const shown = (
    <Parameters
      settings={settings}
      onChange={setSettings}
      defaults={defaults}
      models={models}
      policies={policies}
      presets={presets}
      plan={plan}
      figures={{ chatNanoUsd, nextNanoUsd: plan?.next?.costNanoUsd ?? null, budget }}
    />
  );
  return {
    plan,
    /** False when the user hid it. */
    panel: areParametersShown && (
      <aside aria-label="Parameters" className="min-h-0 border-l border-line-subtle bg-bg max-[1279px]:hidden">
        {shown}
      </aside>
    ),
    sheet: (
      <ParametersSheet isChanged={!isSameSettings(settings, defaults)} isOpen={isSheetOpen} onOpenChange={setSheetOpen}>
        {shown}
      </ParametersSheet>
    ),
    toggle: () => (hasRoomForPanel() ? showParameters(!areParametersShown) : setSheetOpen(!isSheetOpen)),
  };
}

function hasRoomForPanel(): boolean {
  return window.matchMedia('(min-width: 1280px)').matches;
}
