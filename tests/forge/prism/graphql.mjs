// graphql.mjs FOLDER FILE: each line of FILE is what was asked of GitHub's GraphQL, and
// what our forge said.  By GitHub's schema: is it a question that can be asked, with
// values of its types, and is the answer one?
import fs from 'node:fs';
import path from 'node:path';
import { createRequire } from 'node:module';
import { isDeepStrictEqual } from 'node:util';

const [folder, file] = process.argv.slice(2).map(name => path.resolve(name));
const graphql = createRequire(`${folder}/`)('graphql');
const schema = graphql.buildSchema(fs.readFileSync(
  path.join(folder, 'node_modules/@octokit/graphql-schema/schema.graphql'), 'utf8'),
{ assumeValidSDL: true }); // two fields stand there twice

/** What is wrong with it. */
function judge({ asked, answer }) {
  let document;
  try {
    document = graphql.parse(asked.query);
  } catch (error) {
    return [error];
  }
  const wrong = graphql.validate(schema, document);
  if (wrong.length > 0) return wrong;
  const said = graphql.executeSync({ schema, document, variableValues: asked.variables,
    rootValue: answer.errors ? {} : answer.data });
  if (answer.errors) // then the values alone are judged
    return said.data === undefined ? said.errors : [];
  if (said.errors) return said.errors;
  const plain = JSON.parse(JSON.stringify(said.data));
  return isDeepStrictEqual(plain, answer.data) ? [] :
    [{ message: `the answer has more than was asked for: ${JSON.stringify(answer.data)}` }];
}

const lines = new Set(fs.readFileSync(file, 'utf8').split('\n').filter(Boolean));
const wrong = new Map();
for (const line of lines)
  for (const { message } of judge(JSON.parse(line)))
    wrong.set(message, line);
for (const [message, line] of wrong) console.log(`GraphQL: ${message}\n  ${line}`);
console.error(`# graphql: ${lines.size} asked, ${wrong.size} wrong`);
process.exit(wrong.size > 0 ? 1 : 0);
