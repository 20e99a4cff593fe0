import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { schemaProblem } from './json-schema-check';

describe('a schema as it is typed', () => {
  it.each([
    '',
    '  ',
    '{}',
    '{"type": "object", "properties": {"city": {"type": "string"}, "n": {"type": ["integer", "null"]}}, "required": ["city"]}',
    '{"type": "array", "items": {"enum": ["a", 1]}}',
    '{"type": "object", "properties": {"any": true}}',
  ])('is right: %s', (typed) => {
    expect(schemaProblem(typed)).toBeNull();
  });

  it.each([
    ['{"type": ', 'not valid JSON'],
    ['{\n  "type": oops\n}', 'not valid JSON'],
    ['{"type": "object" "a": 1}', 'line 1, column 19'],
    ['[]', 'A schema must be a JSON object'],
    ['"object"', 'A schema must be a JSON object'],
    ['{"type": "text"}', '"text" is not a type.'],
    ['{"properties": {"a": {"type": "int"}}}', '"int" is not a type at a.'],
    ['{"properties": {"a": {"items": {"enum": []}}}}', '"enum" at a.items must be a list'],
    ['{"properties": {"a": 5}}', 'a is not a schema'],
    ['{"properties": []}', '"properties" must be an object'],
    ['{"required": "a"}', '"required" must be a list of names'],
    ['{"properties": {"a": {}}, "required": ["b"]}', '"b" is required but not listed in "properties".'],
  ])('says what is wrong with %s', (typed, words) => {
    expect(schemaProblem(typed)).toContain(words);
  });

  it('never throws', () => {
    fc.assert(fc.property(fc.oneof(fc.string(), fc.json()), (typed) => void schemaProblem(typed)));
  });
});
