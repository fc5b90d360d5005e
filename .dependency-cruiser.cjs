/**
 * Who may import whom (docs/architecture.md). Each room lists the rooms that it may import beside itself and npm
 * packages; everything else is an error.
 */
const ENGINE_ROOMS = {
  contract: [],
  analysis: ['contract'],
  presets: ['contract'],
  telemetry: ['contract', 'analysis'],
  queues: ['contract', 'telemetry'],
  tasks: ['contract', 'queues'],
  executors: ['contract', 'telemetry', 'queues'],
  techniques: ['contract', 'analysis', 'telemetry', 'queues', 'tasks', 'executors'],
  own: ['contract', 'telemetry', 'tasks', 'executors', 'techniques'],
  runs: ['contract', 'analysis', 'presets', 'telemetry', 'queues', 'tasks', 'executors', 'techniques', 'own'],
  sweep: ['contract', 'analysis', 'presets', 'telemetry', 'queues', 'tasks', 'executors', 'techniques', 'own', 'runs'],
  storyboards: ['contract', 'analysis'],
  film: ['contract', 'analysis'],
  videos: ['contract', 'runs'],
  host: ['contract', 'analysis', 'presets', 'telemetry', 'queues', 'tasks', 'executors', 'techniques', 'own', 'runs', 'sweep', 'storyboards', 'videos'],
  cli: [
    'contract',
    'analysis',
    'presets',
    'telemetry',
    'queues',
    'tasks',
    'executors',
    'techniques',
    'own',
    'runs',
    'sweep',
    'storyboards',
    'film',
    'videos',
    'host',
  ],
}

/** Rooms of the page. All may use the pure part of the engine: contract and analysis. */
const PAGE_ROOMS = {
  bridge: [],
  charts: [],
  ui: ['charts'],
  // Stores fill the data shapes that the charts declare; charts know no store.
  stores: ['bridge', 'charts'],
  panels: ['charts', 'ui', 'bridge', 'stores'],
  show: ['stores'],
  stage: ['charts', 'stores'],
  film: ['stores', 'show', 'stage'],
  handout: ['charts', 'ui', 'stores', 'stage'],
  // Of the film only how bytes are written as text.
  recorder: ['charts', 'ui', 'bridge', 'stores', 'film'],
  presenter: ['charts', 'ui', 'stores', 'show', 'stage', 'recorder'],
  demos: ['charts', 'ui', 'stores', 'panels', 'stage', 'presenter'],
  app: ['charts', 'ui', 'bridge', 'stores', 'panels', 'recorder', 'presenter', 'demos'],
}

const oneOf = (rooms) => `(${rooms.join('|')})`

const engineRules = Object.entries(ENGINE_ROOMS).map(([room, allowed]) => ({
  name: `engine-${room}`,
  severity: 'error',
  from: { path: `^workloads/${room}/` },
  // The version of the app is no room; everyone may know it.
  to: { path: '^workloads/', pathNot: `^workloads/(${oneOf([room, ...allowed])}/|version[.]ts$)` },
}))

const pageRules = Object.entries(PAGE_ROOMS).map(([room, allowed]) => ({
  name: `page-${room}`,
  severity: 'error',
  from: { path: `^renderer/${room}/` },
  to: { path: '^renderer/', pathNot: `^renderer/${oneOf([room, ...allowed])}/` },
}))

module.exports = {
  forbidden: [
    ...engineRules,
    ...pageRules,
    {
      name: 'no-circular',
      comment: 'Two files that import each other are one file, or three.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'engine-alone',
      comment: 'The engine is a plain Node library: no window, no Electron.',
      severity: 'error',
      from: { path: '^workloads/' },
      to: { path: '^(electron|renderer|test)/|node_modules/(electron|react|react-dom)/' },
    },
    {
      name: 'pure-stays-pure',
      comment: 'Contract and analysis run in the page too.',
      severity: 'error',
      from: { path: '^workloads/(contract|analysis)/' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'page-knows-the-contract-only',
      comment: 'The page runs in a browser: of the engine it may import what is pure.',
      severity: 'error',
      from: { path: '^renderer/' },
      // A source imported as text (?raw) is data, not code.
      to: { path: '^(workloads|electron|test|dist)/', pathNot: '^workloads/(contract|analysis)/|[?]raw$' },
    },
    {
      name: 'page-without-node',
      severity: 'error',
      from: { path: '^renderer/' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'main-knows-the-host-only',
      comment: 'Main gets the engine as poolscope/host, never from its sources: its workers must stay files in dist/.',
      severity: 'error',
      from: { path: '^electron/' },
      to: { path: '^(workloads|renderer|test)/' },
    },
    {
      name: 'preload-alone',
      comment: 'A sandboxed preload script can load nothing but electron.',
      severity: 'error',
      from: { path: '^electron/preload/' },
      to: { pathNot: '^electron/(preload/|channels[.]ts$)|node_modules/electron/' },
    },
    {
      name: 'start-without-electron',
      comment: 'npm start runs in plain Node, before Electron is known to be there.',
      severity: 'error',
      from: { path: '^electron/start' },
      to: { pathNot: '^electron/start', dependencyTypesNot: ['core'] },
    },
    {
      name: 'tests-are-for-tests',
      severity: 'error',
      from: { pathNot: '^test/|^(vitest|playwright)[.]config[.]ts$' },
      to: { path: '^test/' },
    },
    {
      name: 'declared-packages-only',
      comment: 'What users run may need nothing that is installed for development only.',
      severity: 'error',
      from: { path: '^workloads/' },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|out|[.]cache)/' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.js', '.json', '.css', '.svg'],
    },
  },
}
