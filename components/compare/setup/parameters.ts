import type { ColumnSettings } from '@/lib/services/compare/comparison-view';

/** The parameters that are set in a column, one line each. */
export function describeParameters({
  model,
  systemPrompt,
  temperature,
  maxTokens,
  maxCostUsd,
  qualityWeight,
  fallback,
  jsonMode,
}: ColumnSettings): string[] {
  return [
    ...(systemPrompt.trim() ? [`System: ${systemPrompt.trim()}`] : []),
    ...(temperature === null ? [] : [`Temperature ${temperature}`]),
    ...(maxTokens === null ? [] : [`Max ${maxTokens.toLocaleString('en-US')} tokens`]),
    ...(maxCostUsd === null ? [] : [`Max $${maxCostUsd} per answer`]),
    ...(isAuto(model) && qualityWeight !== null ? [`Quality weight ${qualityWeight}`] : []),
    ...(jsonMode ? ['JSON mode'] : []),
    ...(isAuto(model) && !fallback ? ['No fallback'] : []),
  ];
}

/** The parameters of a column with defaults only. */
export const DEFAULT_PARAMETERS: Omit<ColumnSettings, 'model'> = {
  qualityWeight: null,
  maxCostUsd: null,
  systemPrompt: '',
  temperature: null,
  maxTokens: null,
  jsonMode: false,
  jsonSchema: '',
  keepModel: true,
  fallback: true,
  askSeveral: null,
};

/** The parameters of a column that differ from the defaults. */
export function changedParameters({ model: _, ...settings }: ColumnSettings): Partial<ColumnSettings> {
  const isChanged = ([name, value]: [string, unknown]) =>
    value !== DEFAULT_PARAMETERS[name as keyof typeof DEFAULT_PARAMETERS];
  return Object.fromEntries(Object.entries(settings).filter(isChanged));
}

/** Whether the router chooses the model. */
export function isAuto(model: string): boolean {
  return model === 'auto' || model.startsWith('auto:');
}

/** Parses a typed number: null for empty, undefined for invalid or out of range. */
export function parseNumberInRange(
  typed: string,
  low: number,
  high: number,
  isWhole = false,
): number | null | undefined {
  if (!typed.trim()) return null;
  const value = Number(typed.replace(/^\$/, ''));
  return Number.isFinite(value) && value >= low && value <= high && (!isWhole || Number.isInteger(value))
    ? value
    : undefined;
}
