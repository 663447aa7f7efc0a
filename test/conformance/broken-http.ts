/** HTTP that is broken, and what is answered. Data only; the suites that read it send it. */

const host = 'Host: localhost\r\n';
const post = `POST /hooks HTTP/1.1\r\n${host}Content-Type: application/json\r\n`;

/** What it is, the bytes, and the status and code of the answer. */
export const brokenRequests: [what: string, content: string, status: number, code: string][] = [
  ['no HTTP at all', 'hello\r\n\r\n', 400, 'bad_request'],
  ['a TLS handshake', '\x16\x03\x01\x00\xa5\x01\x00\x00\xa1\x03\x03\r\n\r\n', 400, 'bad_request'],
  ['the preface of HTTP/2', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', 400, 'bad_request'],
  ['an unknown method', `BREW /hooks HTTP/1.1\r\n${host}\r\n`, 400, 'bad_request'],
  ['a method in lower case', `post /hooks HTTP/1.1\r\n${host}\r\n`, 400, 'bad_request'],
  ['an unknown version', `GET /healthz HTTP/9.9\r\n${host}\r\n`, 400, 'bad_request'],
  ['no host', 'GET /healthz HTTP/1.1\r\nConnection: close\r\n\r\n', 400, 'bad_request'],
  ['an impossible host', 'GET /healthz HTTP/1.1\r\nHost: a b\r\nConnection: close\r\n\r\n', 400, 'bad_request'],
  ['a path with a blank', `GET /health z HTTP/1.1\r\n${host}\r\n`, 400, 'bad_request'],
  ['a target that is no path', `GET healthz HTTP/1.1\r\n${host}Connection: close\r\n\r\n`, 400, 'bad_request'],
  ['a header without a colon', `GET /healthz HTTP/1.1\r\n${host}broken\r\n\r\n`, 400, 'bad_request'],
  ['a header name with a blank', `GET /healthz HTTP/1.1\r\n${host}a b: c\r\n\r\n`, 400, 'bad_request'],
  ['a header with a null byte', `GET /healthz HTTP/1.1\r\n${host}a: \0\r\n\r\n`, 400, 'bad_request'],
  ['a folded header', `GET /healthz HTTP/1.1\r\n${host}a: b\r\n c\r\n\r\n`, 400, 'bad_request'],
  ['a length that is no number', `${post}Content-Length: ten\r\n\r\n`, 400, 'bad_request'],
  ['a negative length', `${post}Content-Length: -1\r\n\r\n`, 400, 'bad_request'],
  ['two lengths', `${post}Content-Length: 1\r\nContent-Length: 2\r\n\r\nab`, 400, 'bad_request'],
  [
    'a length beside chunks',
    `${post}Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
    400,
    'bad_request',
  ],
  ['a chunk whose size is no number', `${post}Transfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n`, 400, 'bad_request'],
  [
    'a chunk longer than its size',
    `${post}Transfer-Encoding: chunked\r\n\r\n1\r\nabc\r\n0\r\n\r\n`,
    400,
    'bad_request',
  ],
  ['an unknown transfer encoding', `${post}Transfer-Encoding: gzip\r\n\r\n`, 400, 'bad_request'],
  [
    'headers that are too large',
    `GET /healthz HTTP/1.1\r\n${host}a: ${'b'.repeat(20_000)}\r\n\r\n`,
    431,
    'headers_too_large',
  ],
  [
    'a megabyte of headers',
    `GET /healthz HTTP/1.1\r\n${host}${'a: b\r\n'.repeat(170_000)}\r\n`,
    431,
    'headers_too_large',
  ],
  ['a path that is too long', `GET /${'a'.repeat(20_000)} HTTP/1.1\r\n${host}\r\n`, 431, 'headers_too_large'],
  [
    'chunk extensions that are too large',
    `${post}Transfer-Encoding: chunked\r\n\r\n2;${'a'.repeat(20_000)}\r\n{}\r\n0\r\n\r\n`,
    413,
    'too_large',
  ],
  ['CONNECT', `CONNECT example.com:443 HTTP/1.1\r\n${host}\r\n`, 405, 'method_not_allowed'],
  ['an unknown expectation', `${post}Expect: tea\r\nContent-Length: 2\r\n\r\n{}`, 417, 'expectation_failed'],
  ['TRACE', `TRACE /hooks HTTP/1.1\r\n${host}Connection: close\r\n\r\n`, 405, 'method_not_allowed'],
  ['OPTIONS *', `OPTIONS * HTTP/1.1\r\n${host}Connection: close\r\n\r\n`, 400, 'bad_request'],
  ['a backslash in the path', `GET /\\healthz HTTP/1.1\r\n${host}Connection: close\r\n\r\n`, 400, 'bad_request'],
];
