import { foundParts } from './found-text';

/** Highlights search matches by weight and colour. */
export function Found({ text, search }: { text: string; search: string }) {
  let at = 0;
  return foundParts(text, search).map((part) => {
    const key = at;
    at += part.text.length;
    return part.isFound ? (
      <mark key={key} className="bg-transparent font-semibold text-accent-text">
        {part.text}
      </mark>
    ) : (
      <span key={key}>{part.text}</span>
    );
  });
}
