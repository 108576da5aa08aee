/** Import directions of the areas: an area may import itself and areas before it. See CONTRIBUTING.md. */
const AREAS = [
  'office',
  'access',
  'files',
  'jobs',
  'notices',
  'organisation',
  'assessment',
  'interchange',
  'proficiency',
  'learning',
  'reporting',
  'operations',
];
const any = (list) => `(${list.join('|')})`;

const areaOrder = AREAS.map((area, index) => ({
  name: `area-order-${area}`,
  severity: 'error',
  from: { path: `^app/${area}/`, pathNot: '\\.test\\.tsx?$' },
  to: { path: `^app/${any(AREAS.slice(index + 1).concat('~'))}/` },
}));

module.exports = {
  forbidden: [
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
    ...areaOrder,
    {
      name: 'areas-know-no-web',
      severity: 'error',
      from: { path: `^app/${any(AREAS)}/`, pathNot: '\\.test\\.tsx?$' },
      to: { path: '^app/(routes|http|components|server|cli)/|node_modules/(@remix-run|react|react-dom)/' },
    },
    {
      name: 'rules-are-pure',
      comment: 'A rule file (not .server.ts, not an adapter) uses no Node, no database and no use case.',
      severity: 'error',
      from: { path: `^app/${any(AREAS)}/[^/]+\\.ts$`, pathNot: '\\.(server|test)\\.ts$' },
      to: { path: '^db/|\\.server\\.ts$|/adapters/', pathNot: '^app/.*/adapters/.*types' },
    },
    {
      name: 'rules-are-pure-node',
      severity: 'error',
      from: { path: `^app/${any(AREAS)}/[^/]+\\.ts$`, pathNot: '\\.(server|test)\\.ts$' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'adapters-know-no-database',
      severity: 'error',
      from: { path: `^app/${any(AREAS)}/adapters/`, pathNot: '\\.test\\.ts$' },
      to: { path: '^db/|\\.server\\.ts$|^app/access/context' },
    },
    {
      name: 'routes-know-no-database',
      severity: 'error',
      from: { path: '^app/routes/' },
      to: { path: '^db/' },
    },
    {
      name: 'routes-know-no-other-route',
      severity: 'error',
      from: { path: '^app/routes/([^/]+)' },
      to: { path: '^app/routes/', pathNot: '^app/routes/$1' },
    },
    {
      name: 'components-draw-only',
      severity: 'error',
      from: { path: '^app/components/', pathNot: '\\.test\\.tsx?$' },
      to: { path: '^db/|\\.server\\.ts$|^app/(routes|http|server|cli)/' },
    },
    {
      name: 'sql-stays-in-db',
      severity: 'error',
      from: { path: '^app/' },
      to: { path: 'node_modules/(drizzle-orm|better-sqlite3)/' },
    },
    {
      name: 'db-knows-only-terms',
      severity: 'error',
      from: { path: '^db/(schema|queries)/' },
      to: { path: '^app/', pathNot: '^app/[a-z]+/[^/]+\\.ts$' },
    },
    {
      name: 'nobody-imports-tests',
      severity: 'error',
      from: { path: '^(app|db)/', pathNot: '\\.test\\.tsx?$' },
      to: { path: '^tests/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { extensions: ['.ts', '.tsx', '.mjs', '.js', '.json'] },
  },
};
