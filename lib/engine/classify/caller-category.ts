import { CATEGORIES, type Category, type Classification } from '../types';

/** The classification of a request with a category set by the caller. */
export function classificationFromCaller(category: Category): Classification {
  const probabilities = Object.fromEntries(CATEGORIES.map((name) => [name, name === category ? 1 : 0]));
  return {
    category,
    confidence: 1,
    runnerUp: null,
    probabilities: probabilities as Record<Category, number>,
    version: 'caller',
  };
}
