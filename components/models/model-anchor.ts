/** Where a model stands on the page of providers. */
export const modelAnchor = (modelId: string): string => `model-${modelId.replaceAll('/', '-')}`;

/** Leads there, with its row marked. */
export const modelHref = (modelId: string): string =>
  `/providers?model=${encodeURIComponent(modelId)}#${modelAnchor(modelId)}`;
