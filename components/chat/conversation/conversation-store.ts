import type { ChatMessage } from '@/lib/services/chat/chat-message';
import { type AnswerChunk, withChunk } from './answer-chunks';
import { postStop, postTurn, RefusedError, type TurnBody } from './chat-api';
import { followAnswer } from './follow-answer';
import { endOf } from './messages';

/** What is going on with an answer that has not ended. */
export type LiveState = 'asking' | 'streaming' | 'reconnecting' | 'lost' | 'interrupted';

/** Whether more of an answer may come by itself. */
export function isInProgress(state: LiveState | undefined): boolean {
  return state === 'asking' || state === 'streaming' || state === 'reconnecting';
}

export interface ConversationState {
  /** Every message of every branch, oldest first. What streams in is kept apart until its end: see `comingOf`. */
  messages: ChatMessage[];
  /** The end of the branch that is shown; null: the newest. */
  leafId: string | null;
  /** By message. */
  live: ReadonlyMap<string, LiveState>;
}

export type LoadAnswer = (input: { answerId: string }) => Promise<{ ok: boolean; value?: ChatMessage | null }>;

interface StoreInput {
  conversationId: string;
  messages: ChatMessage[];
  leafId: string | null;
  onLoadAnswer: LoadAnswer;
  /** An answer has ended, whichever way. */
  onEnd: () => void;
}

/** How often streamed text is shown: a screen's rhythm costs more and reads no better. */
const PUBLISH_EVERY_MS = 40;

/** One conversation in the browser: its tree, and the answers that are coming. */
export class ConversationStore {
  private state: ConversationState;
  private readonly listeners = new Set<() => void>();
  private readonly input: StoreInput;
  private closed = new AbortController();
  /** Answers that are coming, as far as they have, and as far as they are shown. */
  private readonly streaming = new Map<string, ChatMessage>();
  private published: ReadonlyMap<string, ChatMessage> = new Map();
  private timer: ReturnType<typeof setTimeout> | null = null;
  /** Answers that are to be stopped and whose giver has not heard it yet. */
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

  /** An answer as far as it has come; undefined when it is not coming. Only who shows it need look. */
  streamingMessage(id: string): ChatMessage | undefined {
    return this.published.get(id);
  }

  /** Follows whatever is being given. */
  open(): void {
    this.closed = new AbortController();
    this.set({ live: new Map() });
    this.resumeAll();
  }

  /** Stops following; the answers go on without this page for a while. */
  close(): void {
    this.closed.abort();
  }

  /** Open, and no answer is coming. */
  isIdle(): boolean {
    return !this.closed.signal.aborted && ![...this.snapshot().live.values()].some(isInProgress);
  }

  choose(leafId: string): void {
    this.set({ leafId });
  }

  /** What the server knows by now: messages of other tabs appear, answers that have ended are whole. */
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

  /** Follows every answer that has not ended. */
  resumeAll(): void {
    for (const message of this.state.messages)
      if (message.role === 'assistant' && !endOf(message) && !this.state.live.has(message.id))
        void this.resume(message.id);
  }

  /** Follows an answer from its beginning. Never rejects: one that cannot be followed is `lost`. */
  async resume(answerId: string): Promise<void> {
    this.setLive(answerId, 'streaming');
    const message = this.findMessage(answerId);
    // The stream brings all of it again.
    if (message) this.replaceMessage({ ...message, parts: message.parts.filter(({ type }) => type === 'data-route') });
    await this.follow(answerId).catch(() => this.setLive(answerId, 'lost'));
  }

  /**
   * Asks, showing question and answer at once. Rejects with `RefusedError` when the server says no or never got it:
   * then nothing of it is left here. `onStored`: the server says that it has the turn.
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

  /** Ends an answer: what came stays, and its stream tells how it ended. Tried until the server has heard it. */
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

  /** Nobody gives it now: it has ended and is stored, it was never begun, or the server was stopped under it. */
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
    // Who answers is shown at once.
    if (chunk.type === 'data-route') this.publish();
    else this.timer ??= setTimeout(() => this.publish(), PUBLISH_EVERY_MS);
  }

  private publish(): void {
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
    this.published = new Map(this.streaming);
    this.notify();
  }

  /** The message has its place in the tree as it is now. */
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

/** A stop that was not heard is said again, less and less often. */
const STOP_AGAIN_MS = 200;
const STOP_AT_LEAST_EVERY_MS = 2_000;
