import { CATEGORIES, type Category } from './engine/types';

/** Other names that the library takes for a category, among them those of `context.type`. */
export const CATEGORY_ALIASES = {
  chat: 'simple',
  fact: 'simple',
  factual: 'simple',
  quick: 'simple',
  general: 'medium',
  complex: 'reasoning',
  math: 'reasoning',
  logic: 'reasoning',
  analysis: 'reasoning',
  coding: 'code',
  programming: 'code',
  debugging: 'code',
  writing: 'creative',
  story: 'creative',
  poem: 'creative',
  summary: 'summarization',
  translation: 'multilingual',
  language: 'multilingual',
} as const satisfies Record<string, Category>;

export type CategoryAlias = keyof typeof CATEGORY_ALIASES;
export type CategoryName = Category | CategoryAlias;

export const CATEGORY_NAMES = [...CATEGORIES, ...(Object.keys(CATEGORY_ALIASES) as CategoryAlias[])];

/** The category that a name or an alias stands for; case does not matter. Undefined when there is none. */
export function toCategory(name: string): Category | undefined {
  const known = name.trim().toLowerCase();
  return CATEGORIES.find((category) => category === known) ?? CATEGORY_ALIASES[known as CategoryAlias];
}

/** What a caller knows about a prompt. */
export interface PromptContext {
  /** A category or an alias of one, such as `coding`. */
  type?: CategoryName | (string & {});
  /** A programming language (`python`) means code; a language other than English (`de`, `German`) means multilingual. */
  language?: string;
}

/** The category that a context names, if it names one. `type` comes first. */
export function categoryFrom({ type, language }: PromptContext): Category | undefined {
  const named = type === undefined ? undefined : toCategory(type);
  if (named || language === undefined) return named;
  if (isProgrammingLanguage(language)) return 'code';
  return languageTag(language) === 'en' ? undefined : 'multilingual';
}

/** True for a programming language, a language tag such as `pt-BR`, or the English name of a language. */
export function isKnownLanguage(language: string): boolean {
  return isProgrammingLanguage(language) || languageTag(language) !== undefined;
}

const PROGRAMMING_LANGUAGES = new Set(
  'ada assembly awk bash c c# c++ clojure cobol cpp csharp css cuda d dart delphi dockerfile elixir elm erlang f# fortran fsharp go golang graphql groovy haskell hcl html java javascript js json jsx julia kotlin latex lisp lua makefile matlab nim nix objective-c ocaml octave pascal perl php powershell prolog python r racket react ruby rust sass scala scheme scss shell smalltalk solidity sql svelte swift tcl terraform toml ts tsx typescript vb verilog vhdl vue wasm xml yaml zig zsh'.split(
    ' ',
  ),
);

function isProgrammingLanguage(language: string): boolean {
  return PROGRAMMING_LANGUAGES.has(language.trim().toLowerCase());
}

const NAMES = new Intl.DisplayNames(['en'], { type: 'language', fallback: 'none' });
let tagsByName: Map<string, string> | undefined;

/** The primary subtag (`de`) of a tag or an English name of a language; undefined when it is neither. */
function languageTag(language: string): string | undefined {
  const text = language.trim().toLowerCase();
  const tag = /^[a-z]{2,3}([-_][a-z0-9]{2,8})*$/.test(text) ? text.split(/[-_]/)[0] : undefined;
  if (tag && NAMES.of(tag)) return tag;
  tagsByName ??= allLanguages();
  return tagsByName.get(text);
}

/** Every language with a two-letter code, by its English name. */
function allLanguages(): Map<string, string> {
  const letters = [...'abcdefghijklmnopqrstuvwxyz'];
  const tags = letters.flatMap((first) => letters.map((second) => first + second));
  return new Map(
    tags.flatMap((tag) => {
      const name = NAMES.of(tag);
      return name ? [[name.toLowerCase(), tag]] : [];
    }),
  );
}
