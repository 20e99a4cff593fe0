/** Characters read from the start and end of a turn. The request is there; a document in between would outweigh it. */
const OPENING_CHARACTERS = 300;
const CLOSING_CHARACTERS = 150;
/** A paragraph up to this length may be the request; a longer one is treated as material. */
const ASK_CHARACTERS = 200;

/**
 * Extracts the part of a turn that holds the request, at most about 650 characters. A short last paragraph after a long
 * document is taken as the request and comes first.
 */
export function relevantExcerpt(turn: string): string {
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
