// Every call to the server: with the token, which is kept for this tab only, and with one idea of what a failure means.

const TOKEN = 'scratchy.token';
const API = '/api/v1/admin';

const listeners = new Set();

/** What the whole page has to know: who is signed in, why nobody is, and whether the server answers. */
export const session = {
  token: sessionStorage.getItem(TOKEN),
  reason: null,
  notice: null,
  signIn(token) {
    sessionStorage.setItem(TOKEN, token);
    Object.assign(session, { token, reason: null, notice: null });
    changed();
  },
  signOut(reason) {
    sessionStorage.removeItem(TOKEN);
    Object.assign(session, { token: null, reason, notice: null });
    changed();
  },
};

export function onSession(listener) {
  listeners.add(listener);
}

function changed() {
  listeners.forEach((listener) => listener());
}

function notice(text) {
  if (session.notice !== text) {
    session.notice = text;
    changed();
  }
}

/** The server refused, and said why. */
export class Refused extends Error {
  constructor(status, problem) {
    const errors = (problem.errors || []).map((each) => `${each.field}: ${each.message}`).join(' ');
    super([problem.detail || problem.title || `Status ${status}`, errors].filter(Boolean).join(' '));
    this.status = status;
    this.code = problem.code;
  }
}

/** It will pass by itself; the page says so in one place. */
export class Away extends Error {}

/** The token is not good enough; the sign-in is there instead of the page. */
export class SignedOut extends Error {}

/** Data and meta of an answer. */
export async function call(method, path, body, signal) {
  const token = session.token;
  const headers = { authorization: `Bearer ${token}`, accept: 'application/json' };
  if (body !== undefined) {
    headers['content-type'] = 'application/json';
  }
  let response;
  try {
    response = await fetch(API + path, {
      method, headers, signal, cache: 'no-store', credentials: 'omit',
      body: body === undefined ? undefined : JSON.stringify(body),
    });
  } catch (failure) {
    if (failure.name === 'AbortError') {
      throw failure;
    }
    notice('The server cannot be reached. What you see is from before; trying again.');
    throw new Away('The server cannot be reached.');
  }
  let answer;
  try {
    answer = await response.json();
  } catch (failure) {
    if (failure.name === 'AbortError') {
      throw failure;
    }
    answer = {};
  }
  if (response.status === 401 || response.status === 403) {
    if (token === session.token) {
      session.signOut(response.status === 401
        ? 'The token is not valid, or has expired. Sign in again.'
        : 'The token is good, but does not have the role admin.');
    }
    throw new SignedOut();
  }
  if (response.status === 429 || response.status >= 502) {
    const seconds = response.headers.get('retry-after');
    const wait = /^\d+$/.test(seconds || '') ? ` It asks for ${seconds} s of patience.` : '';
    notice(response.status === 429
      ? `The server was asked too often.${wait} Trying again.`
      : `The server cannot answer at the moment (${response.status}).${wait} Trying again.`);
    throw new Away('The server cannot answer at the moment. Try again.');
  }
  notice(null);
  if (!response.ok) {
    throw new Refused(response.status, answer);
  }
  return answer;
}

/** A path with those parameters that say something. */
export function withQuery(path, parameters) {
  const query = new URLSearchParams(
    Object.entries(parameters).filter(([, value]) => value !== null && value !== undefined && value !== ''));
  return query.size ? `${path}?${query}` : path;
}
