import type { JsonObject } from '../system/json.ts';
import { VERSION } from '../system/deps.ts';
import { SEVERITIES, type Finding, type Review } from './findings.ts';
import { markOf } from './forms.ts';

const LEVEL = { critical: 'error', high: 'error', medium: 'warning', low: 'note' } as const;

const rules = SEVERITIES.map((severity) => {
  // GitHub wants all three texts.
  const what = { text: `A ${severity} finding of a review by Codex` };
  const texts = { shortDescription: what, fullDescription: what, help: what };
  return { id: `review/${severity}`, ...texts, defaultConfiguration: { level: LEVEL[severity] } };
});

const messageOf = (finding: Finding): { readonly text: string } => {
  const { title, what_goes_wrong: what, when, fix } = finding;
  const parts = [
    title + markOf(finding),
    what !== title && what,
    when && `When: ${when}`,
    fix && `Fix: ${fix}`,
  ];
  // `[words](address)` would be a link (SARIF 2.1.0, 3.11.6), and `a[0](x)` is code.
  return { text: parts.filter(Boolean).join('\n\n').replaceAll('](', '] (') };
};

function result(finding: Finding): JsonObject {
  const { severity, path, check, start_line: startLine, end_line: endLine, quoted_line: text } = finding;
  const uri = path.split('/').map(encodeURIComponent).join('/');
  const region = { startLine, endLine, ...(text && { snippet: { text } }) };
  return {
    ruleId: `review/${severity}`,
    ruleIndex: SEVERITIES.indexOf(severity),
    level: LEVEL[severity],
    message: messageOf(finding),
    locations: [{ physicalLocation: { artifactLocation: { uri, uriBaseId: '%SRCROOT%' }, region } }],
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
