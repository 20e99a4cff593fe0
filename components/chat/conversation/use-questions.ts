'use client';
import { useState } from 'react';
import type { ChatMessage, DraftFile } from '@/lib/services/chat/chat-message';
import { prependUnsent, useDraft } from '../composer/use-draft';
import { newMessageId } from './message-id';
import type { Ask } from './use-ask';

interface QuestionsInput {
  conversationId: string;
  isNew: boolean;
  isBusy: boolean;
  /** The end of the shown branch. */
  lastId: string | null;
  ask: Ask;
}

/** The question being written with its attachments, sending it, and editing earlier ones. */
export function useQuestions({ conversationId, isNew, isBusy, lastId, ask }: QuestionsInput) {
  const [draft, setDraft] = useDraft(conversationId, isNew);
  const [attachments, setAttachments] = useState<DraftFile[]>([]);
  /** A refused question returns to the composer, above what was typed since. */
  const restoreText = (text: string) => setDraft((typed) => prependUnsent(text, typed));

  const send = async () => {
    const text = draft.trim();
    if ((!text && attachments.length === 0) || isBusy) return;
    const files = attachments;
    setDraft('');
    setAttachments([]);
    if (await askQuestion(ask, { text, files, parentId: lastId, editionOf: null })) return;
    restoreText(text);
    setAttachments((current) => [...files, ...current]);
  };

  const edit = async (question: ChatMessage, text: string) => {
    const edition = { text, files: [], parentId: question.parentId, editionOf: question };
    if (!(await askQuestion(ask, edition))) restoreText(text);
  };

  return { draft, setDraft, attachments, setAttachments, send, edit };
}

interface NewQuestion {
  text: string;
  files: DraftFile[];
  parentId: string | null;
  /** The question that this is another version of; its files are kept. */
  editionOf: ChatMessage | null;
}

function askQuestion(ask: Ask, { text, files, parentId, editionOf }: NewQuestion): Promise<boolean> {
  const messageId = newMessageId();
  const attachments = files.map(({ name, mediaType, data }) => ({ name, mediaType, data }));
  const keptFiles = editionOf ? editionOf.parts.filter(({ type }) => type === 'file') : [];
  const newFiles = attachments.map(({ name, mediaType, data }) => ({
    type: 'file' as const,
    mediaType,
    filename: name,
    url: `data:${mediaType};base64,${data}`,
  }));
  const parts = [...keptFiles, ...newFiles, ...(text ? [{ type: 'text' as const, text }] : [])];
  return ask(
    { kind: 'question', messageId, parentId, text, attachments, editionOf: editionOf?.id ?? null },
    { id: messageId, parentId, role: 'user', parts },
    messageId,
  );
}
