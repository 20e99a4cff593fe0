import { type Clock, systemClock } from '../engine/types';

/** How long an answer continues without a follower: enough for a page reload or a short loss of connection. */
export const UNFOLLOWED_MS = 30_000;

export interface LiveAnswerInput {
  answerId: string;
  requestId: string;
  conversationId: string;
  /** The owner; other users can neither follow nor stop it. */
  userId: string;
  teamId: string;
  /** Aborts the run, which stops the vendor's billing; the run is still read to its end. */
  abort: () => void;
}

interface Follower {
  frame(frame: string): void;
  end(): void;
}

/**
 * A running answer, independent of its followers: all frames are kept, so that several clients can follow it from any
 * point. It is aborted when it has had no follower for a while.
 */
export class LiveAnswer {
  readonly input: LiveAnswerInput;
  private readonly frames: string[] = [];
  private readonly followers = new Set<Follower>();
  private readonly clock: Clock;
  private readonly onEnd: () => void;
  private isOver = false;
  private cancelAbort: () => void = () => undefined;

  constructor(input: LiveAnswerInput, clock: Clock, onEnd: () => void) {
    this.input = input;
    this.clock = clock;
    this.onEnd = onEnd;
    this.abortUnlessFollowed();
  }

  /** Sends one more frame to all followers. */
  push(frame: string): void {
    this.frames.push(frame);
    for (const follower of this.followers) follower.frame(frame);
  }

  /** Ends the frames. The answer can still be found until its text is stored, because it is the only copy. */
  end(stored: Promise<void> | null = null): void {
    this.isOver = true;
    this.cancelAbort();
    for (const follower of this.followers) follower.end();
    this.followers.clear();
    if (stored) void stored.then(this.onEnd);
    else this.onEnd();
  }

  /** Stops the run at its reader's request. What was received is kept, and all followers get the end. */
  stop(): void {
    this.input.abort();
  }

  /** Replays the frames from a point on, then sends new ones. The returned function stops following. */
  follow(from: number, follower: Follower): () => void {
    for (const frame of this.frames.slice(from)) follower.frame(frame);
    if (this.isOver) {
      follower.end();
      return () => undefined;
    }
    this.followers.add(follower);
    this.cancelAbort();
    return () => {
      if (this.followers.delete(follower) && this.followers.size === 0) this.abortUnlessFollowed();
    };
  }

  /** The same as a response body. A client that disconnects stops following. */
  stream(from: number, client: AbortSignal): ReadableStream<Uint8Array> {
    const encoder = new TextEncoder();
    let leave: () => void = () => undefined;
    return new ReadableStream({
      start: (controller) => {
        leave = this.follow(from, {
          frame: (frame) => controller.enqueue(encoder.encode(frame)),
          end: () => controller.close(),
        });
        if (client.aborted) leave();
        client.addEventListener('abort', leave, { once: true });
      },
      cancel: () => leave(),
    });
  }

  private abortUnlessFollowed(): void {
    if (this.isOver) return;
    this.cancelAbort();
    this.cancelAbort = this.clock.after(UNFOLLOWED_MS, () => this.stop());
  }
}

/** The owner of answers, and optionally their conversation. */
export interface AnswerOwner {
  conversationId?: string;
  userId: string;
  teamId: string;
}

/** The running answers of this process's conversations. */
export class LiveAnswers {
  private readonly answers = new Map<string, LiveAnswer>();
  private readonly clock: Clock;

  constructor(clock: Clock = systemClock) {
    this.clock = clock;
  }

  begin(input: LiveAnswerInput): LiveAnswer {
    const { answerId } = input;
    const live = new LiveAnswer(input, this.clock, () => this.answers.delete(answerId));
    this.answers.set(answerId, live);
    return live;
  }

  /** A running answer of the conversation, by id or else the latest; null when there is none. */
  find(owner: AnswerOwner, answerId?: string): LiveAnswer | null {
    return this.of(owner).findLast(({ input }) => answerId === undefined || input.answerId === answerId) ?? null;
  }

  /** Ids of the running answers. */
  idsOf(owner: AnswerOwner): Set<string> {
    return new Set(this.of(owner).map(({ input }) => input.answerId));
  }

  private of({ conversationId, userId, teamId }: AnswerOwner): LiveAnswer[] {
    return [...this.answers.values()].filter(
      ({ input }) =>
        input.userId === userId &&
        input.teamId === teamId &&
        (conversationId === undefined || input.conversationId === conversationId),
    );
  }
}
