/** Patterns of secrets in text or JSON. They match only characters that cannot end a JSON string. */
const SECRETS: [RegExp, string][] = [
  [/:\/\/[^\s/@"\\]+@/g, '://…@'],
  [/([?&](?:key|api_?key|token|access_token|password|secret)=)[^&\s"\\]+/gi, '$1…'],
  [/\b(bearer|basic) +[\w.~+/=-]+/gi, '$1 …'],
  [/\b(?:a3m_|sk-|pk-|csk-|gsk_|xai-|AIza|tgp_v1_|whsec_)[\w-]{8,}/g, '…'],
];

/** Removes credentials in URLs and authorization headers, and anything that looks like an API key. */
export function redact(text: string): string {
  return SECRETS.reduce((clean, [pattern, instead]) => clean.replace(pattern, instead), text);
}
