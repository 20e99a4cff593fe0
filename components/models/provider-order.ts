/** Stacking order in charts. Neighbours also differ in lightness, for colour-blind users. */
const ORDER = [
  'openai',
  'anthropic',
  'google',
  'groq',
  'cerebras',
  'mistral',
  'xai',
  'together',
  'deepseek',
  'ollama',
  'vllm',
  'lmstudio',
  'sandbox',
];

export function inStackingOrder(providers: string[]): string[] {
  return [...providers].sort((a, b) => ORDER.indexOf(a) - ORDER.indexOf(b));
}
