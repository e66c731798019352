// What ESLint looks for in the browser's half of the dashboard (make check).
// Four things are this project's own: pages import no other page, shared/ imports no page, the worker imports no half of a page,
// and only store.js writes to the store.

import { readdirSync } from 'node:fs';

const PUBLIC = 'coprod_sim/dashboard/public';
const PAGES = readdirSync(PUBLIC, { withFileTypes: true })
  .filter((one) => one.isDirectory() && !['shared', 'still', 'worker'].includes(one.name)).map((one) => one.name);

// What a browser offers; a name that is not here is a slip, or is added on purpose.
const BROWSER = [
  'Blob', 'DecompressionStream', 'Event', 'MutationObserver', 'Path2D', 'ResizeObserver', 'Response', 'TextDecoder', 'TextEncoder', 'URL',
  'URLSearchParams', 'WebAssembly', 'Worker', 'atob', 'btoa', 'cancelAnimationFrame', 'clearTimeout', 'crypto', 'document', 'getComputedStyle',
  'navigator', 'performance', 'requestAnimationFrame', 'setTimeout', 'window',
];

const arrow = (pages, message) => ({
  'no-restricted-imports': ['error', { patterns: pages.map((page) => ({ regex: `/${page}/`, message })) }],
});

// A write to what the views share, in code and in templates.
const WRITE = String.raw`store(\.\w+|\[[^\]]*\])+\s*([-+*/]?=(?![=>])|\+\+|--)`;
const OF_STORE = '[object.name="store"]';
const OF_OWN_STORE = '[object.type="MemberExpression"][object.property.name="store"]';
const message = 'Only functions of shared/store.js write to the store: call one, or add one there.';
const writes = [OF_STORE, OF_OWN_STORE].flatMap((store) => [
  `AssignmentExpression > MemberExpression.left${store}`,
  `AssignmentExpression > MemberExpression.left > MemberExpression.object${store}`,
  `UpdateExpression > MemberExpression${store}`,
  `UnaryExpression[operator="delete"] > MemberExpression${store}`,
]);
const assigned = 'CallExpression[callee.object.name="Object"][callee.property.name="assign"]';
const STORE = {
  'no-restricted-syntax': ['error', ...[
    ...writes,
    `${assigned}[arguments.0.name="store"]`,
    `${assigned}[arguments.0.property.name="store"]`,
    String.raw`TemplateElement[value.raw=/="[^"]*\b${WRITE}/]`,
    String.raw`TemplateElement[value.raw=/v-model[.a-z]*="store\b/]`,
  ].map((selector) => ({ selector, message }))],
};

export default [
  { ignores: ['**/*.min.js'] },
  {
    files: ['coprod_sim/dashboard/**/*.js'],
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    languageOptions: {
      ecmaVersion: 2023,
      sourceType: 'module',
      globals: Object.fromEntries([...BROWSER, 'Vue', 'solara'].map((name) => [name, 'readonly'])),
    },
    rules: Object.fromEntries([
      'array-callback-return', 'consistent-return', 'constructor-super', 'default-case-last', 'dot-notation', 'eqeqeq',
      'for-direction', 'getter-return', 'guard-for-in', 'no-array-constructor', 'no-caller', 'no-case-declarations',
      'no-class-assign', 'no-compare-neg-zero', 'no-cond-assign', 'no-const-assign', 'no-constant-binary-expression',
      'no-constant-condition', 'no-constructor-return', 'no-control-regex', 'no-debugger', 'no-delete-var', 'no-dupe-args',
      'no-dupe-class-members', 'no-dupe-else-if', 'no-dupe-keys', 'no-duplicate-case', 'no-duplicate-imports', 'no-else-return',
      'no-empty', 'no-empty-pattern', 'no-eval', 'no-ex-assign', 'no-extend-native', 'no-extra-bind', 'no-fallthrough',
      'no-func-assign', 'no-global-assign', 'no-implied-eval', 'no-import-assign', 'no-invalid-regexp',
      'no-irregular-whitespace', 'no-iterator', 'no-lone-blocks', 'no-lonely-if', 'no-loop-func', 'no-loss-of-precision',
      'no-misleading-character-class', 'no-new-func', 'no-new-wrappers', 'no-obj-calls', 'no-octal', 'no-param-reassign',
      'no-promise-executor-return', 'no-proto', 'no-prototype-builtins', 'no-redeclare', 'no-regex-spaces', 'no-return-assign',
      'no-script-url', 'no-self-assign', 'no-self-compare', 'no-sequences', 'no-setter-return', 'no-shadow',
      'no-shadow-restricted-names', 'no-sparse-arrays', 'no-template-curly-in-string', 'no-this-before-super', 'no-throw-literal',
      'no-undef', 'no-undef-init', 'no-unexpected-multiline', 'no-unmodified-loop-condition', 'no-unneeded-ternary',
      'no-unreachable', 'no-unreachable-loop', 'no-unsafe-finally', 'no-unsafe-negation', 'no-unsafe-optional-chaining',
      'no-unused-expressions', 'no-unused-labels', 'no-unused-private-class-members', 'no-unused-vars', 
      'no-useless-assignment', 'no-useless-backreference', 'no-useless-catch', 'no-useless-computed-key', 'no-useless-concat',
      'no-useless-escape', 'no-useless-rename', 'no-useless-return', 'no-var', 'no-with', 'object-shorthand', 'prefer-const',
      'prefer-rest-params', 'prefer-spread', 'prefer-template', 'radix', 'require-yield', 'use-isnan',
      'valid-typeof', 'yoda',
    ].map((name) => [name, 'error']).concat([['no-use-before-define', ['error', { functions: false, variables: false }]]])),
  },
  { files: [`${PUBLIC}/**/*.js`], ignores: [`${PUBLIC}/shared/store.js`], rules: STORE },
  { files: [`${PUBLIC}/shared/**/*.js`], rules: arrow(PAGES, 'What pages share knows no page.') },
  {
    files: [`${PUBLIC}/worker/**/*.js`],
    rules: { 'no-restricted-imports': ['error', { patterns: [{ regex: String.raw`\.\./(shared|still)/`, message: 'The worker draws nothing.' }] }] },
  },
  ...PAGES.map((page) => ({
    files: [`${PUBLIC}/${page}/**/*.js`],
    rules: arrow(PAGES.filter((other) => other !== page), 'A page imports no other page: what both need lies in shared/.'),
  })),
];
