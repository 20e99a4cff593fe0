/** The public API of the engine. */

export { CATALOG, Catalog } from './catalog/catalog';
export type { ChatAnswer, ChatChunk, ChatMessage, ChatRequest } from './chat';
export { type Classify, classifyPrompt, createClassifier, shippedModel } from './classify/classify';
export { type Correction, createCorrection, learn, type Overlay } from './classify/corrections';
export type { RouteOptions } from './decide/plan';
export { RouterError, type RouterErrorCode } from './errors';
export { DEFAULT_DEADLINES, type Deadlines } from './execute/deadlines';
export { type Failure, type FailureKind, UpstreamError } from './execute/failure';
export { type LocalStore, memoryStore } from './memory-store';
export { estimateTokens } from './money/tokens';
export type { Policy } from './policy/policy';
export { Breaker, type BreakerOptions, type BreakerState, DEFAULT_BREAKER_OPTIONS } from './resilience/breaker';
export { type RouteConsensus, type RoutePart, type RouteRequest, type RouteResult, Router } from './router/router';
export type { Stats, Store } from './store';
export * from './types';
