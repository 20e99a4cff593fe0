import type { Bag } from './bag';
import { DIGIT, KIND_OF, LETTER, SPACE } from './characters';
import { HASH_START, mix } from './hash';
import type { FeatureSpec } from './spec';

/** Different hash seeds for the same letters as characters, word n-grams and openings. */
const CHARACTER_START = mix(HASH_START, 0xfff1);
const OPENING_START = mix(HASH_START, 0xfff2);
const BIGRAM_START = mix(HASH_START, 0xfff3);
const TRIGRAM_START = mix(HASH_START, 0xfff4);
const BOUNDARY = 0xfff5;
const FOLDED_DIGIT = 0x30;
/** A longer run without spaces is data, not a word. */
const MAX_WORD_CHARACTERS = 40;

export interface Bags {
  words: Bag;
  characters: Bag | null;
  opening: Bag | null;
}

/** Reads a text in one pass and adds its tokens to the bags. */
export class TokenReader {
  private readonly spec: FeatureSpec;
  private readonly bags: Bags;
  private readonly word = new Uint16Array(MAX_WORD_CHARACTERS + 2);
  private tokens = 0;
  private previous = 0;
  private beforePrevious = 0;

  constructor(spec: FeatureSpec, bags: Bags) {
    this.spec = spec;
    this.bags = bags;
    this.word[0] = BOUNDARY;
  }

  /** Reads text that is already in lower case. */
  read(text: string): void {
    this.tokens = 0;
    let at = 0;
    while (at < text.length) {
      const unit = text.charCodeAt(at);
      const kind = KIND_OF[unit] as number;
      if (kind === LETTER || kind === DIGIT) at = this.readWord(text, at);
      else {
        if (kind !== SPACE) this.addToken(mix(HASH_START, unit));
        at++;
      }
    }
  }

  private readWord(text: string, start: number): number {
    const { word } = this;
    let hash = HASH_START;
    let length = 0;
    let at = start;
    for (; at < text.length && length < MAX_WORD_CHARACTERS; at++) {
      const unit = text.charCodeAt(at);
      const kind = KIND_OF[unit] as number;
      if (kind !== LETTER && kind !== DIGIT) break;
      const folded = kind === DIGIT ? FOLDED_DIGIT : unit;
      hash = mix(hash, folded);
      word[++length] = folded;
    }
    this.addToken(hash);
    if (this.bags.characters) this.addCharacterGrams(this.bags.characters, length + 1);
    return at;
  }

  private addToken(hash: number): void {
    const { words, opening } = this.bags;
    const before = this.tokens++;
    words.add(hash);
    if (this.spec.wordGrams > 1 && before > 0) words.add(mix(mix(BIGRAM_START, this.previous), hash));
    if (this.spec.wordGrams > 2 && before > 1) {
      words.add(mix(mix(mix(TRIGRAM_START, this.beforePrevious), this.previous), hash));
    }
    if (opening && before < this.spec.openingTokens) this.addOpening(opening, before, hash);
    this.beforePrevious = this.previous;
    this.previous = hash;
  }

  private addOpening(opening: Bag, before: number, hash: number): void {
    opening.add(mix(OPENING_START, hash));
    if (before === 0) opening.add(mix(mix(OPENING_START, BOUNDARY), hash));
    if (before > 0) opening.add(mix(mix(OPENING_START, this.previous), hash));
    if (before > 1) opening.add(mix(mix(mix(OPENING_START, this.beforePrevious), this.previous), hash));
  }

  /** Adds all character n-grams of `min` to `max` units, with the boundaries of the word. */
  private addCharacterGrams(characters: Bag, last: number): void {
    const { min, max } = this.spec.characterGrams as { min: number; max: number };
    const { word } = this;
    word[last] = BOUNDARY;
    for (let start = 0; start + min - 1 <= last; start++) {
      let hash = CHARACTER_START;
      const end = Math.min(start + max - 1, last);
      for (let at = start; at <= end; at++) {
        hash = mix(hash, word[at] as number);
        if (at - start + 1 >= min) characters.add(hash);
      }
    }
  }
}
