'use client';
import { useEffect, useRef, useState } from 'react';
import type { ChatSettings } from '@/lib/chat-settings';
import type { DraftFile } from '@/lib/services/chat/chat-message';
import type { Draft, DraftPlan } from '@/lib/services/chat/plan-draft';
import { isImage, textHead } from './attachments';

export type PlanDraft = (draft: Draft) => Promise<{ ok: true; value: DraftPlan } | { ok: false; message: string }>;

const QUIET_MS = 400;

interface DraftPlanInput {
  conversationId: string;
  parentId: string | null;
  text: string;
  files: DraftFile[];
  settings: ChatSettings;
  /** No planning while an answer streams, because the branch ends with that answer. */
  isBusy: boolean;
  onPlan: PlanDraft;
}

/** The plan for the draft, requested when typing pauses. The previous plan stays until the next one arrives. */
export function useDraftPlan({ onPlan, isBusy, ...input }: DraftPlanInput): DraftPlan | null {
  const [plan, setPlan] = useState<DraftPlan | null>(null);
  const latest = useRef(0);
  const draft = toDraft(input);
  const asked = JSON.stringify(draft);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `asked` is the serialized draft.
  useEffect(() => {
    if (isBusy) return;
    const turn = ++latest.current;
    const timer = setTimeout(async () => {
      const result = await onPlan(draft).catch(() => null);
      // A failed estimate is only missing; sending reports the reason.
      if (turn === latest.current) setPlan(result?.ok ? result.value : null);
    }, QUIET_MS);
    return () => clearTimeout(timer);
  }, [asked, isBusy]);
  return plan;
}

function toDraft({
  conversationId,
  parentId,
  text,
  files,
  settings,
}: Omit<DraftPlanInput, 'onPlan' | 'isBusy'>): Draft {
  return {
    conversationId,
    parentId,
    text,
    files: files.map((file) => ({
      isImage: isImage(file),
      size: file.size,
      head: isImage(file) ? '' : textHead(file),
    })),
    settings,
  };
}
