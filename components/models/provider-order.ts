/** Charts stack providers in this order: neighbours differ in lightness too, for eyes that do not tell hues apart. */
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
