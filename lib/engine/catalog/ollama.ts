import { defineModels } from './define';

/** Empty: local models are discovered at run time, and Ollama's cloud models have no price per token. */
export const ollamaModels = defineModels('ollama', []);
