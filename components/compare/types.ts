import type {
  Choice,
  ColumnSettings,
  ComparisonEntryView,
  ComparisonView,
  EstimateView,
} from '@/lib/services/compare/comparison-view';

export type Result<Value> = { ok: true; value: Value } | { ok: false; message: string };

/** The server actions of the page. */
export interface CompareActions {
  /** Prompts as JSON, because a server action accepts at most a million characters in an array. */
  onStart(input: { columns: ColumnSettings[]; promptsJson: string; isBlind: boolean }): Promise<Result<ComparisonView>>;
  onFollowUp(input: { id: string; followsId: string; prompt: string }): Promise<Result<ComparisonView>>;
  /** One conversation with its texts; without a prompt id, all prompts without texts. */
  onLoad(input: { id: string; promptId: string | null }): Promise<Result<ComparisonView>>;
  onVote(input: {
    id: string;
    promptId: string;
    choice: Choice;
    place: number | null;
  }): Promise<Result<ComparisonView>>;
  onUndo(input: { id: string; promptId: string }): Promise<Result<ComparisonView>>;
  /** Settings of the columns in setup order, also while a blind comparison hides their places. */
  onColumns(input: { id: string }): Promise<Result<ColumnSettings[]>>;
  onEstimate(input: { columns: ColumnSettings[]; promptsJson: string }): Promise<Result<EstimateView>>;
  onShare(input: { id: string; isShared: boolean }): Promise<Result<string | null>>;
  onIsShared(input: { id: string }): Promise<Result<boolean>>;
  onList(input: Record<string, never>): Promise<Result<ComparisonEntryView[]>>;
  onRename(input: { id: string; title: string }): Promise<Result<null>>;
  onDelete(input: { id: string; isDeleted: boolean }): Promise<Result<null>>;
}

export const MOST_COLUMNS = 4;
export const FEWEST_COLUMNS = 2;

/** The letter of a place: A, B, C, D. */
export function letterOf(place: number): string {
  return String.fromCharCode(65 + place);
}
