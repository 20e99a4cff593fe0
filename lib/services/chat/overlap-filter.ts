/** A match shorter than this is chance: "the" and "east" share a letter. */
const MIN_OVERLAP = 12;
/** A shorter match counts when it is all that came before. */
const MIN_WHOLE = 4;
/** How far back a continuation is expected to begin again. */
export const LONGEST_OVERLAP = 2_000;

/** How models lead in when they go on: with an ellipsis, or a blank line. */
const LEAD_IN = /^(?:\s|…|\.{3})+/;

/**
 * A continuation without what it repeats of the end of the text before it, joined so that `before + result` reads on:
 * models that are asked to go on exactly from there often begin with the last line again.
 */
export function withoutOverlap(before: string, continuation: string): string {
  const bare = continuation.replace(LEAD_IN, '');
  const overlap = overlapOf(before, bare);
  if (overlap > 0) return bare.slice(overlap);
  return joined(before, continuation);
}

/** Length of the longest start of `continuation` with which `before` ends; 0 when it may be chance. */
export function overlapOf(before: string, continuation: string): number {
  const longest = Math.min(before.length, continuation.length, LONGEST_OVERLAP);
  for (let length = longest; length > 0; length--) {
    if (length < MIN_OVERLAP && (length < before.length || length < MIN_WHOLE)) return 0;
    if (before.endsWith(continuation.slice(0, length))) return length;
  }
  return 0;
}

/** True while more of the continuation could still turn out to be a repetition. */
export function mayOverlap(before: string, continuation: string): boolean {
  const bare = continuation.replace(LEAD_IN, '');
  const tail = before.slice(-LONGEST_OVERLAP);
  return bare.length < LONGEST_OVERLAP && (bare.length === 0 || tail.includes(bare));
}

/** A space where two words would grow into one. Where a word itself was cut nobody can tell: that is the rarer case. */
function joined(before: string, continuation: string): string {
  const isWordToWord = /[\p{L}\p{N},.;:!?)\]"'’”*`]$/u.test(before) && /^[\p{L}\p{N}("'‘“*`[]/u.test(continuation);
  if (isWordToWord) return ` ${continuation}`;
  return /\s$/.test(before) ? continuation.replace(/^[ \t]+/, '') : continuation;
}

/** Takes a continuation piece by piece and lets out what is new. */
export class OverlapFilter {
  private held: string | null = '';
  private readonly before: string;

  constructor(before: string) {
    this.before = before;
  }

  /** What can be shown now. */
  take(piece: string): string {
    if (this.held === null) return piece;
    this.held += piece;
    return mayOverlap(this.before, this.held) ? '' : this.release();
  }

  /** What was held back when nothing more comes. */
  end(): string {
    return this.held === null ? '' : this.release();
  }

  private release(): string {
    const shown = withoutOverlap(this.before, this.held ?? '');
    this.held = null;
    return shown;
  }
}
