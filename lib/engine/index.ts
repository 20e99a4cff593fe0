/** The engine's public face. */
export { Breaker, type BreakerOptions, type BreakerState, DEFAULT_BREAKER_OPTIONS } from './breaker';
export { CATALOG, Catalog } from './catalog/catalog';
export type { ChatAnswer, ChatChunk, ChatMessage, ChatRequest } from './chat';
export { type Classify, classifyPrompt, createClassifier, shippedModel } from './classify/classify';
export { type Correction, correctionOf, learn, type Overlay } from './classify/corrections';
export { DEFAULT_DEADLINES, type Deadlines } from './deadlines';
export { RouterError, type RouterErrorCode } from './errors';
export { type Failure, type FailureKind, UpstreamError } from './failure';
export { type LocalStore, memoryStore } from './memory-store';
export type { RouteOptions } from './plan';
export type { Policy } from './policy/policy';
export { type RouteConsensus, type RoutePart, type RouteRequest, type RouteResult, Router } from './router';
export type { Stats, Store } from './store';
export { estimateTokens } from './tokens';
export * from './types';
