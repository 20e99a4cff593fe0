import type { AnsweredRequest, Conversation, StoredMessage } from '../../db/chat/conversations';
import { formatCount, formatMoment, formatSeconds, formatUsd } from '../../format';
import { findBranch, totalCost } from './export-branch';

/** A readable branch: questions and answers, with model and cost. */
export function exportMarkdown(conversation: Conversation, leaf: string | null, now: Date): string {
  const branch = findBranch(conversation, leaf);
  const { systemPrompt } = (conversation.settings ?? {}) as { systemPrompt?: string };
  return `${[
    `# ${oneLine(conversation.title)}`,
    `Exported from A3M Router on ${formatMoment(now)} UTC. ${costSentence(conversation)}`,
    ...(systemPrompt ? [`## System prompt\n\n${quoted(systemPrompt)}`] : []),
    ...branch.map(section),
  ].join('\n\n')}\n`;
}

function section(message: StoredMessage): string {
  const { role, content, files, request } = message;
  if (role === 'user') {
    const attached = files.map(({ name, mediaType }) => `- ${oneLine(name)} (${mediaType})`).join('\n');
    return ['## Question', content, attached && `Attached:\n\n${attached}`].filter(Boolean).join('\n\n');
  }
  return ['## Answer', content || '*No answer was received.*', request && `*${formatFacts(request)}*`]
    .filter(Boolean)
    .join('\n\n');
}

function formatFacts(request: AnsweredRequest): string {
  const { provider, model, status, ttftMs, inputTokens, outputTokens, costNanoUsd, costState } = request;
  const isMadeUp = provider === 'sandbox';
  return [
    model ?? 'no model',
    isMadeUp && 'made up by the sandbox',
    ttftMs !== null && `first token ${formatSeconds(ttftMs)}`,
    inputTokens + outputTokens > 0 && `${formatCount(inputTokens + outputTokens)} tokens`,
    `${costState === 'estimated' ? 'est. ' : ''}${formatUsd(costNanoUsd)}${isMadeUp ? ', made up' : ''}`,
    status === 'cancelled' && 'stopped',
    status !== 'cancelled' && status !== 'succeeded' && `incomplete: ${request.failureMessage ?? status}`,
  ]
    .filter(Boolean)
    .join(' · ');
}

function costSentence(conversation: Conversation): string {
  const isMadeUp = conversation.messages.some(({ request }) => request?.provider === 'sandbox');
  return `The chat cost ${formatUsd(totalCost(conversation))}${isMadeUp ? ', in part made up by the sandbox' : ''}.`;
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

function quoted(text: string): string {
  return text
    .split('\n')
    .map((line) => `> ${line}`)
    .join('\n');
}
