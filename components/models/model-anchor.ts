/** Anchor of a model on the providers page. */
export const modelAnchor = (modelId: string): string => `model-${modelId.replaceAll('/', '-')}`;

/** Links to the model's row and highlights it. */
export const modelHref = (modelId: string): string =>
  `/providers?model=${encodeURIComponent(modelId)}#${modelAnchor(modelId)}`;
