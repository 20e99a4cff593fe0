import { CATEGORIES, type Category, type Classification } from '../types';

/** The classification of a prompt whose category the caller has named: nothing is left to guess. */
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
