/**
 * Catalogue models that are identical to a model of the data. A newer version under the same name is a different model:
 * mistral-large-2 of the data is 2407, the catalogue has later ones, so it is not listed.
 */
export const CATALOGUE_IDS: Record<string, string[]> = {
  'gpt-4o-mini-2024-07-18': ['openai/gpt-4o-mini'],
  'gpt-4o-2024-08-06': ['openai/gpt-4o'],
  'gpt-3.5-turbo-0125': ['openai/gpt-3.5-turbo'],
  'claude-3-haiku-20240307': ['anthropic/claude-3-haiku-20240307'],
  'claude-3-5-sonnet-20241022': ['anthropic/claude-3-5-sonnet-20241022'],
  'claude-3-opus-20240229': ['anthropic/claude-3-opus-20240229'],
  'gemini-2.0-flash-001': ['google/gemini-2.0-flash'],
  'llama-3.1-8b-instruct': ['groq/llama-3.1-8b-instant'],
  'qwen2.5-7b-instruct': ['together/Qwen/Qwen2.5-7B-Instruct-Turbo'],
};
