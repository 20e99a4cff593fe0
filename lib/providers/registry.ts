/** How a vendor's API departs from OpenAI's. Absent means: as OpenAI does. */
export interface Dialect {
  /** Which spelling of the output limit it takes; absent: both, so it stays as the caller spelt it. */
  maxTokensField?: 'max_tokens' | 'max_completion_tokens';
  /** Sends usage unasked, and refuses `stream_options`. */
  usageUnasked?: boolean;
  /** Takes instructions as `developer`; everybody else calls that `system`. */
  developerRole?: boolean;
  /** Counts reasoning beside `completion_tokens`, not inside. */
  reasoningBeside?: boolean;
}

export interface ProviderDefinition {
  id: string;
  /** Which protocol it speaks. */
  wire: 'openai' | 'anthropic' | 'google';
  defaultBaseUrl: string;
  /** Environment variables that may hold the key, first one wins. */
  keyVariables: string[];
  baseUrlVariable: string;
  /** Runs on the operator's own machines: its models are discovered, and cost what the operator says. */
  isLocal?: boolean;
  dialect?: Dialect;
}

/** Every vendor the product can talk to, in the order in which charts stack them. The sandbox is not a vendor. */
export const PROVIDERS: ProviderDefinition[] = [
  {
    id: 'openai',
    wire: 'openai',
    defaultBaseUrl: 'https://api.openai.com/v1',
    keyVariables: ['OPENAI_API_KEY'],
    baseUrlVariable: 'OPENAI_BASE_URL',
    dialect: { maxTokensField: 'max_completion_tokens', developerRole: true },
  },
  {
    id: 'anthropic',
    wire: 'anthropic',
    defaultBaseUrl: 'https://api.anthropic.com/v1',
    keyVariables: ['ANTHROPIC_API_KEY'],
    baseUrlVariable: 'ANTHROPIC_BASE_URL',
  },
  {
    id: 'google',
    wire: 'google',
    defaultBaseUrl: 'https://generativelanguage.googleapis.com/v1beta',
    keyVariables: ['GOOGLE_GENERATIVE_AI_API_KEY', 'GEMINI_API_KEY'],
    baseUrlVariable: 'GOOGLE_BASE_URL',
  },
  openaiCompatible('groq', 'https://api.groq.com/openai/v1'),
  openaiCompatible('cerebras', 'https://api.cerebras.ai/v1'),
  {
    ...openaiCompatible('mistral', 'https://api.mistral.ai/v1'),
    dialect: { maxTokensField: 'max_tokens', usageUnasked: true },
  },
  { ...openaiCompatible('xai', 'https://api.x.ai/v1'), dialect: { reasoningBeside: true } },
  { ...openaiCompatible('together', 'https://api.together.xyz/v1'), dialect: { maxTokensField: 'max_tokens' } },
  { ...openaiCompatible('deepseek', 'https://api.deepseek.com'), dialect: { maxTokensField: 'max_tokens' } },
  local('ollama', 'http://localhost:11434/v1'),
  local('vllm', 'http://localhost:8000/v1'),
  local('lmstudio', 'http://127.0.0.1:1234/v1'),
];

export const SANDBOX = 'sandbox';

function openaiCompatible(id: string, defaultBaseUrl: string): ProviderDefinition {
  const prefix = id.toUpperCase();
  return {
    id,
    wire: 'openai',
    defaultBaseUrl,
    keyVariables: [`${prefix}_API_KEY`],
    baseUrlVariable: `${prefix}_BASE_URL`,
  };
}

function local(id: string, defaultBaseUrl: string): ProviderDefinition {
  return { ...openaiCompatible(id, defaultBaseUrl), isLocal: true, dialect: { maxTokensField: 'max_tokens' } };
}

/** What an operator has set for one provider. */
export interface ProviderSettings {
  apiKey?: string;
  baseUrl?: string;
}

export interface ConfiguredProvider {
  definition: ProviderDefinition;
  apiKey: string | null;
  baseUrl: string;
}

/** The providers with a key or a base URL of their own, with the URL to call. */
export function configuredProviders(settings: Record<string, ProviderSettings>): ConfiguredProvider[] {
  return PROVIDERS.flatMap((definition) => {
    const { apiKey, baseUrl } = settings[definition.id] ?? {};
    if (!apiKey && !baseUrl) return [];
    return [
      { definition, apiKey: apiKey ?? null, baseUrl: versioned(definition, baseUrl ?? definition.defaultBaseUrl) },
    ];
  });
}

/** Anthropic's and Google's own SDKs take a URL without the version in it, others' with it: both are understood. */
function versioned({ wire }: ProviderDefinition, url: string): string {
  const base = url.replace(/\/+$/, '');
  if (wire === 'openai' || /\/v\d+\w*$/.test(base)) return base;
  return `${base}/${wire === 'anthropic' ? 'v1' : 'v1beta'}`;
}
