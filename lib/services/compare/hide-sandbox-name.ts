/** Who the sandbox says it is, at the end of each answer that it makes up. */
const SIGNATURE = 'made up by ';
const ANONYMOUS = 'made up by a model you see after the vote';

/**
 * Takes the name out of the sandbox's own signature, piece by piece: a blind comparison in the sandbox would be none with
 * it. What real models say of themselves stays.
 */
export class Veil {
  private held = '';
  private readonly signature: string;

  /** `name`: as the vendor calls the model. */
  constructor(name: string) {
    this.signature = `${SIGNATURE}${name}`;
  }

  /** What can be shown of it now. */
  take(piece: string): string {
    const text = `${this.held}${piece}`.replaceAll(this.signature, ANONYMOUS);
    const from = text.length - heldBack(text, this.signature);
    this.held = text.slice(from);
    return text.slice(0, from);
  }

  /** What was held back when nothing more comes. */
  end(): string {
    const { held } = this;
    this.held = '';
    return held;
  }
}

/** How much of the end of a text may be the beginning of what is looked for. */
function heldBack(text: string, needle: string): number {
  for (let length = Math.min(text.length, needle.length - 1); length > 0; length--)
    if (needle.startsWith(text.slice(-length))) return length;
  return 0;
}
