const STOP_WORDS = new Set(
  `a an and are as at be but by can could do does for from give had has have how i if in into is it its list make me my
   need of on one or our please should so some tell than that the their them then there these they this to us was we
   were what when where which who why will with would write you your about explain describe using use help want best
   create summarize summarise translate following text short three five ten very also just like between`.split(/\s+/),
);

/** The topic words of a prompt in order, at most `limit`. */
export function extractTopic(prompt: string, limit = 3): string {
  const words = prompt.slice(0, 400).match(/[\p{L}\p{N}][\p{L}\p{N}'’-]*/gu) ?? [];
  const telling = words.filter((word) => word.length > 2 && !STOP_WORDS.has(word.toLowerCase()));
  return [...new Set(telling)].slice(0, limit).join(' ') || 'your question';
}

/** Quotes a prompt with at most `length` characters. */
export function quote(prompt: string, length = 90): string {
  const line = prompt.replace(/\s+/g, ' ').trim();
  return line.length <= length ? line : `${line.slice(0, length - 1).trimEnd()}…`;
}
