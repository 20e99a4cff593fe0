/** Differences of a vendor's API from OpenAI's. Absent fields mean OpenAI's behaviour. */
export interface Dialect {
  /** Name of the output limit; absent: both are accepted, so the caller's spelling is kept. */
  maxTokensField?: 'max_tokens' | 'max_completion_tokens';
  /** Always sends usage and rejects `stream_options`. */
  alwaysSendsUsage?: boolean;
  /** Accepts the `developer` role; other vendors use `system`. */
  developerRole?: boolean;
  /** Counts reasoning in addition to `completion_tokens`, not within it. */
  reasoningIsSeparate?: boolean;
}

export interface ProviderDefinition {
  id: string;
  /** The protocol of its API. */
  wire: 'openai' | 'anthropic' | 'google';
  defaultBaseUrl: string;
  /** Environment variables for the API key; the first one set is used. */
  keyVariables: string[];
  baseUrlVariable: string;
  /** Runs on the operator's machines: models are discovered, and prices are set by the operator. */
  isLocal?: boolean;
  dialect?: Dialect;
}

/** All supported vendors, in the stacking order of charts. The sandbox is not among them. */
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
    dialect: { maxTokensField: 'max_tokens', alwaysSendsUsage: true },
  },
  { ...openaiCompatible('xai', 'https://api.x.ai/v1'), dialect: { reasoningIsSeparate: true } },
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

/** The operator's settings for a provider. */
export interface ProviderSettings {
  apiKey?: string;
  baseUrl?: string;
}

export interface ConfiguredProvider {
  definition: ProviderDefinition;
  apiKey: string | null;
  baseUrl: string;
}

/** The providers that have a key or base URL, with the URL to call. */
export function configuredProviders(settings: Record<string, ProviderSettings>): ConfiguredProvider[] {
  return PROVIDERS.flatMap((definition) => {
    const { apiKey, baseUrl } = settings[definition.id] ?? {};
    if (!apiKey && !baseUrl) return [];
    return [
      { definition, apiKey: apiKey ?? null, baseUrl: versioned(definition, baseUrl ?? definition.defaultBaseUrl) },
    ];
  });
}

/** Adds the API version that Anthropic's and Google's SDKs leave out of their base URL. */
function versioned({ wire }: ProviderDefinition, url: string): string {
  const base = url.replace(/\/+$/, '');
  if (wire === 'openai' || /\/v\d+\w*$/.test(base)) return base;
  return `${base}/${wire === 'anthropic' ? 'v1' : 'v1beta'}`;
}
