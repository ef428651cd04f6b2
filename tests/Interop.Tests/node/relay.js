'use strict';

// Does what TraceContextApp does: POST /test with [{"url": "...", "arguments": [...]}] posts each `arguments` to its `url`, and
// answers with the headers and the baggage of the request and with what it was answered.

require('./tracing');
const http = require('node:http');
const { propagation } = require('@opentelemetry/api');

const server = http.createServer((request, response) => {
  answer(request)
    .then(content => response.writeHead(200, { 'Content-Type': 'application/json' }).end(JSON.stringify(content)))
    .catch(error => {
      console.error(error);
      response.writeHead(500).end();
    });
});

server.listen(0, '127.0.0.1', () => console.log(`Now listening on: http://127.0.0.1:${server.address().port}`));
process.on('SIGTERM', () => process.exit(0));

async function answer(request) {
  const baggage = propagation.getActiveBaggage()?.getAllEntries() ?? [];
  const answers = [];
  for (const call of JSON.parse(await read(request))) {
    answers.push(await post(call));
  }

  return {
    headers: request.headersDistinct,
    baggage: Object.fromEntries(baggage.map(([key, entry]) => [key, entry.value])),
    answers,
  };
}

function post(call) {
  return new Promise((resolve, reject) => {
    const request = http.request(call.url, { method: 'POST', headers: { 'Content-Type': 'application/json' } }, response => {
      read(response).then(JSON.parse).then(resolve, reject);
    });
    request.on('error', reject);
    request.end(JSON.stringify(call.arguments));
  });
}

async function read(stream) {
  const chunks = [];
  for await (const chunk of stream) {
    chunks.push(chunk);
  }

  return Buffer.concat(chunks).toString();
}
