import type { BudgetAlert } from '../../db/alerts/alert';
import { actionSentence, alertSentence, formatReset, formatSpent } from './messages';

/** An e-mail without its recipient. */
export interface Email {
  /** The same on every attempt, so that a mailbox can detect duplicates. */
  id: string;
  subject: string;
  text: string;
  html: string;
}

/** The e-mail for an alert: the whole message in the subject, the figures in the body. */
export function alertEmail(alert: BudgetAlert, origin: string): Email {
  const subject = alertSentence(alert);
  const url = `${origin}/settings/alerts`;
  const why = 'You receive this because you manage this budget or an admin added your address to it.';
  const lines = [`Spent: ${formatSpent(alert)}.`, actionSentence(alert), formatReset(alert)];
  return {
    id: alert.id,
    subject,
    text: `${subject}.\n\n${lines.join('\n')}\n\n${url}\n\n${why}\n`,
    html: page([
      `<p style="font-size:16px;font-weight:600;margin:0 0 12px">${escapeHtml(subject)}.</p>`,
      ...lines.map((line) => `<p style="margin:0 0 4px">${escapeHtml(line)}</p>`),
      `<p style="margin:16px 0 0"><a href="${escapeHtml(url)}">Open the alerts</a></p>`,
      `<p style="margin:16px 0 0;font-size:12px;color:#666">${why}</p>`,
    ]),
  };
}

/** A email that only proves that letters arrive. */
export function testEmail(id: string, origin: string): Email {
  const subject = 'A3M Router: test message';
  const sentence = `Budget alerts from ${origin} will look like this one.`;
  return { id, subject, text: `${sentence}\n`, html: page([`<p>${escapeHtml(sentence)}</p>`]) };
}

function page(paragraphs: string[]): string {
  const body = `<body style="font-family:system-ui,sans-serif;font-size:14px;line-height:1.5">\n${paragraphs.join('\n')}\n</body>`;
  return `<!doctype html>\n<html lang="en">\n${body}\n</html>\n`;
}

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}
