import fc from 'fast-check';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { Markdown } from './markdown';
import { splitBlocks } from './markdown-blocks';
import { withMaths } from './markdown-maths';
import { growingBlocks } from './markdown-tail';

const html = (text: string, isGrowing = false) => renderToStaticMarkup(<Markdown text={text} isGrowing={isGrowing} />);
/** What a reader sees. */
const seen = (text: string, isGrowing = true) =>
  html(text, isGrowing)
    .replace(/<annotation[\s\S]*?<\/annotation>/g, '')
    .replace(/<[^>]+>/g, '')
    .trim();

const ANSWER = String.raw`Intro with **bold**, _em_ and ${'`code $x$`'}; it costs $5 and $6.

| Name | Price |
| :--- | ---: |
| a | **$1.00** |
| b | \(x^2\) |

Einstein said $E = mc^2$, and:

$$
\int_0^1 x\,dx = \frac{1}{2}
$$

1. One

2. Two with [a link](https://example.com/a_b) and
   \[ a_1 + b \]

${'```'}ts
const price = '$5';

// the end
${'```'}
After the code. ![alt](https://example.com/x.png)

> quoted

---

End: 2 * 3 = 6, snake_case_name, ~~gone~~.`;

describe('an answer', () => {
  it('shows tables, maths and highlighted code', () => {
    const shown = html(ANSWER);
    expect(shown).toMatch(/<table[\s\S]*<th[^>]*>Name<\/th>[\s\S]*<td[^>]*><strong>\$1\.00<\/strong><\/td>/);
    expect(shown.match(/class="katex"/g)).toHaveLength(4);
    expect(shown.match(/class="katex-display"/g)).toHaveLength(2);
    expect(shown).toContain('<span class="hljs-keyword">const</span>');
    expect(shown).toContain('code $x$');
    expect(shown).toContain('it costs $5 and $6.');
  });

  it('fetches nothing, runs nothing and links to nothing unsafe', () => {
    const shown = html(
      '<script>alert(1)</script> <img src=x onerror=alert(1)> [a](javascript:alert(1)) ![b](data:text/html,x) $\\href{javascript:alert(1)}{x^2}$',
    );
    expect(shown).not.toMatch(/<script|<img|href="javascript|href="data/);
    expect(html('![cat](https://example.com/cat.png)')).toContain('>image: cat</a>');
    expect(html('[a](https://example.com)')).toContain('rel="noopener noreferrer nofollow"');
  });

  it('shows a formula that cannot be read as it was written', () => {
    expect(seen('$$\\frac{1}{$$', false)).toContain('\\frac{1}{');
  });
});

describe('a dollar sign', () => {
  const isMaths = (text: string) => /(^|[^\\])\$\$[^$]/.test(withMaths(text));

  it.each([
    'It costs $5 and $6.',
    'From $5-$6 to $1,000.',
    'US$5 or 5$ a month, 6$ a year',
    '$HOME and $PATH, or $HOME=$PATH',
    'between $a and $b there is',
    'A dollar $ alone, or $$ two of them.',
    '$20 = 18 euros, so 36 euros are $40',
    '`$x^2$` in code',
    '$$\n\nnot closed',
  ])('is money or a name in %j', (text) => {
    expect(isMaths(text)).toBe(false);
  });

  it.each([
    '$x$',
    'where $x^2 + y^2 = z^2$ holds',
    '$\\alpha$-decay',
    'takes $O(n \\log n)$ time',
    'for $n > 3$,',
    '$f(x)$',
    '$2n + 1$ of $k!$',
    '\\(a\\)',
    '\\[ a \\]',
    '$$ a $$',
    '$\\text{cost if it rains} = 3$',
  ])('opens maths in %j', (text) => {
    expect(isMaths(text)).toBe(true);
  });

  it('leaves the rest of an answer alone when nothing closes it', () => {
    expect(seen('\\[ open\n\nThe rest is there.', false)).toContain('The rest is there.');
  });
});

const BITS = [
  ...['a', 'word ', '\n', '\n\n', '- ', '1', '. ', '`', '```', '```js\n', '~~~', '| x | y |', '| - | - |', '|', '> '],
  ...['$', '$$', '\\(', '\\)', '\\[', '\\]', 'x^2', '\\frac{', '}', '&', '\\', '=', '---', '# ', '    ', '💶', '5'],
  ...['*', '**', '_', '~~', '[a](', ')', '![', '<b>', 'https://a.b'],
];

describe('a growing answer', () => {
  it('never changes a finished block, whatever comes', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...BITS), { maxLength: 60 }), (bits) => {
        const text = bits.join('');
        let before: string[] = [];
        for (let end = 0; end <= text.length; end++) {
          const { finished } = growingBlocks(text.slice(0, end));
          expect(finished.slice(0, before.length)).toEqual(before);
          before = finished;
        }
        expect(splitBlocks(text).slice(0, before.length)).toEqual(before);
      }),
      { numRuns: 500 },
    );
  });

  it('can always be shown, growing and whole', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...BITS), { maxLength: 20 }), (bits) => {
        const text = bits.join('');
        expect(() => html(text, true) + html(text)).not.toThrow();
      }),
      { numRuns: 60 },
    );
  });

  it('only ever adds words: what is shown stays until the end', { timeout: 60_000 }, () => {
    const counted = new Map<string, number>();
    const countWords = (block: string, isGrowing: boolean) => {
      const known = counted.get(`${isGrowing}${block}`);
      const words = known ?? seen(block, isGrowing).split(/\s+/).filter(Boolean).length;
      counted.set(`${isGrowing}${block}`, words);
      return words;
    };
    let most = 0;
    for (let end = 0; end <= ANSWER.length; end++) {
      const text = ANSWER.slice(0, end);
      const { finished, last } = growingBlocks(text);
      const open = last === null ? 0 : countWords(last, false);
      const count = finished.reduce((sum, block) => sum + countWords(block, false), open);
      // A head of the code's frame and the joint of two words count for one.
      expect(count, text.slice(-30)).toBeGreaterThanOrEqual(most - 1);
      most = Math.max(most, count);
    }
  });

  it('shows a table once its head is whole, and then row by row', () => {
    expect(html('| a | b |', true)).not.toContain('|');
    expect(html('| a | b |\n', true)).not.toContain('|');
    expect(html('| a | b |\n| -', true)).not.toContain('|');
    expect(html('| a | b |\n| - | - |\n', true)).toContain('<table');
    expect(html('| a | b |\n| - | - |\n| 1 |', true)).not.toContain('<td');
    expect(html('| a | b |\n| - | - |\n| 1 | 2 |\n', true)).toContain('<td>1</td>');
  });

  it('shows code before its fence is closed, and no mark of the fence', () => {
    expect(html('```js\nconst a', true)).toContain('hljs-keyword');
    expect(seen('```js\nconst a\n``')).toBe('jsCopyconst a');
    expect(seen('```js\nconst a\n```')).toBe('jsCopyconst a');
  });

  it('shows maths when it is closed, and money at once', () => {
    expect(seen('So $x^')).toBe('So');
    expect(html('So $x^2$', true)).toContain('katex');
    expect(seen('$$\na + ')).toBe('');
    expect(seen('It costs $5 and more, ')).toContain('$5 and more,');
  });

  it('closes what is open, and shows of a link its words', () => {
    expect(html('Some **bold wor', true)).toContain('<strong>bold wor</strong>');
    expect(html('Some `code', true)).toContain('>code</code>');
    expect(seen('See [the docs](https://exa')).toBe('See the docs');
    expect(seen('See [the do')).toBe('See the do');
    expect(seen('See ![a cat](https://exa')).toBe('See');
  });

  it('does not read a line of marks before it knows what they are', () => {
    expect(html('Text\n-', true)).not.toContain('<h');
    expect(html('Text\n---', true)).not.toContain('<h');
    expect(seen('- a\n\n1')).toBe('a');
  });
});
