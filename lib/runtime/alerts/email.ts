import type { BudgetAlert } from '../../db/alerts/alert';
import { actionSentence, alertSentence, resetWords, spentWords } from './messages';

/** An e-mail, before anybody has been found to carry it. */
export interface Letter {
  /** The same on every attempt, so that a mailbox that has had it can tell. */
  id: string;
  subject: string;
  text: string;
  html: string;
}

/** The letter that tells of an alert: everything in the subject, the figures below it. */
export function alertLetter(alert: BudgetAlert, origin: string): Letter {
  const subject = alertSentence(alert);
  const url = `${origin}/settings/alerts`;
  const why = 'You get this because you answer for this budget, or an admin has added your address to it.';
  const lines = [`Spent: ${spentWords(alert)}.`, actionSentence(alert), resetWords(alert)];
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

/** A letter that only proves that letters arrive. */
export function testLetter(id: string, origin: string): Letter {
  const subject = 'A3M Router: this is a test';
  const sentence = `Budget alerts of ${origin} will arrive like this one.`;
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
