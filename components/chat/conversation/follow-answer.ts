import { type AnswerChunk, readChunks } from './answer-chunks';
import { getStream, RefusedError } from './chat-api';

/** Delays between reconnects in ms; the last one repeats. */
const RETRY_AFTER_MS = [300, 1_000, 2_000, 4_000];
const GIVE_UP_AFTER_MS = 5 * 60_000;

export interface FollowInput {
  conversationId: string;
  answerId: string;
  /** An open response; without it the answer is requested from its start. */
  first?: Response;
  signal: AbortSignal;
  onChunk: (chunk: AnswerChunk) => void;
  /** The connection was lost, or is back. */
  onConnected: (isConnected: boolean) => void;
}

/**
 * Follows an answer to its end over as many connections as needed. Each resumes after the last received chunk, so
 * nothing is lost or duplicated. `gone`: the answer is not live on the server. `lost`: the server was unreachable for
 * minutes.
 */
export async function followAnswer(following: FollowInput): Promise<'ended' | 'gone' | 'lost'> {
  const { conversationId, answerId, signal, onConnected } = following;
  let response = following.first ?? null;
  let seen = 0;
  let tries = 0;
  let lastChunkAt = Date.now();
  while (!signal.aborted) {
    try {
      response ??= await getStream(conversationId, answerId, seen, signal);
      if (!response?.body) return 'gone';
      onConnected(true);
      for await (const chunk of readChunks(response.body)) {
        seen++;
        tries = 0;
        lastChunkAt = Date.now();
        following.onChunk(chunk);
        if (chunk.type === 'finish') return 'ended';
      }
    } catch (error) {
      if (error instanceof RefusedError) return 'gone';
    }
    response = null;
    if (signal.aborted || Date.now() - lastChunkAt > GIVE_UP_AFTER_MS) return 'lost';
    onConnected(false);
    await pause(RETRY_AFTER_MS[Math.min(tries++, RETRY_AFTER_MS.length - 1)] ?? 0, signal);
  }
  return 'lost';
}

/** Waits, or until the network is back. */
function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      window.removeEventListener('online', done);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    window.addEventListener('online', done);
    signal.addEventListener('abort', done);
  });
}
