/** A shorter match is likely chance: "the" and "east" share a letter. */
const MIN_OVERLAP = 12;
/** A shorter match counts when it is the whole text before. */
const MIN_WHOLE = 4;
/** How much of the earlier text a continuation may repeat. */
export const LONGEST_OVERLAP = 2_000;

/** Models often start a continuation with an ellipsis or a blank line. */
const LEAD_IN = /^(?:\s|…|\.{3})+/;

/**
 * Removes from a continuation what it repeats of the end of `before`, so that `before + result` reads as one text. Models
 * that are asked to continue often repeat the last line.
 */
export function withoutOverlap(before: string, continuation: string): string {
  const bare = continuation.replace(LEAD_IN, '');
  const overlap = findOverlap(before, bare);
  if (overlap > 0) return bare.slice(overlap);
  return joined(before, continuation);
}

/** Length of the longest prefix of `continuation` that `before` ends with; 0 when it may be chance. */
export function findOverlap(before: string, continuation: string): number {
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

/** Adds a space where two words would merge. It cannot detect a word that was cut in the middle, which is rarer. */
function joined(before: string, continuation: string): string {
  const isWordToWord = /[\p{L}\p{N},.;:!?)\]"'’”*`]$/u.test(before) && /^[\p{L}\p{N}("'‘“*`[]/u.test(continuation);
  if (isWordToWord) return ` ${continuation}`;
  return /\s$/.test(before) ? continuation.replace(/^[ \t]+/, '') : continuation;
}

/** Takes a continuation piece by piece and returns what is new. */
export class OverlapFilter {
  private held: string | null = '';
  private readonly before: string;

  constructor(before: string) {
    this.before = before;
  }

  /** Text that can be shown now. */
  take(piece: string): string {
    if (this.held === null) return piece;
    this.held += piece;
    return mayOverlap(this.before, this.held) ? '' : this.release();
  }

  /** The rest, once the continuation has ended. */
  end(): string {
    return this.held === null ? '' : this.release();
  }

  private release(): string {
    const shown = withoutOverlap(this.before, this.held ?? '');
    this.held = null;
    return shown;
  }
}
