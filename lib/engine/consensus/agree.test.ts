import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { agree, type ComparableAnswer } from './agree';

const toAnswers = (...contents: string[]): ComparableAnswer[] => contents.map((content, rank) => ({ content, rank }));

const WALK = 'A long walk in the forest calms the mind, lowers the blood pressure and helps to sleep well at night.';
const WALK_TOO =
  'Walking in a forest for long lowers blood pressure, calms your mind and helps you sleep better at night.';
const TAXES =
  'Higher taxes on sugar make lemonade dearer, so that shops sell less of it and people drink more plain water.';

describe('agree', () => {
  it.each<
    [string, ComparableAnswer[], { method: string; agreement: number | null; chosen: number; agreeing: number[] }]
  >([
    [
      'short answers alike',
      toAnswers('42', 'The answer is 42.', '**42**'),
      { method: 'exact', agreement: 1, chosen: 0, agreeing: [0, 1, 2] },
    ],
    [
      'a majority against the best model',
      toAnswers('41', '42', '42.'),
      { method: 'exact', agreement: 2 / 3, chosen: 1, agreeing: [1, 2] },
    ],
    ['everybody apart', toAnswers('41', '42', '43'), { method: 'exact', agreement: 1 / 3, chosen: 0, agreeing: [0] }],
    [
      'two against two',
      toAnswers('b', 'a', 'A', 'B'),
      { method: 'exact', agreement: 0.5, chosen: 0, agreeing: [0, 3] },
    ],
    [
      'prose alike',
      toAnswers(TAXES, WALK, WALK_TOO),
      { method: 'similarity', agreement: 2 / 3, chosen: 1, agreeing: [1, 2] },
    ],
    [
      'one short answer among prose',
      toAnswers('Yes', WALK, WALK_TOO),
      { method: 'similarity', agreement: 2 / 3, chosen: 1, agreeing: [1, 2] },
    ],
    [
      'two short ones beside prose',
      toAnswers(WALK, 'Yes', 'yes.'),
      { method: 'exact', agreement: 2 / 3, chosen: 1, agreeing: [1, 2] },
    ],
    ['one answer', toAnswers('42'), { method: 'single', agreement: null, chosen: 0, agreeing: [0] }],
  ])('decides: %s', (_what, answers, expected) => {
    expect(agree(answers)).toMatchObject(expected);
  });

  it('compares JSON as what it means, whatever its spelling', () => {
    const answers = toAnswers('{"b": [1, 2], "a": 1.0}', '{"a":2}', '```json\n{"a":1,"b":[1,2]}\n```');
    expect(agree(answers, { isJson: true })).toMatchObject({ method: 'json', chosen: 0, agreeing: [0, 2] });
  });

  it('lets no broken JSON win while there is some that can be read', () => {
    const answers = toAnswers('{"a":', '{"a":', '{"a":1}');
    expect(agree(answers, { isJson: true })).toMatchObject({ method: 'json', agreement: 1 / 3, chosen: 2 });
  });

  it.each<[string, (string | null)[], boolean, object]>([
    ['the one who says something', ['', '', '42'], false, { method: 'exact', chosen: 2, agreement: 1 / 3 }],
    ['prose too', [null, ' \n', WALK], false, { method: 'similarity', chosen: 2, agreement: 1 / 3 }],
    ['JSON that cannot be read', ['', '', '{"a":'], true, { method: 'json', chosen: 2, agreement: 1 / 3 }],
    ['none but each other', ['', ' ', null], false, { chosen: 0, agreement: 1 }],
  ])('lets blank answers, however many, stand behind %s', (_what, contents, isJson, expected) => {
    const answers = contents.map((content, rank) => ({ content, rank }));
    expect(agree(answers, { isJson })).toMatchObject(expected);
  });

  it('does not take a blank answer that calls a tool for blank', () => {
    const toolCalls = [{ id: 'x', type: 'function' as const, function: { name: 'time', arguments: '' } }];
    const answers: ComparableAnswer[] = [
      { content: '', rank: 0 },
      { content: '', toolCalls, rank: 1 },
    ];
    expect(agree(answers)).toMatchObject({ method: 'tools', chosen: 1 });
  });

  it('compares calls of tools by name and arguments, not by id or order', () => {
    const call = (name: string, args: string, id = name) => ({
      id,
      type: 'function' as const,
      function: { name, arguments: args },
    });
    const answers: ComparableAnswer[] = [
      { content: null, toolCalls: [call('weather', '{"city":"Rome"}')], rank: 0 },
      {
        content: null,
        toolCalls: [call('time', '{}', 'x'), call('weather', '{ "city": "Oslo", "unit": "C" }', 'y')],
        rank: 1,
      },
      { content: null, toolCalls: [call('weather', '{"unit":"C","city":"Oslo"}'), call('time', '')], rank: 2 },
    ];
    expect(agree(answers)).toMatchObject({ method: 'tools', agreement: 2 / 3, chosen: 1, agreeing: [1, 2] });
  });

  it('gives the answer in the middle of a group of prose', () => {
    const both = `${WALK} ${WALK_TOO}`;
    expect(agree(toAnswers(WALK, WALK_TOO, both)).chosen).toBe(2);
  });

  const answers = fc.array(
    fc.constantFrom('42', 'The answer is 42.', '43', 'Paris', 'paris.', WALK, WALK_TOO, TAXES, ''),
    {
      minLength: 1,
      maxLength: 8,
    },
  );

  it('does not depend on the order of the answers', () => {
    fc.assert(
      fc.property(answers, fc.infiniteStream(fc.nat()), (contents, draws) => {
        const answers = toAnswers(...contents);
        const shuffled = answers
          .map((answer) => ({ answer, key: draws.next().value as number }))
          .sort((a, b) => a.key - b.key)
          .map(({ answer }) => answer);
        const [one, other] = [agree(answers), agree(shuffled)];
        expect(shuffled[other.chosen]).toBe(answers[one.chosen]);
        expect(other.agreeing.map((i) => shuffled[i]?.rank).sort()).toEqual(
          one.agreeing.map((i) => answers[i]?.rank).sort(),
        );
        expect([other.method, other.agreement]).toEqual([one.method, one.agreement]);
      }),
    );
  });

  it('says how many agree as a share, the chosen one always among them', () => {
    fc.assert(
      fc.property(answers, (contents) => {
        const { agreement, agreeing, chosen, likeness } = agree(toAnswers(...contents));
        expect(agreeing).toContain(chosen);
        expect(agreement).toBe(contents.length < 2 ? null : agreeing.length / contents.length);
        for (const one of likeness) expect(one).toBeGreaterThanOrEqual(0);
        for (const one of likeness) expect(one).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('is 1 when all say the same, whatever that is', () => {
    fc.assert(
      fc.property(fc.string(), fc.integer({ min: 2, max: 8 }), (content, times) => {
        expect(agree(toAnswers(...Array(times).fill(content))).agreement).toBe(1);
      }),
    );
  });

  it('lets a majority of equal short answers win, whatever the others say', () => {
    fc.assert(
      fc.property(
        fc.array(fc.string(), { minLength: 1, maxLength: 5 }),
        fc.integer({ min: 0, max: 5 }),
        (others, place) => {
          const majority = Array(others.length + 1).fill('Forty two!');
          const contents = [...others.slice(0, place), ...majority, ...others.slice(place)];
          const { chosen, method } = agree(toAnswers(...contents));
          expect([contents[chosen]?.trim() && method, contents[chosen]]).toEqual(['exact', 'Forty two!']);
        },
      ),
    );
  });
});
