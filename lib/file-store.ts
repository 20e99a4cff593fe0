import fs from 'node:fs';
import path from 'node:path';
import { type PromptContext, toPromptContext } from './engine/memory/context';
import { type LocalStore, type RatedAnswer, type SettledFacts, Sums, toSettledFacts } from './engine/memory-store';
import type { AdmissionResult, PendingRecord, Settlement, Stats } from './engine/store';

type Line = { type: 'settled'; facts: SettledFacts } | { type: 'rating'; requestId: string; rating: number | null };

/**
 * A store in one file of JSON lines, appended to and read once: the library's `memoryPath`. A line cut short by a crash
 * is skipped. Throws when the folder cannot be written.
 */
export function fileStore(file: string): LocalStore {
  fs.mkdirSync(path.dirname(path.resolve(file)), { recursive: true });
  return new FileStore(file);
}

class FileStore implements LocalStore {
  private readonly sums = new Sums();
  private readonly contexts = new Map<string, PromptContext>();
  private readonly file: string;

  constructor(file: string) {
    this.file = file;
    for (const line of readLines(file)) this.apply(line);
  }

  async admit(record: PendingRecord): Promise<AdmissionResult> {
    this.contexts.set(record.requestId, toPromptContext(record.decision));
    return this.sums.admit(record);
  }

  async settle({ requestId, outcome }: Settlement): Promise<void> {
    const context = this.contexts.get(requestId);
    if (!context) return;
    const facts = toSettledFacts(requestId, context, outcome);
    if (this.sums.add(facts)) this.append({ type: 'settled', facts });
    this.contexts.delete(requestId);
  }

  async rate(requestId: string, rating: number | null): Promise<boolean> {
    const isKnown = await this.sums.rate(requestId, rating);
    if (isKnown) this.append({ type: 'rating', requestId, rating });
    return isKnown;
  }

  stats(): Stats {
    return this.sums.stats();
  }

  ratedAnswers(): RatedAnswer[] {
    return this.sums.ratedAnswers();
  }

  private apply(line: Line): void {
    if (line.type === 'settled') this.sums.add(line.facts);
    else void this.sums.rate(line.requestId, line.rating);
  }

  private append(line: Line): void {
    fs.appendFileSync(this.file, `${JSON.stringify(line)}\n`);
  }
}

function readLines(file: string): Line[] {
  if (!fs.existsSync(file)) return [];
  return fs
    .readFileSync(file, 'utf8')
    .split('\n')
    .flatMap((line) => {
      try {
        return [JSON.parse(line) as Line];
      } catch {
        return [];
      }
    });
}
