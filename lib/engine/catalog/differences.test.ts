import { describe, expect, it } from 'vitest';
import { type Finding, findingsOf } from '../../../tests/support/second-opinion';
import { CATALOG } from './catalog';
import { DIFFERENCES } from './differences';

const compared = CATALOG.filter(({ provider }) => provider !== 'sandbox');
const found = compared.flatMap(findingsOf);
const written = DIFFERENCES.flatMap(({ models, from, fields }) =>
  models.flatMap((model) => fields.map(([field, ours, theirs]): Finding => ({ model, from, field, ours, theirs }))),
);

const lines = (findings: Finding[]) =>
  findings.map(({ model, from, field, ours, theirs }) => `${model} from ${from}: ${field} ${ours}, theirs ${theirs}`);

describe('a second opinion on our prices', () => {
  it('differs only where a reason is written down', () => {
    const known = new Set(lines(written));
    expect(lines(found).filter((line) => !known.has(line))).toEqual([]);
  });

  it('has no reason written down for a difference that is no more', () => {
    const present = new Set(lines(found));
    expect(lines(written).filter((line) => !present.has(line))).toEqual([]);
  });

  it('says why and whence for each difference, and says each once', () => {
    for (const { models, reason, source } of DIFFERENCES) {
      expect(reason.length, models.join()).toBeGreaterThan(15);
      expect(source, models.join()).not.toBe('');
    }
    expect(new Set(lines(written)).size).toBe(written.length);
  });

  it('has something to say on most models: the comparison is not of nothing', () => {
    const unlisted = found.filter(({ field }) => field === 'listed').length;
    expect(compared.length - unlisted).toBeGreaterThanOrEqual(75);
  });
});
