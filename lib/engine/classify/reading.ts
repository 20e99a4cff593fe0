/** How much of a turn's start and end is read. A request shows there; a document in between would drown it. */
const OPENING_CHARACTERS = 300;
const CLOSING_CHARACTERS = 150;
/** A paragraph up to this length may be an ask; a longer one is material. */
const ASK_CHARACTERS = 200;

/**
 * The part of a turn that tells what is asked, at most about 650 characters. A short last paragraph under a long
 * document is the ask, and is read first.
 */
export function readingOf(turn: string): string {
  const text = turn.trim();
  if (text.length <= OPENING_CHARACTERS + CLOSING_CHARACTERS) return text;
  const opening = text.slice(0, OPENING_CHARACTERS);
  const closing = text.slice(text.length - ASK_CHARACTERS);
  const lastBreak = closing.lastIndexOf('\n');
  const firstBreak = opening.indexOf('\n');
  const opensWithMaterial = firstBreak === -1 || firstBreak > ASK_CHARACTERS;
  if (lastBreak !== -1 && opensWithMaterial) return `${closing.slice(lastBreak + 1)}\n${opening}`;
  return `${opening}\n${closing.slice(ASK_CHARACTERS - CLOSING_CHARACTERS)}`;
}
