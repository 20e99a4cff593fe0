/** Where a model stands on the page of providers. */
export const modelAnchor = (modelId: string): string => `model-${modelId.replaceAll('/', '-')}`;
