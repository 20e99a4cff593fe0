/** The sandbox signs each made-up answer with its model's name. */
const SIGNATURE = 'made up by ';
const ANONYMOUS = 'made up by a model you see after the vote';

/**
 * Removes the model's name from the sandbox's signature while it streams, so that a blind comparison in the sandbox stays
 * blind. Names that real models mention are left as they are.
 */
export class HideSandboxName {
  private held = '';
  private readonly signature: string;

  /** `name` is the vendor's name of the model. */
  constructor(name: string) {
    this.signature = `${SIGNATURE}${name}`;
  }

  /** Text that can be shown now. */
  take(piece: string): string {
    const text = `${this.held}${piece}`.replaceAll(this.signature, ANONYMOUS);
    const from = text.length - heldBack(text, this.signature);
    this.held = text.slice(from);
    return text.slice(0, from);
  }

  /** The rest, once the answer has ended. */
  end(): string {
    const { held } = this;
    this.held = '';
    return held;
  }
}

/** Length of the end of a text that may be the start of `needle`. */
function heldBack(text: string, needle: string): number {
  for (let length = Math.min(text.length, needle.length - 1); length > 0; length--)
    if (needle.startsWith(text.slice(-length))) return length;
  return 0;
}
