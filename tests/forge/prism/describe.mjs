// describe.mjs KIND FOLDER OUT: what may be asked of a forge, strictly, for Prism.
//
// github   FOLDER/api.github.com.json, cut to the operations of github.ops
// gitea    gitea.json, and gitea.requests
// gitlab   gitlab.requests
//
// Strict: fields that are not known are refused, a token is wanted, and errors are
// left out of the answers, so that Prism says itself what was wrong with a request.
import fs from 'node:fs';
import path from 'node:path';

const [kind, folder, out] = process.argv.slice(2);
const here = import.meta.dirname ?? path.dirname(new URL(import.meta.url).pathname);
const read = (name, from = here) => fs.readFileSync(path.join(from, name), 'utf8');
const lines = text => text.split('\n').map(l => l.trim()).filter(l => l && !l.startsWith('#'));

// ---- the vendor's description, cut ------------------------------------------

/** What "#/a/b" stands for. */
function resolve(doc, ref) {
  return ref.slice(2).split('/').map(k => decodeURIComponent(k).replaceAll('~1', '/')
    .replaceAll('~0', '~')).reduce((at, k) => at[k], doc);
}

const copy = (doc, thing) => structuredClone(thing?.$ref ? resolve(doc, thing.$ref) : thing);

/** No field that is not named. */
function close(schema) {
  if (!schema || typeof schema !== 'object' || schema.$ref) return schema;
  const mixed = schema.oneOf || schema.anyOf || schema.allOf;
  if (schema.properties && schema.additionalProperties === undefined && !mixed)
    schema.additionalProperties = false;
  Object.values(schema.properties ?? {}).forEach(close);
  close(schema.items);
  return schema;
}

const HEADERS = [
  { name: 'User-Agent', in: 'header', required: true, schema: { type: 'string', minLength: 1 } },
  { name: 'X-GitHub-Api-Version', in: 'header', required: true,
    schema: { type: 'string', enum: ['2022-11-28', '2026-03-10'] } },
];

function strictBody(doc, operation) {
  const body = operation.requestBody = copy(doc, operation.requestBody);
  for (const [type, one] of Object.entries(body.content))
    if (type.includes('json')) one.schema = close(copy(doc, one.schema));
  const bytes = body.content['application/octet-stream'];
  if (bytes) { // any type of file
    body.content['*/*'] = bytes;
    body.required = true;
  }
}

/** Answers that are no errors; JSON under the name that is asked for, too. */
function goodAnswers(doc, responses) {
  const good = Object.entries(responses).filter(([code]) => Number(code) < 400);
  return Object.fromEntries(good.map(([code, answer]) => {
    answer = copy(doc, answer);
    const json = answer.content?.['application/json'];
    if (json)
      answer.content = { 'application/vnd.github+json': json, 'application/json': json };
    return [code, answer];
  }));
}

function strict(doc, operation) {
  if (operation.requestBody) strictBody(doc, operation);
  operation.responses = goodAnswers(doc, operation.responses);
  operation.parameters = (operation.parameters ?? []).map(p => copy(doc, p)).concat(HEADERS);
  operation.security = [{ token: [] }];
  for (const p of operation.parameters)
    if (p.name === 'per_page') Object.assign(p.schema, { minimum: 1, maximum: 100 });
}

/** What the paths reach, and nothing for people and machines of the vendor. */
function reach(doc, paths) {
  const found = {}, seen = new Set();
  const walk = thing => {
    if (Array.isArray(thing)) return thing.forEach(walk);
    if (!thing || typeof thing !== 'object') return;
    if (typeof thing.$ref === 'string' && !seen.has(thing.$ref)) {
      seen.add(thing.$ref);
      const [, , group, name] = thing.$ref.split('/');
      walk((found[group] ??= {})[name] = resolve(doc, thing.$ref));
    }
    for (const key of Object.keys(thing))
      if (key.startsWith('x-') || key === 'example' || key === 'examples') delete thing[key];
      else walk(thing[key]);
  };
  walk(paths);
  return found;
}

function github() {
  const doc = JSON.parse(read('api.github.com.json', folder));
  const wanted = new Set(lines(read('github.ops'))), paths = {};
  for (const [where, item] of Object.entries(doc.paths))
    for (const [method, operation] of Object.entries(item))
      if (wanted.delete(operation?.operationId)) {
        strict(doc, operation);
        delete operation.servers;
        (paths[where] ??= item.parameters ? { parameters: item.parameters } : {})[method] = operation;
      }
  // the names of refs may have slashes in them
  for (const where of Object.keys(paths).filter(p => /\/git\/[\w-]*refs?\/{ref}$/.test(p)))
    for (const more of ['{ref}/{b}', '{ref}/{b}/{c}']) {
      const item = paths[where.replace('{ref}', more)] = structuredClone(paths[where]);
      for (const operation of Object.values(item))
        for (const name of more.match(/\b[bc]\b/g))
          operation.parameters.push({ name, in: 'path', required: true, schema: text });
    }
  if (wanted.size > 0) throw new Error(`no such operation: ${[...wanted].join(' ')}`);
  paths['/graphql'] = { post: { operationId: 'graphql', security: [{ token: [] }],
    parameters: HEADERS, requestBody: bodyOf(['query*', 'variables:any']),
    responses: { 200: { description: 'done' } } } };
  const components = reach(doc, paths);
  components.securitySchemes = { token: { type: 'http', scheme: 'bearer' } };
  return { openapi: doc.openapi, info: doc.info, paths, components };
}

// ---- a table of requests ----------------------------------------------------

const text = { type: 'string' };
const TYPES = {
  int: { type: 'integer' }, bool: { type: 'boolean' }, any: {},
  ints: { type: 'array', items: { type: 'integer' } }, texts: { type: 'array', items: text },
  names: { oneOf: [text, { type: 'array', items: text }] },
  size: { type: 'integer', minimum: 1, maximum: 100 },
  size50: { type: 'integer', minimum: 1, maximum: 50 },
};

/** "name*:int", "name=a|b": [name, schema, required] */
function field(word) {
  const [, name, star, type, choice] = word.match(/^([\w[\]]+)(\*?)(?::(\w+))?(?:=(.+))?$/);
  const schema = choice ? { type: 'string', enum: choice.split('|') } : type ? TYPES[type] : text;
  if (!schema) throw new Error(`what is ${word}?`);
  return [name, schema, star === '*'];
}

function object(words, extra) {
  const fields = words.map(field);
  const required = fields.filter(f => f[2] || extra).map(f => f[0]);
  return { type: 'object', additionalProperties: Boolean(extra),
    properties: Object.fromEntries(fields.map(([n, s]) => [n, extra ? orNull(s) : s])),
    ...(required.length > 0 && { required }) };
}

const orNull = schema => schema.type === 'string' && !schema.enum
  ? { ...schema, nullable: true } : schema;

function bodyOf(words) {
  if (words.length === 0) return undefined;
  if (words[0] === '@bytes')
    return { required: true, content: { '*/*': { schema: { type: 'string', format: 'binary' } } } };
  if (words[0] === '@form')
    return { required: true, content: { 'multipart/form-data': { schema: { type: 'object' } } } };
  const schema = object(words);
  return { required: Boolean(schema.required), content: { 'application/json': { schema } } };
}

function answerOf(words) {
  const list = words?.[0] === '[';
  if (!words) return { description: 'done' };
  const one = object(list ? words.slice(1) : words, true);
  return { description: 'done', content: { 'application/json': {
    schema: list ? { type: 'array', items: one } : one } } };
}

/** One line of the table: [path, method, operation] */
function request(line) {
  const [front, answer] = line.split(' -> ');
  const [before, query] = front.split(' ? ');
  const [method, where, status, ...body] = before.split(/\s+/);
  const parameters = [...where.matchAll(/{(\w+)(?::(\w+))?}/g)].map(([, name, type]) =>
    ({ name, in: 'path', required: true, schema: type ? TYPES[type] : text }));
  for (const [name, schema] of (query?.trim().split(/\s+/) ?? []).map(field))
    parameters.push({ name, in: 'query', schema });
  return [where.replace(/:\w+}/g, '}'), method.toLowerCase(), {
    operationId: `${method} ${where}`, parameters,
    ...(body.length > 0 && { requestBody: bodyOf(body) }),
    responses: { [status]: answerOf(answer?.trim().split(/\s+/)) } }];
}

function table(name, paths, base, security) {
  for (const line of lines(read(name))) {
    const [where, method, operation] = request(line);
    (paths[base + where] ??= {})[method] = { ...operation, security };
  }
  return paths;
}

function gitlab() {
  const security = [{ token: [] }, { bearer: [] }, { job: [] }];
  return { openapi: '3.0.3', info: { title: 'GitLab', version: '4' },
    paths: table('gitlab.requests', {}, '/api/v4', security),
    components: { securitySchemes: {
      token: { type: 'apiKey', in: 'header', name: 'PRIVATE-TOKEN' },
      job: { type: 'apiKey', in: 'header', name: 'JOB-TOKEN' },
      bearer: { type: 'http', scheme: 'bearer' } } } };
}

/** Gitea says null where it has nothing, and its description does not tell. */
function orNothing(schema) {
  const nothing = { type: 'object', nullable: true, maxProperties: 0 };
  for (const [name, one] of Object.entries(schema.properties ?? {})) {
    if (one.$ref) schema.properties[name] = { anyOf: [one, nothing] };
    else if (one.type) one.nullable = true;
    if (one.format === 'uri') delete one.format; // git@host:path is none
  }
}

function gitea() {
  const doc = JSON.parse(read('gitea.json'));
  for (const [name, schema] of Object.entries(doc.components.schemas))
    if (!name.endsWith('Option')) orNothing(schema);
  delete doc.servers;
  // the newest server calls it `do`, and takes `Do` as all others want it; so the rest
  const merge = doc.paths['/repos/{owner}/{repo}/pulls/{index}/merge'].post.requestBody;
  const { schema } = merge.content['application/json'];
  for (const [is, was] of [['do', 'Do'], ['merge_title_field', 'MergeTitleField'],
    ['merge_message_field', 'MergeMessageField'], ['merge_commit_id', 'MergeCommitID']]) {
    schema.properties[was] = schema.properties[is];
    delete schema.properties[is];
  }
  schema.required = ['Do'];
  doc.paths = Object.fromEntries(Object.entries(doc.paths).map(([p, i]) => [`/api/v1${p}`, i]));
  table('gitea.requests', doc.paths, '/api/v1', [{ token: [] }]);
  return doc;
}

/** What HTTP has, whatever a vendor says of it: "as you have it already"; and where
 * an answer is a redirect, Prism follows it and sees what is there. */
function answersOfHttp(doc) {
  for (const item of Object.values(doc.paths)) {
    const answers = item.get?.responses;
    if (!answers) continue;
    if (answers[200]) answers[304] ??= { description: 'not modified' };
    else if (answers[302]) answers[200] = { description: 'bytes', content: { '*/*': { schema: {} } } };
  }
  return doc;
}

fs.writeFileSync(out, JSON.stringify(answersOfHttp({ github, gitlab, gitea }[kind]())));
