// Writes a project that is made up, with the results that a page is made from: make_project.js FOLDER FILES LINES [SEED].
// The same arguments write the same bytes.
'use strict';
const fs = require('fs');
const path = require('path');
const [folder, fileCount, lineCount, seed] = [path.resolve(process.argv[2]), ...process.argv.slice(3).map(Number)];
let state = seed || 1;
const draw = below => { state = (Math.imul(state, 1103515245) + 12345) >>> 0; return (state >>> 8) % below; };
const hex = number => number.toString(16).padStart(16, '0');
const names = ['packet', 'buffer', 'table', 'queue', 'parser', 'token', 'index', 'cache', 'frame', 'cursor'];
const verbs = ['open', 'read', 'push', 'find', 'merge', 'split', 'check', 'write', 'drop', 'grow'];
const trace = ['TN:'];
const mutants = [JSON.stringify({format: 'cet-mutants', version: 2, tool: 'cet 0.1.0'})];
const findings = [];
const tests = Array.from({length: 200}, (_, i) => `suite_${i % 20}/${verbs[i % 10]}_${names[(i / 10 | 0) % 10]}_returns_${i}`);
let mutantId = 1;

/* One function of about ten lines; hits and mutants as they come. */
const addFunction = (source, file, number, record) => {
  const name = `${names[draw(10)]}_${verbs[draw(10)]}_${number}`;
  const at = source.length + 1;
  const isRun = draw(10) > 1, hits = isRun ? 1 + draw(500) : 0;
  source.push(`int ${name}(const char *text, int length)`, '{', '    int sum = 0;', `    for (int i = 0; i < length; i++) /* ${names[draw(10)]} by ${names[draw(10)]} */`,
    `        if (text[i] == '${'abcdef'[draw(6)]}' && length > ${draw(90)})`, `            sum += ${draw(1000)};`, `    return sum < ${draw(100)} ? sum : -1;`, '}', '');
  record.push(`FN:${at},${name}`, `FNDA:${hits},${name}`);
  [0, 2, 3, 4, 5, 6].forEach(line => record.push(`DA:${at + line},${line === 5 && draw(3) === 0 ? 0 : hits}`));
  [[3, 2], [4, 4], [6, 2]].forEach(([line, count]) => {
    for (let i = 0; i < count; i++) record.push(`BRDA:${at + line},0,${i},${isRun ? draw(4) ? 1 + draw(50) : 0 : '-'}`);
  });
  const mutate = (line, original, replacement, operator) => {
    const column = source[at + line - 1].indexOf(original) + 1;
    const status = !isRun ? 'no-coverage' : draw(4) ? 'killed' : 'survived';
    const first = draw(190);
    mutants.push(JSON.stringify({id: hex(mutantId++), operator, group: 'relational', path: file, function: name, range: [at + line, column, at + line, column + original.length],
      original, replacement, status, ...(status === 'killed' ? {killed_kind: 'test', killed_by: tests[first]} : {}), ...(isRun ? {covered_by: tests.slice(first, first + 1 + draw(9)), hits} : {})}));
  };
  mutate(3, '<', '<=', 'relational-boundary');
  mutate(4, '==', '!=', 'relational-equality');
  mutate(4, '&&', '||', 'logical-connector');
  mutate(6, '<', '>=', 'relational-inverse');
  if (draw(12) === 0)
    findings.push({rule: 'cet-unchecked-result', level: draw(5) ? 'warning' : 'error', path: file, line: at + 4, column: 9, endLine: at + 4, endColumn: 11, function: name, message: `the result of '${name}' is not looked at`, source: 'cet', cwe: 'CWE-252', notes: [], fixes: [], fingerprint: hex(at)});
};

for (let i = 0; i < fileCount; i++) {
  const file = path.join(folder, 'src', names[i % 10], verbs[(i / 10 | 0) % 10], `${names[draw(10)]}_${i}.c`);
  const source = ['#include <stddef.h>', 'int unused; /* LCOV_EXCL_LINE */'], record = [`SF:${file}`];
  for (let number = 0; source.length + 8 < lineCount / fileCount || number === 0; number++) addFunction(source, file, number, record);
  while (source.length < lineCount / fileCount) source.push(`/* ${names[draw(10)]} */`);
  fs.mkdirSync(path.dirname(file), {recursive: true});
  fs.writeFileSync(file, source.join('\n') + '\n');
  trace.push(...record, 'end_of_record');
}
const figure = (name, measured, threshold) => ({name, measured, threshold, part: Math.round(measured * 1000), whole: 1000, unit: 'ratio'});
const stages = [{name: 'scan', status: 'passed', reasons: [], figures: [], durationMs: 900},
  {name: 'coverage', status: 'passed', reasons: [], figures: [figure('line', 0.86, 0.85), figure('branch', 0.78, 0.75)], durationMs: 4000},
  {name: 'mutation', status: 'missed', reasons: ['mutation: 64.0 %, 70.0 % asked for'], figures: [figure('mutation', 0.64, 0.7)], durationMs: 9000}];
const write = (name, text) => fs.writeFileSync(path.join(folder, name), text);
write('coverage.info', trace.join('\n') + '\n');
write('mutants.jsonl', mutants.join('\n') + '\n');
write('findings.json', JSON.stringify({format: 'cet-findings', version: 1, findings}));
write('verdict.json', JSON.stringify({format: 'cet-verdict', version: 1, outcome: 'insufficient evidence', subject: 'made-up', created: '2026-01-31T12:00:00Z', seed: 1, inputs: [], versions: {cet: '0.1.0'}, stages, notEnforced: []}));
write('history.jsonl', [JSON.stringify({format: 'cet-history', version: 1}), ...Array.from({length: 12}, (_, i) =>
  JSON.stringify({time: `2026-01-${String(i + 10)}T08:00:00Z`, status: 'insufficient evidence', line: 0.6 + i * 0.02, branch: 0.5 + i * 0.02, mutation: 0.4 + i * 0.02}))].join('\n') + '\n');
