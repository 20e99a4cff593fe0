/** What secrets look like, wherever they stand in a text or in JSON: only characters that cannot end a JSON string. */
const SECRETS: [RegExp, string][] = [
  [/:\/\/[^\s/@"\\]+@/g, '://…@'],
  [/([?&](?:key|api_?key|token|access_token|password|secret)=)[^&\s"\\]+/gi, '$1…'],
  [/\b(bearer|basic) +[\w.~+/=-]+/gi, '$1 …'],
  [/\b(?:a3m_|sk-|pk-|csk-|gsk_|xai-|AIza|tgp_v1_|whsec_)[\w-]{8,}/g, '…'],
];

/** A text without credentials: those in URLs and authorization headers, and words that look like API keys. */
export function redact(text: string): string {
  return SECRETS.reduce((clean, [pattern, instead]) => clean.replace(pattern, instead), text);
}
