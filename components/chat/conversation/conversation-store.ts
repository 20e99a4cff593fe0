import type { ChatMessage } from '@/lib/services/chat/chat-message';
import { type AnswerChunk, withChunk } from './answer-chunks';
import { postStop, postTurn, RefusedError, type TurnBody } from './chat-api';
import { followAnswer } from './follow-answer';
import { endOf } from './messages';

/** State of an answer that has not ended. */
export type LiveState = 'asking' | 'streaming' | 'reconnecting' | 'lost' | 'interrupted';

/** Whether more text may still arrive. */
export function isInProgress(state: LiveState | undefined): boolean {
  return state === 'asking' || state === 'streaming' || state === 'reconnecting';
}

export interface ConversationState {
  /**
   * All messages of all branches, oldest first. A streaming answer is kept apart until it ends: see
   * `streamingMessage`.
   */
  messages: ChatMessage[];
  /** Last message of the shown branch; null for the newest branch. */
  leafId: string | null;
  /** By message id. */
  live: ReadonlyMap<string, LiveState>;
}

export type LoadAnswer = (input: { answerId: string }) => Promise<{ ok: boolean; value?: ChatMessage | null }>;

interface StoreInput {
  conversationId: string;
  messages: ChatMessage[];
  leafId: string | null;
  onLoadAnswer: LoadAnswer;
  /** An answer has ended, with or without success. */
  onEnd: () => void;
}

/** Interval for rendering streamed text. Rendering every frame costs more and reads no better. */
const PUBLISH_EVERY_MS = 40;

/** The state of one conversation in the browser: its message tree and the live answers. */
export class ConversationStore {
  private state: ConversationState;
  private readonly listeners = new Set<() => void>();
  private readonly input: StoreInput;
  private closed = new AbortController();
  /** Live answers as received (`streaming`) and as rendered (`published`). */
  private readonly streaming = new Map<string, ChatMessage>();
  private published: ReadonlyMap<string, ChatMessage> = new Map();
  private timer: ReturnType<typeof setTimeout> | null = null;
  /** Answers that are stopped here, until the server confirms it. */
  private readonly stopping = new Set<string>();

  constructor(input: StoreInput) {
    this.input = input;
    this.state = { messages: input.messages, leafId: input.leafId, live: new Map() };
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  readonly snapshot = (): ConversationState => this.state;

  /** A live answer as rendered; undefined when it is not live. Only its own component subscribes to it. */
  streamingMessage(id: string): ChatMessage | undefined {
    return this.published.get(id);
  }

  /** Starts following all live answers. */
  open(): void {
    this.closed = new AbortController();
    this.set({ live: new Map() });
    this.resumeAll();
  }

  /** Stops following. The answers continue on the server for a while. */
  close(): void {
    this.closed.abort();
  }

  /** Open, and no answer is streaming. */
  isIdle(): boolean {
    return !this.closed.signal.aborted && ![...this.snapshot().live.values()].some(isInProgress);
  }

  choose(leafId: string): void {
    this.set({ leafId });
  }

  /** Takes over the server's messages: those of other tabs are added, ended answers are completed. */
  merge(messages: ChatMessage[]): void {
    const known = new Map(this.state.messages.map((message) => [message.id, message]));
    const isFinal = (message: ChatMessage) => message.role === 'user' || endOf(message) !== null;
    const merged = messages.map((message) => {
      const own = known.get(message.id);
      known.delete(message.id);
      return own && (isFinal(own) || isInProgress(this.state.live.get(own.id)) || !isFinal(message)) ? own : message;
    });
    const live = new Map(this.state.live);
    for (const message of merged) if (isFinal(message)) live.delete(message.id);
    this.set({ messages: [...merged, ...known.values()], live });
    this.resumeAll();
  }

  resumeAll(): void {
    for (const message of this.state.messages)
      if (message.role === 'assistant' && !endOf(message) && !this.state.live.has(message.id))
        void this.resume(message.id);
  }

  /** Follows an answer from its start. Never rejects: an answer that cannot be followed becomes `lost`. */
  async resume(answerId: string): Promise<void> {
    this.setLive(answerId, 'streaming');
    const message = this.findMessage(answerId);
    // The stream sends the whole text again.
    if (message) this.replaceMessage({ ...message, parts: message.parts.filter(({ type }) => type === 'data-route') });
    await this.follow(answerId).catch(() => this.setLive(answerId, 'lost'));
  }

  /**
   * Sends a turn and shows question and answer at once. When the server refuses it or never received it, removes both
   * and rejects with `RefusedError`. `onStored` runs once the server has stored the turn.
   */
  async ask(body: TurnBody, question: ChatMessage | null, parentId: string, onStored?: () => void): Promise<void> {
    const { answerId } = body;
    const { leafId } = this.state;
    const answer: ChatMessage = { id: answerId, parentId, role: 'assistant', parts: [] };
    const messages = [...this.state.messages, ...(question ? [question] : []), answer];
    this.set({ messages, leafId: answerId, live: this.withLive(answerId, 'asking') });
    try {
      const first = await postTurn(body).catch((error) => {
        if (error instanceof RefusedError) throw error;
        return undefined;
      });
      if (first) onStored?.();
      await this.follow(answerId, first);
    } catch (error) {
      const removed = new Set([answerId, question?.id]);
      this.set({
        messages: this.state.messages.filter(({ id }) => !removed.has(id)),
        leafId: this.state.leafId === answerId ? leafId : this.state.leafId,
        live: this.withLive(answerId, null),
      });
      throw error;
    }
  }

  /** Stops an answer. Its text stays, and its stream reports the end. Retried until the server confirms. */
  async stop(answerId: string): Promise<void> {
    if (this.stopping.has(answerId)) return;
    this.stopping.add(answerId);
    let pauseMs = STOP_AGAIN_MS;
    while (this.isFollowed(answerId)) {
      if (await postStop(this.input.conversationId, answerId).catch(() => false)) break;
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
      pauseMs = Math.min(pauseMs * 2, STOP_AT_LEAST_EVERY_MS);
    }
    this.stopping.delete(answerId);
  }

  private isFollowed(answerId: string): boolean {
    return !this.closed.signal.aborted && isInProgress(this.state.live.get(answerId));
  }

  private async follow(answerId: string, first?: Response): Promise<void> {
    const { conversationId, onEnd } = this.input;
    const closed = this.closed.signal;
    const ending = await followAnswer({
      conversationId,
      answerId,
      ...(first && { first }),
      signal: closed,
      onChunk: (chunk) => this.applyChunk(answerId, chunk),
      onConnected: (isConnected) => {
        if (!isConnected || this.state.live.get(answerId) === 'reconnecting')
          this.setLive(answerId, isConnected ? 'streaming' : 'reconnecting');
      },
    });
    if (closed.aborted) return;
    const latest = this.streaming.get(answerId);
    if (latest) this.replaceMessage(latest);
    if (ending === 'gone') return this.load(answerId);
    this.setLive(answerId, ending === 'ended' ? null : 'lost');
    onEnd();
  }

  /** The answer is not live: it ended and is stored, it never started, or the server stopped meanwhile. */
  private async load(answerId: string): Promise<void> {
    const result = await this.input.onLoadAnswer({ answerId }).catch(() => null);
    if (!result?.ok) return this.setLive(answerId, 'lost');
    if (!result.value) throw new RefusedError('The connection was lost before this reached the server. Send it again.');
    this.replaceMessage(result.value);
    this.setLive(answerId, endOf(result.value) ? null : 'interrupted');
    this.input.onEnd();
  }

  private applyChunk(answerId: string, chunk: AnswerChunk): void {
    const message = this.streaming.get(answerId) ?? this.findMessage(answerId);
    if (!message) return;
    this.streaming.set(answerId, withChunk(message, chunk));
    if (this.state.live.get(answerId) === 'asking') this.setLive(answerId, 'streaming');
    // The model is shown at once.
    if (chunk.type === 'data-route') this.publish();
    else this.timer ??= setTimeout(() => this.publish(), PUBLISH_EVERY_MS);
  }

  private publish(): void {
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
    this.published = new Map(this.streaming);
    this.notify();
  }

  /** Moves the current state of a message into the tree. */
  private replaceMessage(message: ChatMessage): void {
    this.streaming.delete(message.id);
    this.published = new Map(this.streaming);
    this.set({ messages: this.state.messages.map((one) => (one.id === message.id ? message : one)) });
  }

  private findMessage(id: string): ChatMessage | undefined {
    return this.state.messages.find((message) => message.id === id);
  }

  private setLive(id: string, state: LiveState | null): void {
    if ((this.state.live.get(id) ?? null) !== state) this.set({ live: this.withLive(id, state) });
  }

  private withLive(id: string, state: LiveState | null): ReadonlyMap<string, LiveState> {
    const live = new Map(this.state.live);
    if (state === null) live.delete(id);
    else live.set(id, state);
    return live;
  }

  private set(change: Partial<ConversationState>): void {
    this.state = { ...this.state, ...change };
    this.notify();
  }

  private notify(): void {
    for (const listener of this.listeners) listener();
  }
}

/** Delays between attempts to stop, doubling. */
const STOP_AGAIN_MS = 200;
const STOP_AT_LEAST_EVERY_MS = 2_000;
