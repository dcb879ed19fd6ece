const LOCAL_HOST = /^(?:127\.0\.0\.1|\[::1\]|(?:[\w.-]+\.)?localhost)(?::\d+)?$/;

/**
 * Whether a request's Host header names this machine. A page of a foreign name that a resolver turned to 127.0.0.1
 * (DNS rebinding) sends its own name, and the browser would let it read the answer.
 */
export function isLocalHost(host: string): boolean {
  return LOCAL_HOST.test(host);
}
