export interface FoundPart {
  text: string;
  isFound: boolean;
}

/** A text split into matches of the search words and the rest. */
export function foundParts(text: string, search: string): FoundPart[] {
  const words = search.trim().split(/\s+/).filter(Boolean);
  if (words.length === 0) return [{ text, isFound: false }];
  // Longer words first, so that "postgres" is matched as a whole when "post" is a search word too.
  const pattern = [...words]
    .sort((a, b) => b.length - a.length)
    .map(escaped)
    .join('|');
  return text
    .split(new RegExp(`(${pattern})`, 'iu'))
    .map((part, i) => ({ text: part, isFound: i % 2 === 1 }))
    .filter((part) => part.text !== '');
}

function escaped(word: string): string {
  return word.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
}
