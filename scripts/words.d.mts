export function checkLanguage(): string[];
export function findAvoidedWords(file: string, text: string): { line: number; word: string; instead: string }[];
