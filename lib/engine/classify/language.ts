/** Frequent words of languages written in Latin letters, none of which is common in English. */
const FOREIGN_WORDS = new Set(
  `der die das und ist nicht ein eine mit für auf wie bitte ich sie kann
   le les des une est pas pour dans avec qui vous je nous comment quelle
   el los las una es por para con como qué está puedo cómo cuál
   il gli una che non per con come sono della perché
   o os uma não para com como você está
   het een niet van voor met hoe wat
   och att det är som inte på
   i w nie jest się na do jak co
   bir ve bu için ne nasıl
   yang dan di ini itu apa untuk`
    .split(/\s+/)
    .filter((word) => word.length > 1),
);
const ENGLISH_TWINS = new Set([
  'die',
  'das',
  'des',
  'con',
  'per',
  'come',
  'di',
  'do',
  'bu',
  'van',
  'met',
  'pas',
  'os',
  'el',
  'co',
  'na',
  'ne',
  've',
  'es',
  'dan',
  'las',
  'los',
  'le',
]);

/**
 * How foreign to English a text is, 0..1: the share of letters outside Latin script, or of words that are
 * frequent in another Latin-script language.
 */
export function foreignShare(text: string): number {
  const letters = text.match(/\p{L}/gu)?.length ?? 0;
  if (letters === 0) return 0;
  const nonLatin = text.match(/[^\P{L}\p{Script=Latin}\p{Script=Greek}]/gu)?.length ?? 0;
  return Math.min(1, Math.max(nonLatin / letters, foreignWordShare(text) * 4));
}

function foreignWordShare(text: string): number {
  const words = text.toLowerCase().match(/\p{L}+/gu) ?? [];
  if (words.length < 3) return 0;
  const foreign = words.filter((word) => FOREIGN_WORDS.has(word) && !ENGLISH_TWINS.has(word)).length;
  return foreign / words.length;
}
