import type {
  Choice,
  ColumnSettings,
  ComparisonEntryView,
  ComparisonView,
  EstimateView,
} from '@/lib/services/compare/comparison-view';

export type Result<Value> = { ok: true; value: Value } | { ok: false; message: string };

/** What the page asks of the server. */
export interface CompareActions {
  /** The prompts as JSON: of an array an action takes a million characters at most. */
  onStart(input: { columns: ColumnSettings[]; promptsJson: string; isBlind: boolean }): Promise<Result<ComparisonView>>;
  onFollowUp(input: { id: string; followsId: string; prompt: string }): Promise<Result<ComparisonView>>;
  /** A comparison's one conversation with its texts; all of its prompts, without texts, when none is named. */
  onLoad(input: { id: string; promptId: string | null }): Promise<Result<ComparisonView>>;
  onVote(input: {
    id: string;
    promptId: string;
    choice: Choice;
    place: number | null;
  }): Promise<Result<ComparisonView>>;
  onUndo(input: { id: string; promptId: string }): Promise<Result<ComparisonView>>;
  /** The columns' settings, also while a blind comparison hides who stands where. */
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

/** A, B, C, D: how a place on the page is called. */
export function letterOf(place: number): string {
  return String.fromCharCode(65 + place);
}
