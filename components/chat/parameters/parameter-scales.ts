import type { SliderScale } from './parameter-slider';

/** 0 to 2 in steps of a tenth. */
export const TEMPERATURE_SCALE: SliderScale = {
  steps: 20,
  toPlace: (value) => Math.round(value * 10),
  toValue: (place) => place / 10,
};

const MIN_TOKENS_LOG2 = 6;
const PLACES_PER_DOUBLING = 2;

/** 64 to 131,072 tokens; each two places double them. */
export const TOKEN_SCALE: SliderScale = {
  steps: 22,
  toPlace: (value) => Math.min(22, Math.max(0, Math.round((Math.log2(value) - MIN_TOKENS_LOG2) * PLACES_PER_DOUBLING))),
  toValue: (place) => roundTokens(2 ** (MIN_TOKENS_LOG2 + place / PLACES_PER_DOUBLING)),
};

/** Halfway between two powers, to whole 32s. */
function roundTokens(tokens: number): number {
  return tokens < 64 ? Math.round(tokens) : Math.round(tokens / 32) * 32;
}

export function parseTemperature(typed: string): number | null {
  const value = Number(typed.trim().replace(',', '.'));
  return typed.trim() !== '' && value >= 0 && value <= 2 ? value : null;
}

export function parseTokens(typed: string): number | null {
  const digits = typed.trim().replaceAll(',', '');
  const value = Number(digits);
  return /^\d+$/.test(digits) && value >= 1 && value <= 1_000_000 ? value : null;
}
