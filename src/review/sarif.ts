import { createHash } from 'node:crypto';
import type { JsonObject } from '../system/json.ts';
import { VERSION } from '../system/deps.ts';
import { SEVERITIES, type Finding, type Review, type Severity } from './findings.ts';
import { markOf } from './forms.ts';

/** SARIF's level, and the score by which GitHub sorts and labels findings of security. */
const RULES: Readonly<Record<Severity, readonly [level: string, score: string, what: string]>> = {
  critical: ['error', '9.5', 'Must not be merged'],
  high: ['error', '8.0', 'Wrong in normal use'],
  medium: ['warning', '5.0', 'Wrong in rare cases'],
  low: ['note', '2.0', 'Worth fixing'],
};

const rules = SEVERITIES.map((severity) => {
  const [level, score, text] = RULES[severity];
  return {
    id: `review/${severity}`,
    shortDescription: { text },
    defaultConfiguration: { level },
    properties: { 'security-severity': score, tags: ['review'] },
  };
});

const messageOf = (finding: Finding): { readonly text: string } => {
  const { title, what_goes_wrong: what, when, fix } = finding;
  const parts = [
    title + markOf(finding),
    what !== title && what,
    when && `When: ${when}`,
    fix && `Fix: ${fix}`,
  ];
  return { text: parts.filter(Boolean).join('\n\n') };
};

function result(finding: Finding): JsonObject {
  const { severity, path, check, start_line: startLine, end_line: endLine, quoted_line: text } = finding;
  const uri = path.split('/').map(encodeURIComponent).join('/');
  // The same for the same fault after lines above it have changed.
  const print = createHash('sha256').update(`${path}\0${text}\0${severity}`).digest('hex');
  const region = { startLine, endLine, ...(text && { snippet: { text } }) };
  return {
    ruleId: `review/${severity}`,
    ruleIndex: SEVERITIES.indexOf(severity),
    level: RULES[severity][0],
    message: messageOf(finding),
    locations: [{ physicalLocation: { artifactLocation: { uri, uriBaseId: '%SRCROOT%' }, region } }],
    partialFingerprints: { 'codexOauthReview/v1': print },
    properties: { severity, check },
  };
}

/**
 * The review as a SARIF 2.1.0 log. A result needs a place, so that a finding that names no file of the project is a
 * notification instead. Without a review: a run that failed for this reason. Pure.
 */
export function sarifOf(review: Review | undefined, failure?: string): JsonObject {
  const { findings = [], not_judged: rest = '' } = review ?? {};
  const note = (level: string, message: JsonObject): JsonObject => ({ level, message });
  const nowhere = findings.filter((f) => f.check === 'no_such_file');
  const notes = [
    ...nowhere.map((f) => note('warning', { text: `${f.severity}: ${messageOf(f).text}` })),
    ...(rest === '' ? [] : [note('note', { text: `Not judged: ${rest}` })]),
    ...(failure === undefined ? [] : [note('error', { text: failure })]),
  ];
  const run = {
    tool: { driver: { name: 'codex-oauth', semanticVersion: VERSION, rules } },
    invocations: [
      {
        executionSuccessful: review !== undefined && failure === undefined,
        toolExecutionNotifications: notes,
      },
    ],
    columnKind: 'utf16CodeUnits',
    results: findings.filter((f) => !nowhere.includes(f)).map(result),
  };
  const schema = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';
  return { version: '2.1.0', $schema: schema, runs: [run] };
}
