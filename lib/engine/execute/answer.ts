import type { AnswerChoice, ChatAnswer, ChatChunk, ChunkChoice, ToolCallDelta } from '../chat';

/** Assembles an answer from the chunks of a stream. */
export class AnswerCollector {
  private head: ChatChunk | null = null;
  private readonly choices = new Map<number, AnswerChoice>();

  add(chunk: ChatChunk): void {
    this.head ??= chunk;
    for (const choice of chunk.choices) this.addChoice(choice);
  }

  /** The answer so far, or null when no chunk has come. */
  answer(): ChatAnswer | null {
    if (!this.head) return null;
    const { id, created, model } = this.head;
    const choices = [...this.choices.values()].sort((a, b) => a.index - b.index);
    return { id, object: 'chat.completion', created, model, choices };
  }

  /** The text of the first choice so far. */
  text(): string {
    return this.choices.get(0)?.message.content ?? '';
  }

  private addChoice({ index, delta, finish_reason }: ChunkChoice): void {
    const choice = this.choice(index);
    const { message } = choice;
    if (typeof delta?.content === 'string') message.content = (message.content ?? '') + delta.content;
    const reasoning = delta?.reasoning_content ?? delta?.reasoning;
    if (reasoning) message.reasoning_content = (message.reasoning_content ?? '') + reasoning;
    if (delta?.refusal) message.refusal = (message.refusal ?? '') + delta.refusal;
    for (const call of delta?.tool_calls ?? []) addToolCall(choice, call);
    choice.finish_reason = finish_reason ?? choice.finish_reason;
  }

  private choice(index: number): AnswerChoice {
    let choice = this.choices.get(index);
    if (!choice) {
      choice = { index, message: { role: 'assistant', content: null }, finish_reason: null };
      this.choices.set(index, choice);
    }
    return choice;
  }
}

function addToolCall({ message }: AnswerChoice, delta: ToolCallDelta): void {
  message.tool_calls ??= [];
  const call = message.tool_calls[delta.index];
  if (!call) {
    const { name = '', arguments: args = '' } = delta.function ?? {};
    message.tool_calls[delta.index] = { id: delta.id ?? '', type: 'function', function: { name, arguments: args } };
    return;
  }
  call.function.name += delta.function?.name ?? '';
  call.function.arguments += delta.function?.arguments ?? '';
}

/** Converts an answer to stream chunks: one with the content, one with the finish reason. */
export function answerAsChunks(answer: ChatAnswer): ChatChunk[] {
  const { id, created, model } = answer;
  const head = { id, object: 'chat.completion.chunk' as const, created, model };
  const content = answer.choices.map(({ index, message }) => ({
    index,
    delta: { ...message, tool_calls: message.tool_calls?.map((call, i) => ({ ...call, index: i })) },
    finish_reason: null,
  }));
  const finish = answer.choices.map(({ index, finish_reason }) => ({
    index,
    delta: {},
    finish_reason: finish_reason ?? 'stop',
  }));
  return [
    { ...head, choices: content as ChunkChoice[] },
    { ...head, choices: finish },
  ];
}
