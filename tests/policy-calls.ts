import { join } from 'node:path';
import ts from 'typescript';

/**
 * Which use cases ask the policy, read from the source: every exported function of `app/<area>/*.server.ts` whose first
 * parameter is a Ctx and that a route, the request side, the server or the command line imports. It asks where its body,
 * or any function of ours that it calls, however deep, calls a function of app/access/policy.ts.
 */
export interface EntryPoint {
  /** "app/organisation/people.server.ts getPersonCard" */
  name: string;
  asks: boolean;
}

const AREA = /^app\/[a-z]+\/[^/]+\.server\.ts$/;
const DOORS = /^app\/(routes|http|server|cli)\/|^app\/root\.tsx$/;

const POLICY = 'app/access/policy.ts';

export function useCaseEntryPoints(root = join(import.meta.dirname, '..')): EntryPoint[] {
  const config = ts.getParsedCommandLineOfConfigFile(
    join(root, 'tsconfig.json'),
    {},
    { ...ts.sys, onUnRecoverableConfigFileDiagnostic: () => undefined },
  );
  if (!config) throw new Error('tsconfig.json cannot be read');
  const program = ts.createProgram(config.fileNames, config.options);
  const checker = program.getTypeChecker();
  const nameOf = (file: ts.SourceFile) => file.fileName.slice(root.length + 1);
  const asked = new Map<ts.Node, boolean>();

  /** Does a function ask, itself or by what it calls? */
  const asks = (node: ts.Node): boolean => {
    const known = asked.get(node);
    if (known !== undefined) return known;
    asked.set(node, false); // A call in a circle asks nothing by itself.
    const found = callsPolicy(node);
    asked.set(node, found);
    return found;
  };

  const callsPolicy = (node: ts.Node): boolean =>
    Boolean(
      ts.forEachChild(node, (child) => {
        if (ts.isCallExpression(child)) {
          const target = declarationOf(child.expression);
          if (target) {
            const file = nameOf(target.getSourceFile());
            if (file === POLICY) return true;
            if (file.startsWith('app/') && asks(target)) return true;
          }
        }
        return callsPolicy(child) || undefined;
      }),
    );

  const declarationOf = (expression: ts.Expression): ts.Node | undefined => {
    let symbol = checker.getSymbolAtLocation(expression);
    if (symbol && symbol.flags & ts.SymbolFlags.Alias) symbol = checker.getAliasedSymbol(symbol);
    const declaration = symbol?.valueDeclaration;
    if (!declaration) return undefined;
    if (ts.isFunctionDeclaration(declaration)) return declaration;
    if (ts.isVariableDeclaration(declaration)) return declaration.initializer;
    return undefined;
  };

  const entries = new Map<string, boolean>();
  for (const file of program.getSourceFiles()) {
    if (!DOORS.test(nameOf(file)) || /\.test\.tsx?$/.test(file.fileName)) continue;
    for (const statement of file.statements) {
      if (!ts.isImportDeclaration(statement)) continue;
      const names = statement.importClause?.namedBindings;
      if (!names || !ts.isNamedImports(names)) continue;
      for (const specifier of names.elements) {
        const declaration = declarationOf(specifier.name);
        if (!declaration || !ts.isFunctionDeclaration(declaration)) continue;
        const where = nameOf(declaration.getSourceFile());
        const [first] = declaration.parameters;
        if (!AREA.test(where) || !first || !isCtx(first, checker)) continue;
        entries.set(`${where} ${declaration.name?.text ?? ''}`, asks(declaration));
      }
    }
  }
  return [...entries]
    .map(([name, found]) => ({ name, asks: found }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** A parameter with an actor: what may be asked who acts. */
function isCtx(parameter: ts.ParameterDeclaration, checker: ts.TypeChecker): boolean {
  const type = checker.getTypeAtLocation(parameter);
  return type.getProperty('actor') !== undefined && type.getProperty('db') !== undefined;
}
