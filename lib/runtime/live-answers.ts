import { type Clock, systemClock } from '../engine/types';

/** How long an answer goes on while nobody follows it: the time a reload or a tunnel takes. */
export const UNFOLLOWED_MS = 30_000;

export interface LiveAnswerInput {
  answerId: string;
  requestId: string;
  conversationId: string;
  /** Whose it is: nobody else may follow or stop it. */
  userId: string;
  teamId: string;
  /** Ends the run: the vendor's meter stops, and the run is read to its end. */
  abort: () => void;
}

interface Follower {
  frame(frame: string): void;
  end(): void;
}

/**
 * An answer while it is given, apart from whoever looks at it: what it has shown is kept, so that it can be followed
 * from any point, by several at once. When nobody has followed it for a while it is aborted.
 */
export class LiveAnswer {
  readonly input: LiveAnswerInput;
  private readonly frames: string[] = [];
  private readonly followers = new Set<Follower>();
  private readonly clock: Clock;
  private readonly onOver: () => void;
  private isOver = false;
  private cancelAbort: () => void = () => undefined;

  constructor(input: LiveAnswerInput, clock: Clock, onOver: () => void) {
    this.input = input;
    this.clock = clock;
    this.onOver = onOver;
    this.abortUnlessFollowed();
  }

  /** Shows one more thing to all who follow. */
  push(frame: string): void {
    this.frames.push(frame);
    for (const follower of this.followers) follower.frame(frame);
  }

  /** Nothing more will come. Until its text is stored it is found all the same: nobody else has it. */
  end(stored: Promise<void> | null = null): void {
    this.isOver = true;
    this.cancelAbort();
    for (const follower of this.followers) follower.end();
    this.followers.clear();
    if (stored) void stored.then(this.onOver);
    else this.onOver();
  }

  /** Ends the run as its reader wishes; what came is kept, and the end is told to all. */
  stop(): void {
    this.input.abort();
  }

  /** What has been shown from a point on, then what follows; the returned function stops following. */
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

  /** The same as a body. A client that leaves stops following. */
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

/** Whose answers, and of which conversation; of all of them when it is not named. */
export interface AnswerOwner {
  conversationId?: string;
  userId: string;
  teamId: string;
}

/** The answers that this process is giving in conversations now. */
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

  /** One of the conversation's answers that are being given, the latest unless it is named; null when there is none. */
  find(owner: AnswerOwner, answerId?: string): LiveAnswer | null {
    return this.of(owner).findLast(({ input }) => answerId === undefined || input.answerId === answerId) ?? null;
  }

  /** Which answers are being given. */
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
