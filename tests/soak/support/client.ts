import { Agent, request as undiciRequest } from 'undici';

/** The requested answer: a number of words, at a rate per second (0: no delay), each containing the ticket. */
export interface Order {
  ticket: string;
  words: number;
  perSecond: number;
  stream: boolean;
  router?: Record<string, unknown>;
  /** Called when the answer begins. */
  onBegin?: () => void;
}

/** What came of it, as the client saw it. */
export interface Received {
  /** 0 when there was no answer at all. */
  status: number;
  requestId: string | null;
  /** The answer was marked as complete, and contains exactly the requested words. */
  isWhole: boolean;
  /** The answer was marked as complete, but a part is missing, which must never happen. */
  isQuietlyCut: boolean;
  error: string | null;
  totalMs: number;
}

export interface Client {
  ask(order: Order, signal?: AbortSignal): Promise<Received>;
  close(): Promise<void>;
}

/** A client that retries nothing, and compares what it gets with what it ordered. */
export function startClient(server: { url: string; key: string }, connections = 512): Client {
  const dispatcher = new Agent({ connections, headersTimeout: 120_000, bodyTimeout: 120_000 });
  return {
    ask: (order, signal) => ask(server, dispatcher, order, signal),
    close: () => dispatcher.destroy(),
  };
}

type Target = { url: string; key: string };

async function ask({ url, key }: Target, dispatcher: Agent, order: Order, signal?: AbortSignal): Promise<Received> {
  const startedAt = Date.now();
  const received: Received = {
    status: 0,
    requestId: null,
    isWhole: false,
    isQuietlyCut: false,
    error: null,
    totalMs: 0,
  };
  try {
    const response = await undiciRequest(`${url}/v1/chat/completions`, {
      method: 'POST',
      dispatcher,
      signal: signal ?? null,
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      body: JSON.stringify(bodyOf(order)),
    });
    received.status = response.statusCode;
    order.onBegin?.();
    received.requestId = String(response.headers['x-request-id'] ?? '') || null;
    const reader = order.stream && response.statusCode === 200 ? new StreamReader() : new JsonReader();
    for await (const piece of response.body.setEncoding('utf8')) reader.read(piece as string);
    const { text, isOver, error } = reader.result();
    received.isWhole = isOver && text === wordsOf(order);
    received.isQuietlyCut = isOver && !received.isWhole;
    received.error = error;
  } catch (error) {
    received.error = error instanceof Error ? error.message : String(error);
  }
  received.totalMs = Date.now() - startedAt;
  return received;
}

function bodyOf({ ticket, words, perSecond, stream, router }: Order) {
  const content = `Read me ticket ${ticket}, ${words} words, ${perSecond} a second.`;
  return { model: 'auto', stream, messages: [{ role: 'user', content }], ...(router && { router }) };
}

function wordsOf({ ticket, words }: Order): string {
  return Array.from({ length: words }, (_, index) => `${ticket}:${index} `).join('');
}

interface Content {
  text: string;
  /** The answer ended as a whole one ends. */
  isOver: boolean;
  error: string | null;
}

/** Reads server-sent events as they come: a long stream is never kept as text of its own. */
class StreamReader {
  private rest = '';
  private readonly content: Content = { text: '', isOver: false, error: null };

  read(piece: string): void {
    const frames = (this.rest + piece).split('\n\n');
    this.rest = frames.pop() ?? '';
    for (const frame of frames) this.take(frame.replace(/^data: /, ''));
  }

  result(): Content {
    return this.content;
  }

  private take(data: string): void {
    if (data === '[DONE]') {
      this.content.isOver = true;
      return;
    }
    const { choices, error } = JSON.parse(data);
    if (error) this.content.error = error.message;
    this.content.text += choices?.[0]?.delta?.content ?? '';
  }
}

class JsonReader {
  private body = '';

  read(piece: string): void {
    this.body += piece;
  }

  result(): Content {
    const { choices, error } = JSON.parse(this.body);
    const choice = choices?.[0];
    return {
      text: choice?.message?.content ?? '',
      isOver: choice?.finish_reason === 'stop',
      error: error?.message ?? null,
    };
  }
}
