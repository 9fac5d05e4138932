import { quoted } from '../attach/entry.ts';
import { plural } from '../system/wording.ts';
import { areForReview } from './instructions.ts';
import { isDoubtful, readReview, SEVERITIES } from './findings.ts';
import type { Check, Finding, Review, Severity } from './findings.ts';

/** What the reader should know about a place; nothing if it holds. */
const MARKS: Readonly<Record<Check, (finding: Finding) => string>> = {
  holds: () => '',
  moved: ({ stated_line: line }) => ` [line corrected, was ${line}]`,
  not_found: () => ' [not verified: the quoted line is not in this file]',
  no_such_file: () => ' [not verified: no such file]',
  not_in_change: () => ' [outside the change]',
};

/** The mark of a finding's check: '' if its place holds or was not looked at. Pure. */
export const markOf = (finding: Finding): string => (finding.check ? MARKS[finding.check](finding) : '');

const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();

const lines = ({ start_line: start, end_line: end }: Finding): string =>
  end > start ? `${start}-${end}` : `${start}`;

function entry(finding: Finding, at: number): string {
  const { severity, title, path, what_goes_wrong: what, quoted_line: quote, when, fix } = finding;
  const marker = `${at + 1}. `;
  /** A further paragraph, as far in as the entry's text begins: so that it stays in it whatever it contains. */
  const below = (label: string, said: string): readonly string[] =>
    said === '' ? [] : ['', `${label}${said}`.replace(/^(?=.)/gm, ' '.repeat(marker.length))];
  const place = path === '' ? 'no file named' : `${quoted(path)}:${lines(finding)}`;
  return [
    `${marker}**${severity}** ${place}${markOf(finding)}: ${oneLine(title)}`,
    ...(oneLine(what) === oneLine(title) ? [] : below('', what)),
    ...(finding.check === 'not_found' ? below('Quoted: ', oneLine(quote)) : []),
    ...below('When: ', when),
    ...below('Fix: ', /^\s*```/.test(fix) ? `\n${fix}` : fix),
  ].join('\n');
}

/** The review for reading, in Markdown: numbered, the most severe first, with the marks of the check. Pure. */
export function reviewMarkdown({ findings, not_judged: rest }: Review): string {
  const doubtful = findings.filter(isDoubtful).length;
  const count = `${doubtful} of ${plural(findings.length, 'finding')} could not be verified in the files.`;
  return [
    ...(findings.length === 0 ? ['No findings.'] : findings.map(entry)),
    ...(rest === '' ? [] : [`Not judged: ${oneLine(rest)}`]),
    ...(doubtful === 0 ? [] : [count]),
  ].join('\n\n');
}

/** An earlier answer for reading: a review's as Markdown, without marks; any other unchanged. Pure. */
export function readableAnswer({
  systemPrompt,
  text,
}: Record<'text', string> & { systemPrompt?: string | undefined }): string {
  // A later question in the same thread is answered in Markdown, which may quote JSON.
  const whole = areForReview(systemPrompt) && /^\s*(?:```\w*\s*)?[{[]/.test(text);
  const review = whole ? readReview(text) : undefined;
  return review ? reviewMarkdown(review) : text;
}

/** A review's members of the document for programs; null where the answer had no findings in our form. Pure. */
export function reviewDocument(review: Review | undefined) {
  return { findings: review?.findings ?? null, not_judged: review?.not_judged ?? null };
}

/** True if a finding is at least this severe and its place was found: one that cannot be verified fails no build. Pure. */
export const fails = ({ findings }: Review, from: Severity): boolean =>
  findings.some((f) => SEVERITIES.indexOf(f.severity) <= SEVERITIES.indexOf(from) && !isDoubtful(f));
