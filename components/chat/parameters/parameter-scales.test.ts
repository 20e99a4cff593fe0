import { describe, expect, it } from 'vitest';
import { parseTemperature, parseTokens, TEMPERATURE_SCALE, TOKEN_SCALE } from './parameter-scales';

describe('a scale', () => {
  it.each([
    ['temperature', TEMPERATURE_SCALE],
    ['tokens', TOKEN_SCALE],
  ])('of %s maps each value back to its place', (_, { steps, toPlace, toValue }) => {
    for (let place = 0; place <= steps; place++) expect(toPlace(toValue(place))).toBe(place);
  });

  it('of tokens ranges from 64 to 131,072 and clamps values beyond', () => {
    expect([TOKEN_SCALE.toValue(0), TOKEN_SCALE.toValue(10), TOKEN_SCALE.toValue(22)]).toEqual([64, 2_048, 131_072]);
    expect([TOKEN_SCALE.toPlace(1), TOKEN_SCALE.toPlace(1_000_000)]).toEqual([0, 22]);
  });
});

describe('typed input', () => {
  it('is a temperature from 0 to 2', () => {
    expect(['0', '0.3', '0,3', ' 2 '].map(parseTemperature)).toEqual([0, 0.3, 0.3, 2]);
    expect(['', ' ', '-1', '2.1', 'warm', 'NaN'].map(parseTemperature)).toEqual([null, null, null, null, null, null]);
  });

  it('is a whole number of tokens', () => {
    expect(['1', '2,048', '1000000'].map(parseTokens)).toEqual([1, 2_048, 1_000_000]);
    expect(['', '0', '1.5', '-3', '1e6', '1000001'].map(parseTokens)).toEqual([null, null, null, null, null, null]);
  });
});
