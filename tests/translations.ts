/**
 * No missing words: vi and en have the same keys, every key that code asks for exists in both, and a dynamic key is
 * built only from types whose values are known (exported const unions), which are expanded here one by one.
 */
import { join } from 'node:path';
import ts from 'typescript';
import { resources } from '../app/locales/resources';

type Tree = { [key: string]: string | Tree };
const PLURAL = /_(zero|one|two|few|many|other)$/;

const problems: string[] = [];
const keysOf: Record<'vi' | 'en', Set<string>> = { vi: new Set(), en: new Set() };
for (const lang of ['vi', 'en'] as const) {
  for (const [namespace, tree] of Object.entries(resources[lang]))
    collect(lang, `${namespace}:`, tree as Tree);
}

function collect(lang: 'vi' | 'en', prefix: string, tree: Tree): void {
  for (const [key, value] of Object.entries(tree)) {
    if (typeof value !== 'string') collect(lang, `${prefix}${key}.`, value);
    else {
      keysOf[lang].add(prefix + key.replace(PLURAL, ''));
      if (value.trim() === '') problems.push(`${lang} ${prefix}${key}: empty`);
      if (value !== value.normalize('NFC')) problems.push(`${lang} ${prefix}${key}: not NFC`);
    }
  }
}
for (const key of keysOf.vi) if (!keysOf.en.has(key)) problems.push(`en lacks ${key}`);
for (const key of keysOf.en) if (!keysOf.vi.has(key)) problems.push(`vi lacks ${key}`);

const root = join(import.meta.dirname, '..');
const config = ts.getParsedCommandLineOfConfigFile(
  join(root, 'tsconfig.json'),
  {},
  {
    ...ts.sys,
    onUnRecoverableConfigFileDiagnostic: (diagnostic) => {
      throw new Error(ts.flattenDiagnosticMessageText(diagnostic.messageText, '\n'));
    },
  },
);
if (!config) throw new Error('tsconfig.json cannot be read');
const program = ts.createProgram(config.fileNames, config.options);
const checker = program.getTypeChecker();
const used = new Set<string>();

for (const file of program.getSourceFiles()) {
  const name = file.fileName.slice(root.length + 1);
  if (!/^app\//.test(name) || /\.test\.tsx?$/.test(name)) continue;
  visit(file, file, name);
}

function visit(node: ts.Node, file: ts.SourceFile, name: string): void {
  if (ts.isCallExpression(node) && calleeName(node.expression) === 't' && node.arguments[0]) {
    const { line } = file.getLineAndCharacterOfPosition(node.getStart());
    const keys = expand(node.arguments[0]);
    if (!keys) problems.push(`${name}:${line + 1}: the key is not a literal and not of a union of literals`);
    for (const key of keys ?? []) {
      const full = key.includes(':') ? key : `common:${key}`;
      used.add(full);
      if (!keysOf.vi.has(full)) problems.push(`${name}:${line + 1}: no words for ${full}`);
    }
  }
  ts.forEachChild(node, (child) => visit(child, file, name));
}

function calleeName(expression: ts.Expression): string | undefined {
  if (ts.isIdentifier(expression)) return expression.text;
  if (ts.isPropertyAccessExpression(expression)) return expression.name.text;
  return undefined;
}

function expand(node: ts.Expression): string[] | null {
  if (ts.isParenthesizedExpression(node) || ts.isAsExpression(node)) return expand(node.expression);
  if (ts.isStringLiteralLike(node)) return [node.text];
  if (ts.isConditionalExpression(node)) {
    const [yes, no] = [expand(node.whenTrue), expand(node.whenFalse)];
    return yes && no ? [...yes, ...no] : null;
  }
  if (ts.isTemplateExpression(node)) {
    let heads: string[] = [node.head.text];
    for (const span of node.templateSpans) {
      const values = literalsOf(checker.getTypeAtLocation(span.expression));
      if (!values) return null;
      heads = heads.flatMap((head) => values.map((value) => head + value + span.literal.text));
    }
    return heads;
  }
  return literalsOf(checker.getTypeAtLocation(node));
}

function literalsOf(type: ts.Type): string[] | null {
  const parts = type.isUnion() ? type.types : [type];
  const values: string[] = [];
  for (const part of parts) {
    if (part.isStringLiteral() || part.isNumberLiteral()) values.push(String(part.value));
    else if (part.flags & ts.TypeFlags.BooleanLiteral) values.push(checker.typeToString(part));
    else return null;
  }
  return values;
}

const total = keysOf.vi.size;
const idle = [...keysOf.vi].filter((key) => !used.has(key));
if (process.argv.includes('--unused')) process.stdout.write(`${idle.join('\n')}\n`);
if (problems.length > 0) {
  process.stderr.write(`${problems.join('\n')}\n${problems.length} problems\n`);
  process.exit(1);
}
process.stdout.write(`${total} keys in vi and en; ${used.size} used by name\n`);
