// Three ways to a token: pasted, from an identity provider (authorization code with PKCE), and, in standalone, for the asking.
import { h, Component } from './lib.js';
import { session } from './api.js';

const PENDING = 'scratchy.oidc';

const base64url = (bytes) => btoa(String.fromCharCode(...new Uint8Array(bytes)))
  .replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');

const random = () => base64url(crypto.getRandomValues(new Uint8Array(32)));

const redirectUri = () => `${location.origin}/admin`;

/** A code or a token goes only where it is encrypted, or does not leave this machine. */
function safe(address) {
  const url = new URL(address);
  if (url.protocol !== 'https:' && !['localhost', '127.0.0.1', '[::1]'].includes(url.hostname)) {
    throw new Error('The identity provider names an address without TLS.');
  }
  return url;
}

async function discovered(issuer) {
  const response = await fetch(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`, { credentials: 'omit' });
  if (!response.ok) {
    throw new Error(`The identity provider answers ${response.status}.`);
  }
  const found = await response.json();
  if (found.issuer !== issuer) {
    throw new Error('The identity provider calls itself otherwise than configured.');
  }
  return found;
}

async function leaveForProvider(oidc) {
  const provider = await discovered(oidc.issuer);
  const pending = { state: random(), verifier: random(), hash: location.hash };
  const challenge = base64url(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(pending.verifier)));
  sessionStorage.setItem(PENDING, JSON.stringify(pending));
  const url = safe(provider.authorization_endpoint);
  Object.entries({
    response_type: 'code', client_id: oidc.clientId, redirect_uri: redirectUri(), scope: oidc.scope,
    state: pending.state, code_challenge: challenge, code_challenge_method: 'S256',
  }).forEach(([name, value]) => url.searchParams.set(name, value));
  location.assign(url);
}

/** Comes back from the provider, when that is how the page was opened. */
async function returnFromProvider(oidc) {
  const answer = new URLSearchParams(location.search);
  if (!answer.has('code') && !answer.has('error')) {
    return;
  }
  const pending = JSON.parse(sessionStorage.getItem(PENDING) || 'null');
  sessionStorage.removeItem(PENDING);
  history.replaceState(null, '', `/admin${(pending && pending.hash) || ''}`);
  if (!oidc || !pending || answer.get('state') !== pending.state
    || (answer.has('iss') && answer.get('iss') !== oidc.issuer)) {
    throw new Error('The answer of the identity provider was not asked for. Sign in again.');
  }
  if (answer.has('error')) {
    throw new Error(`The identity provider refuses: ${answer.get('error_description') || answer.get('error')}`);
  }
  const provider = await discovered(oidc.issuer);
  const response = await fetch(safe(provider.token_endpoint), {
    method: 'POST', credentials: 'omit',
    body: new URLSearchParams({
      grant_type: 'authorization_code', code: answer.get('code'), redirect_uri: redirectUri(),
      client_id: oidc.clientId, code_verifier: pending.verifier,
    }),
  });
  const tokens = await response.json();
  if (!response.ok || !tokens.access_token) {
    throw new Error(`The identity provider gives no token: ${tokens.error_description || tokens.error || response.status}`);
  }
  session.signIn(tokens.access_token);
}

export class SignIn extends Component {
  constructor() {
    super();
    this.state = { ways: null, problem: null, busy: false, token: '' };
  }

  componentDidMount() {
    this.attempt(async () => {
      const response = await fetch('/admin/sign-in.json', { credentials: 'omit' });
      if (!response.ok) {
        throw new Error(`The server answers ${response.status}.`);
      }
      const ways = await response.json();
      this.setState({ ways });
      await returnFromProvider(ways.oidc);
    });
  }

  async attempt(action) {
    this.setState({ busy: true, problem: null });
    try {
      await action();
    } catch (failure) {
      this.setState({ problem: failure.message === 'Failed to fetch' ? 'The server cannot be reached.' : failure.message });
    } finally {
      this.setState({ busy: false });
    }
  }

  paste(event) {
    event.preventDefault();
    const token = this.state.token.trim().replace(/^bearer\s+/i, '');
    // Whatever else it holds could not be sent in a header.
    if (/^[A-Za-z0-9._~+/=-]+$/.test(token)) {
      session.signIn(token);
    } else {
      this.setState({ problem: 'That is no bearer token.' });
    }
  }

  async devToken() {
    const response = await fetch('/dev/tokens', {
      method: 'POST', credentials: 'omit', headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ username: 'admin', roles: ['admin'] }),
    });
    if (!response.ok) {
      throw new Error(`This server gives no tokens (${response.status}).`);
    }
    session.signIn((await response.json()).data.token);
  }

  render(_, { ways, problem, busy, token }) {
    const told = problem || session.reason;
    return h('main', { class: 'signin', id: 'main' },
      h('h1', null, 'Scratchy console'),
      h('div', { role: 'alert' }, told && h('p', { class: 'message bad' }, told)),
      ways && ways.devTokens && h('p', null,
        h('button', { class: 'primary', disabled: busy, onClick: () => this.attempt(() => this.devToken()) }, 'Sign in as admin'),
        ' ', h('span', { class: 'quiet' }, 'This is a standalone system; it gives a token to whoever asks.')),
      ways && ways.oidc && h('p', null,
        h('button', { class: 'primary', disabled: busy, onClick: () => this.attempt(() => leaveForProvider(ways.oidc)) },
          `Sign in with ${new URL(ways.oidc.issuer).host}`)),
      h('form', { onSubmit: (event) => this.paste(event) },
        h('label', { for: 'token' }, 'Bearer token with the role admin'),
        h('textarea', {
          id: 'token', rows: 4, spellcheck: false, autocomplete: 'off', value: token,
          onInput: (event) => this.setState({ token: event.target.value }),
        }),
        h('button', { type: 'submit', disabled: busy }, 'Use this token')),
      h('p', { class: 'quiet' }, 'A token is kept for this tab, until it is closed or you sign out.'));
  }
}
