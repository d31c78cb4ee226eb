/**
 * What the compiler cannot do. `tsc -b packages` has already written every package's dist/; from there:
 *
 * 1. fhirclient, which is CommonJS and drags half of npm along, is bundled into the one SDK file that imports it; so is
 *    the UCUM library. They are never in a consumer's install tree, and load only where they are needed.
 * 2. The CDN build: one run, an input for each element, so that all files share one Lit (two copies of Lit on a page
 *    break Trusted Types), and one self-contained bundle.js for pages that pin a script by its hash.
 */
import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, globSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import commonjs from '@rollup/plugin-commonjs';
import nodeResolve from '@rollup/plugin-node-resolve';
import replace from '@rollup/plugin-replace';
import terser from '@rollup/plugin-terser';
import htmlLiterals from 'rollup-plugin-html-literals';
import license from 'rollup-plugin-license';

const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
const banner = `/*! EHR Widgets ${version}. Apache-2.0. What it is built with: THIRD-PARTY-NOTICES.txt beside it. */`;
/** What is bundled in place, with the file of its notices. */
const inPlace = [
  ['packages/sdk/dist/auth/fhirclient.js', 'packages/sdk/dist/THIRD-PARTY-NOTICES.txt'],
  ['packages/sdk/dist/format/units/ucum.js', 'packages/sdk/dist/THIRD-PARTY-NOTICES-UNITS.txt'],
];
const cdn = 'packages/elements/cdn';

for (const name of ['sdk', 'elements', 'sandbox'])
  for (const file of ['LICENSE', 'NOTICE']) copyFileSync(file, `packages/${name}/${file}`);

const builds = [...libraries(), ...cdnBuild()];
// Everything is up to date, and Rollup takes an empty list for a mistake.
if (builds.length === 0) process.exit();

export default builds;

/** The files that hold a library, in place. Nothing to do when the compiler has not written them anew since the last time. */
function libraries() {
  return inPlace
    .filter(([file, noticesFile]) => !existsSync(noticesFile) || !readFileSync(file, 'utf8').startsWith(banner))
    .map(([file, noticesFile]) => ({
      input: file,
      // The SDK's own files stay files of their own: an EhrError is one class everywhere.
      external: (id, importer) => importer === path.resolve(file) && id.startsWith('.'),
      output: { file, format: 'es', sourcemap: true, banner, inlineDynamicImports: true },
      plugins: [
        compilerSourceMaps(),
        browserFhirclient(),
        tables(),
        nodeResolve({ browser: true }),
        commonjs({ extensions: ['.js', '.json'] }),
        license({ thirdParty: { output: { file: noticesFile, template: notices } } }),
      ],
      onwarn: fail,
    }));
}

/** The UCUM library reads its units from a JSON file, as CommonJS may. */
function tables() {
  return {
    name: 'tables',
    transform: (code, id) =>
      id.endsWith('.json') ? { code: `module.exports = ${code};`, map: { mappings: '' } } : null,
  };
}

/** Native fetch and WebCrypto in place of fhirclient's polyfills: every browser that has custom elements has them. */
function browserFhirclient() {
  return replace({
    delimiters: ['', ''],
    preventAssignment: true,
    include: '**/node_modules/fhirclient/**',
    values: {
      'typeof FHIRCLIENT_PURE !== "undefined" ? window : require("cross-fetch")': 'globalThis',
      'typeof globalThis === "object" && globalThis.crypto ? globalThis.crypto : require("isomorphic-webcrypto").default':
        'globalThis.crypto',
      'process.env.NODE_ENV === "test"': 'false',
      // Its log would print tokens for anybody who sets localStorage.debug; its client is for reading data, which we do.
      'require("debug")': '(() => Object.assign(() => {}, { extend: () => () => {} }))',
      'require("./Client")': '({})',
    },
  });
}

/** The CDN files. Nothing to do when they are newer than all that they are made of. */
function cdnBuild() {
  const elements = 'packages/elements/dist';
  const made = [...globSync('packages/{elements,sdk}/dist/**/*.js'), 'rollup.config.js', 'package-lock.json'];
  if (existsSync(`${cdn}/bundle.js`) && made.every((file) => modified(file) < modified(`${cdn}/bundle.js`))) return [];

  const input = {
    autoload: `${elements}/autoload.js`,
    all: `${elements}/all.js`,
    sdk: 'packages/sdk/dist/index.js',
    callback: 'packages/sdk/dist/auth/callback.js',
  };
  for (const define of globSync(`${elements}/{*,languages/*}/define.js`))
    input[path.basename(path.dirname(define))] = define;

  return [
    {
      input,
      output: {
        format: 'es',
        sourcemap: true,
        banner: (chunk) => (isUsedAtOnce(chunk) ? `${banner}\n${CALLED_ON_LOAD}` : banner),
        dir: cdn,
        entryFileNames: '[name].js',
        chunkFileNames: 'chunks/[name]-[hash].js',
        manualChunks: layerOf,
        // Only what is named goes where it is named; what it imports may load later than it.
        onlyExplicitManualChunks: true,
      },
      plugins: [
        emptied(cdn),
        together(),
        compilerSourceMaps(),
        nodeResolve({ browser: true, exportConditions: ['production'] }),
        // The tokens and the compact form are made by functions, which the minifier cannot look into, and says so.
        htmlLiterals({
          include: `${elements}/**`,
          exclude: [`${elements}/shared/tokens.styles.js`, `${elements}/patient-summary/compact.styles.js`],
          // A space between two elements is a space on the screen: `Low by range` must not become `Lowby range`.
          options: { minifyOptions: { conservativeCollapse: true } },
          failOnError: true,
        }),
        terser({ ecma: 2022, module: true, compress: { passes: 3 }, format: { comments: /^!|^# all/ } }),
        license({
          thirdParty: { output: { file: `${cdn}/THIRD-PARTY-NOTICES.txt`, template: allNotices } },
        }),
        fileList(),
      ],
      onwarn: fail,
    },
    {
      // Out of the files just written, which are minified already.
      input: `${cdn}/all.js`,
      output: { format: 'es', sourcemap: true, banner, file: `${cdn}/bundle.js`, inlineDynamicImports: true },
      plugins: [inOneFile(), compilerSourceMaps(), fileList()],
      onwarn: fail,
    },
  ];
}

/**
 * What always loads together, in one chunk a layer: each file is compressed on its own, so one of 20 kB is smaller than
 * ten of 2 kB, and takes one round trip. What loads for some elements or some pages only is left to Rollup.
 */
const layers = {
  /** What the callback page and a page without elements need too, and so no more than a few hundred bytes. */
  base: ['sdk/dist/errors', 'sdk/dist/auth/{environment,json}', 'elements/dist/shared/warn-once'],
  /** What every element is made of, before it has anything to read. */
  parts: [
    'elements/dist/shared/*.{styles,strings}',
    'elements/dist/shared/{before-record,card,element,icons,later,part-styles,printing,root,session-context,session-follower,state-view,strings,surroundings,usable,version}',
  ],
  /** Every page with a session, whichever kind it is. */
  place: [
    'sdk/dist/{on-page,fhir/under,auth/{base-url,expired,launch-context,scopes}}',
    'sdk/dist/session/{credentials,farewell,host-session,idle,observable,ready-session,right,server-source}',
  ],
  /** What every list of a record is drawn in, and has above it. */
  lists: ['elements/dist/shared/list/!(record-view)'],
  /** How every element draws a line of a record. */
  drawn: ['elements/dist/shared/{chip,folded,list/record-view,open-event,paint-photo,reader,story,topic-controller}'],
  /** Lists of which a part is over: of the later sections, and of appointments. */
  listed: ['sdk/dist/topics/list-view'],
  /** What a summary shows beside medicines, results among it, whichever element shows them. */
  findings: [
    'sdk/dist/topics/{encounters,flag,immunizations,latest-result,observation,problems,reference-range,result-value,results}',
    'sdk/dist/topics/{same-observation,vital-kinds,vitals}',
  ],
  /**
   * Reading a record and saying what is in it: the wire, the formats, and what the topics of every element begin with. Not
   * what refusals or sign-in ask for.
   */
  read: [
    'sdk/dist/topics/{allergies,authorship,copies,elsewhere,line,lines,medicine,medications,none,origin,patient}',
    'sdk/dist/topics/{same-medicine,topic}',
    'sdk/dist/record/*',
    'sdk/dist/format/!(dosage-spanish|file|zone)',
    'sdk/dist/fhir/!(document|amend|capability|quirks|values|under|feed|feed-news|r5|shared|write)',
  ],
};

function layerOf(id) {
  if (/\/node_modules\/(@lit|lit|lit-element|lit-html)\//.test(id)) return 'parts';
  const file = path.relative('packages', id);
  return Object.keys(layers).find((layer) => layers[layer].some((glob) => path.matchesGlob(file, `${glob}.js`)));
}

/**
 * What is loaded later is asked for together with all that it imports: a browser would hear of those files only from the
 * first of them, a round trip later.
 */
function together() {
  return {
    name: 'together',
    renderDynamicImport: ({ chunk, targetChunk, getTargetChunkImports }) => {
      if (!targetChunk || !VIEWS.includes(targetChunk.name)) return null;
      const others = getTargetChunkImports().filter(({ fileName }) => fileName !== chunk.fileName);
      const imports = others.map(({ resolvedImportPath }) => `import(${resolvedImportPath})`);
      return { left: 'Promise.all([import(', right: `), ${imports.join(', ')}]).then(([part]) => part)` };
    },
  };
}

/** What draws a record: a reader waits for it. */
const VIEWS = ['summary-view', 'list-view', 'viewer', 'picker', 'appointments-list'];

const TOGETHER = /Promise\.all\(\[(import\("[^"]+"\))(?:,import\("[^"]+"\))+\]\)\.then\(\(\[(\w+)\]\)=>\2\)/g;

/**
 * Has Chromium compile a whole file while it arrives, beside the page's own thread; others take it for a comment. Each
 * function is else compiled on that thread when it is first called, and of what draws a record most are.
 */
const CALLED_ON_LOAD = '//# allFunctionsCalledOnLoad';

/** What draws a record, and what several files need; not what is loaded for one thing that is asked for, nor small files. */
function isUsedAtOnce({ name, isEntry, isDynamicEntry, modules }) {
  const size = Object.values(modules).reduce((sum, { renderedLength }) => sum + renderedLength, 0);
  return size > 20_000 && (VIEWS.includes(name) || !(isEntry || isDynamicEntry));
}

/** There is nothing to ask for where all is in one file. */
function inOneFile() {
  return {
    name: 'in-one-file',
    // As long as before, so that the maps hold.
    transform: (code) => ({
      code: code
        .replace(TOGETHER, (all, first) => first.padEnd(all.length))
        .replace(CALLED_ON_LOAD, '//'.padEnd(CALLED_ON_LOAD.length)),
      map: null,
    }),
  };
}

function modified(file) {
  return statSync(file).mtimeMs;
}

/** Removes a folder before the build: chunks of earlier builds have other names and would stay for ever. */
function emptied(folder) {
  return {
    name: 'emptied',
    generateBundle: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** Hands Rollup the maps of files that it reads, so that the debugger on a host page shows TypeScript. */
function compilerSourceMaps() {
  return {
    name: 'compiler-source-maps',
    load(id) {
      if (!id.startsWith(path.resolve('packages')) || !existsSync(`${id}.map`)) return null;
      return { code: readFileSync(id, 'utf8').replace(banner, ''), map: readFileSync(`${id}.map`, 'utf8') };
    },
  };
}

/**
 * Writes cdn/files.json: for each file its integrity hash, what it imports at once, and what it imports later. Hosts
 * take import-map integrity from it; the size check takes what a page loads.
 */
function fileList() {
  const list = `${cdn}/files.json`;
  return {
    name: 'file-list',
    writeBundle(options, bundle) {
      const files = options.file ? JSON.parse(readFileSync(list, 'utf8')) : {};
      for (const chunk of Object.values(bundle)) {
        if (chunk.type !== 'chunk') continue;
        const code = readFileSync(`${cdn}/${chunk.fileName}`);
        const integrity = `sha384-${createHash('sha384').update(code).digest('base64')}`;
        files[chunk.fileName] = { integrity, imports: chunk.imports, dynamicImports: chunk.dynamicImports };
      }
      writeFileSync(list, `${JSON.stringify(files, null, 2)}\n`);
    },
  };
}

function notices(dependencies) {
  const separator = `\n\n${'-'.repeat(80)}\n\n`;
  return dependencies
    .filter(({ name }) => !name.startsWith('@ehr-widgets/'))
    .map(({ name, version, license, licenseText }) => {
      if (!license || !licenseText) throw new Error(`${name} ${version} is bundled, and its licence text is missing.`);
      return `${name} ${version} (${license})\n\n${licenseText.trim()}`;
    })
    .join(separator)
    .concat('\n');
}

/** The CDN files hold the libraries of the SDK too. */
function allNotices(dependencies) {
  const others = inPlace.map(([, file]) => readFileSync(file, 'utf8'));
  return [notices(dependencies), ...others].join(`\n${'-'.repeat(80)}\n\n`);
}

/** A warning is a fault here: an import that does not resolve would only break on a host's page. */
function fail(warning) {
  // The compiler's helper for decorators asks for a `this` that modules do not have, and does without.
  if (warning.code === 'THIS_IS_UNDEFINED') return;
  throw new Error(warning.message);
}
