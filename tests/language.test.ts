import { describe, expect, it } from 'vitest';
import { checkLanguage, findAvoidedWords } from '../scripts/words.mjs';

const wordsIn = (file: string, text: string) => findAvoidedWords(file, text).map(({ line, word }) => [line, word]);

describe('the language check', () => {
  it('finds words in comments, strings and declared names, also across lines', () => {
    const source = [
      '/**',
      ' * The policy in',
      ' * force for every caller.',
      ' */',
      "export const wishedTeamId = 'Mend the field.';",
    ].join('\n');
    expect(wordsIn('lib/one.ts', source)).toEqual([
      [2, 'in force'],
      [5, 'Mend'],
      [5, 'wishedTeamId'],
    ]);
  });

  it('ignores code in documents and the text of quoted prompts', () => {
    expect(wordsIn('docs/one.md', 'Run `mend` now.\n```\nwish\n```\nThe dearest model.')).toEqual([[5, 'dearest']]);
    expect(wordsIn('lib/providers/sandbox/one.ts', "// Nobody asks.\nconst a = 'I wish you well';")).toEqual([
      [1, 'Nobody'],
    ]);
  });

  it('finds nothing in this repository', () => {
    expect(checkLanguage()).toEqual([]);
  });
});
