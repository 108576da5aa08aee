/** What the Remix build says of its routes. */
export type RouteManifest = Record<
  string,
  { id: string; parentId?: string | undefined; path?: string | undefined; index?: boolean | undefined }
>;

interface Pattern {
  pattern: string;
  matches: RegExp;
  /** For each part of the address: fixed words before parameters, its end, and the rest of the address. */
  rank: number[];
}

const RANK = { word: 4, parameter: 3, end: 2, rest: 1 } as const;

/**
 * Finds the pattern of a path, "/people/:staffCode" for "/people/LG-000001": logs and metrics name patterns only,
 * because an address may hold a code that opens something or names somebody. Answers "/*" for what no route knows.
 */
export function routePatterns(routes: RouteManifest): (path: string) => string {
  const paths = new Set(Object.values(routes).map((route) => fullPath(routes, route)));
  const patterns = [...paths].map(readPattern).sort(byRank);
  return (path) => {
    const plain = path.length > 1 ? path.replace(/\/+$/, '') || '/' : path;
    return patterns.find(({ matches }) => matches.test(plain))?.pattern ?? '/*';
  };
}

function fullPath(routes: RouteManifest, route: RouteManifest[string]): string {
  const parent = route.parentId === undefined ? undefined : routes[route.parentId];
  const above = parent ? fullPath(routes, parent) : '';
  return route.path ? `${above === '/' ? '' : above}/${route.path.replace(/^\/+|\/+$/g, '')}` : above || '/';
}

function readPattern(pattern: string): Pattern {
  const parts = pattern.split('/').filter(Boolean);
  const source = parts.map((part) => {
    if (part === '*') return '(?:/.*)?';
    // A parameter may be followed by a fixed ending: "/confirmations/:confirmationId.pdf".
    return `/${part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/:\w+/g, '[^/]+')}`;
  });
  const rank = parts.map((part) =>
    part === '*' ? RANK.rest : part.includes(':') ? RANK.parameter : RANK.word,
  );
  return { pattern, matches: new RegExp(`^${source.join('') || '/'}$`, 'i'), rank };
}

function byRank(a: Pattern, b: Pattern): number {
  const length = Math.max(a.rank.length, b.rank.length);
  for (let at = 0; at < length; at += 1) {
    const difference = (b.rank[at] ?? RANK.end) - (a.rank[at] ?? RANK.end);
    if (difference !== 0) return difference;
  }
  // "/confirmations/:id.pdf" before "/confirmations/:id".
  return b.pattern.length - a.pattern.length;
}
