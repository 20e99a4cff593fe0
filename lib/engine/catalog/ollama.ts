import { defineModels } from './define';

/** Empty: what a local server offers is discovered at run time, and Ollama's cloud models have no price per token. */
export const ollamaModels = defineModels('ollama', []);
