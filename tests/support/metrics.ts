export type Labels = Record<string, string>;

export interface Series {
  name: string;
  labels: Labels;
  value: number;
}

const LINE = /^([a-zA-Z_:][\w:]*)(?:\{(.*)\})? (\S+)$/;
const LABEL = /([a-zA-Z_]\w*)="((?:[^"\\]|\\.)*)"/g;

/** Reads Prometheus' text format, as strictly as Prometheus does: a line that is none fails. */
export function readMetrics(text: string): Series[] {
  return text
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => {
      const [, name = '', labels = '', value = ''] = LINE.exec(line) ?? [];
      if (!name || Number.isNaN(Number(value))) throw new Error(`Not a line of metrics: ${line}`);
      const pairs = [...labels.matchAll(LABEL)].map(([, key = '', value = '']) => [key, value] as const);
      return { name, labels: Object.fromEntries(pairs), value: Number(value) };
    });
}

/** The sum of all series of a name that carry these labels. */
export function sumOf(series: Series[], name: string, labels: Labels = {}): number {
  const isMeant = (one: Series) =>
    one.name === name && Object.entries(labels).every(([key, value]) => one.labels[key] === value);
  return series.filter(isMeant).reduce((sum, { value }) => sum + value, 0);
}
