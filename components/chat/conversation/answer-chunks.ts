import type { InferUIMessageChunk } from 'ai';
import type { ChatMessage } from '@/lib/services/chat/chat-message';

export type AnswerChunk = InferUIMessageChunk<ChatMessage>;

/** The chunks of an AI SDK UI message stream, as they arrive. */
export async function* readChunks(body: ReadableStream<Uint8Array>): AsyncGenerator<AnswerChunk> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let rest = '';
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      const frames = (rest + decoder.decode(value, { stream: true })).split('\n\n');
      rest = frames.pop() ?? '';
      for (const frame of frames) {
        const data = frame.slice('data: '.length);
        if (data !== '[DONE]') yield JSON.parse(data) as AnswerChunk;
      }
    }
  } finally {
    // When the caller stops early, release the connection.
    reader.cancel().catch(() => undefined);
  }
}

/** Applies a chunk to a message. Untouched parts stay the same objects. */
export function withChunk(message: ChatMessage, chunk: AnswerChunk): ChatMessage {
  switch (chunk.type) {
    case 'data-route':
      return { ...message, parts: [chunk, ...message.parts.filter(({ type }) => type !== 'data-route')] };
    case 'data-several':
      return { ...message, parts: [...message.parts.filter(({ type }) => type !== 'data-several'), chunk] };
    case 'text-start':
      return { ...message, parts: [...message.parts, { type: 'text', text: '' }] };
    case 'text-delta':
      return { ...message, parts: message.parts.map((part) => withText(part, chunk.delta)) };
    case 'data-end':
      return { ...message, parts: [...message.parts.filter(({ type }) => type !== 'data-end'), chunk] };
    default:
      return message;
  }
}

function withText(part: ChatMessage['parts'][number], delta: string): ChatMessage['parts'][number] {
  return part.type === 'text' ? { ...part, text: part.text + delta } : part;
}
