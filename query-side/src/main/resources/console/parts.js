// What all panels are made of.
import { h, Component, Fragment, createRef } from './lib.js';
import { Away, Refused, SignedOut, call } from './api.js';

export const number = (value) => (value === null || value === undefined ? '–' : value.toLocaleString('en-US'));

export const time = (instant) => (instant
  ? h('time', { datetime: instant }, `${instant.slice(0, 10)} ${instant.slice(11, 19)}Z`)
  : '–');

export function duration(seconds) {
  if (seconds === null || seconds === undefined) {
    return '–';
  }
  const whole = Math.round(seconds);
  const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  return hours ? `${hours} h ${minutes} min` : minutes ? `${minutes} min ${rest} s` : `${rest} s`;
}

const SHAPES = {
  running: '●', completed: '✓', failing: '▲', failed: '▲', paused: '❚❚', stopped: '■', cancelled: '■',
  closed: '●', open: '▲', retried: '✓', discarded: '■', replayed: '✓',
};
const BAD = ['failing', 'failed', 'open'];
const GOOD = ['running', 'completed', 'closed', 'retried', 'replayed'];

/** A state: by its word and its shape, and by colour for who sees that. */
export const State = ({ of }) => h('span', { class: `state ${BAD.includes(of) ? 'bad' : GOOD.includes(of) ? 'good' : ''}` },
  h('span', { 'aria-hidden': 'true' }, SHAPES[of] || '○'), ' ', of);

/** What changes how text looks without being seen is written as what it is. */
export const Json = ({ of, label }) => h('pre', { class: 'json', tabIndex: 0, role: 'region', 'aria-label': label },
  JSON.stringify(of, null, 2).replace(/[\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`));

/** Columns are [heading, cell of a row, whether it is a number]; detail is what a row has beneath it, if anything. */
export function Table({ caption, columns, rows, keyOf, empty, detail = () => null }) {
  if (!rows.length) {
    return h('p', { class: 'quiet' }, empty);
  }
  return h('table', { role: 'table' },
    h('caption', null, caption),
    h('thead', { role: 'rowgroup' }, h('tr', { role: 'row' },
      columns.map(([heading, , numeric]) => h('th', { role: 'columnheader', scope: 'col', class: numeric ? 'number' : '' }, heading)))),
    h('tbody', { role: 'rowgroup' }, rows.map((row) => {
      const more = detail(row);
      return h(Fragment, { key: keyOf(row) },
        h('tr', { role: 'row' }, columns.map(([heading, cell, numeric]) =>
          h('td', { role: 'cell', class: numeric ? 'number' : '', 'data-label': heading }, cell(row)))),
        more && h('tr', { role: 'row' }, h('td', { role: 'cell', class: 'detail', colSpan: columns.length }, more)));
    })));
}

export const Facts = ({ of }) => h('dl', { class: 'facts' },
  of.map(([name, value]) => h('div', null, h('dt', null, name), h('dd', null, value))));

/** Asks before something is lost; with a reason, when one is wanted. */
class Confirm extends Component {
  constructor() {
    super();
    this.dialog = createRef();
    this.state = { reason: '' };
  }

  componentDidMount() {
    this.before = document.activeElement;
    this.dialog.current.showModal();
  }

  componentWillUnmount() {
    if (this.before && this.before.isConnected) {
      this.before.focus();
    }
  }

  render({ question, detail, yes, reason, onAnswer }) {
    return h('dialog', {
      ref: this.dialog, 'aria-labelledby': 'question',
      onCancel: (event) => { event.preventDefault(); onAnswer(null); },
    },
    h('form', {
      onSubmit: (event) => { event.preventDefault(); onAnswer({ reason: this.state.reason.trim() }); },
    },
    h('h2', { id: 'question' }, question),
    h('p', null, detail),
    reason && [
      h('label', { for: 'reason' }, 'Reason, which is kept'),
      h('input', {
        id: 'reason', required: true, pattern: '.*\\S.*', maxLength: 500, value: this.state.reason, autocomplete: 'off',
        onInput: (event) => this.setState({ reason: event.target.value }),
      })],
    h('p', { class: 'actions' },
      h('button', { type: 'button', onClick: () => onAnswer(null) }, 'Leave it'),
      h('button', { type: 'submit', class: 'danger' }, yes))));
  }
}

/** A page that asks the server again and again while it is looked at, and shows what it knows meanwhile. */
export class Panel extends Component {
  constructor(props) {
    super(props);
    this.state = { data: null, missing: false, problem: null, told: null, asking: null, busy: false };
    this.every = 2000;
  }

  componentDidMount() {
    this.gone = new AbortController();
    this.seen = () => document.visibilityState === 'visible' && this.again();
    document.addEventListener('visibilitychange', this.seen);
    this.again();
  }

  componentWillUnmount() {
    this.gone.abort();
    clearTimeout(this.timer);
    document.removeEventListener('visibilitychange', this.seen);
  }

  get(path) {
    return call('GET', path, undefined, this.gone.signal);
  }

  /** Loads now, and from then on every so often; what was asked before this counts no more. */
  async again() {
    clearTimeout(this.timer);
    const turn = this.turn = {};
    try {
      const data = await this.load();
      if (turn === this.turn) {
        this.setState({ data, missing: false, problem: null });
      }
    } catch (failure) {
      if (turn === this.turn && failure instanceof Refused) {
        this.setState(failure.status === 404 ? { missing: true } : { problem: failure.message });
      } else if (!(failure instanceof Away || failure instanceof SignedOut || failure.name === 'AbortError' || turn !== this.turn)) {
        this.setState({ problem: String(failure.message) });
      }
    }
    if (turn === this.turn && this.every && !this.gone.signal.aborted) {
      this.timer = setTimeout(() => document.visibilityState === 'visible' && this.again(), this.every);
    }
  }

  /** Does something and says what came of it. */
  async act(method, path, body, told) {
    this.setState({ busy: true, told: null });
    try {
      const { data } = await call(method, path, body);
      this.setState({ told: { text: told(data) } });
    } catch (failure) {
      if (!(failure instanceof SignedOut)) {
        this.setState({ told: { text: failure.message, bad: true } });
      }
    }
    this.setState({ busy: false });
    await this.again();
  }

  /** Asks first. */
  confirm(asking) {
    this.setState({ asking });
  }

  render() {
    const { data, missing, problem, told, asking } = this.state;
    return h('main', { id: 'main' },
      h('h1', { tabIndex: -1, id: 'title' }, this.title()),
      h('div', { role: 'status', class: 'told' }, told && !told.bad && h('p', { class: 'message good' }, told.text)),
      h('div', { role: 'alert' }, told && told.bad && h('p', { class: 'message bad' }, told.text)),
      problem && h('p', { class: 'message bad', role: 'alert' }, problem),
      missing ? h('p', { class: 'message' }, 'Not available on this version of the server.')
        : data ? this.content(data) : !problem && h('p', { class: 'quiet' }, 'Loading …'),
      asking && h(Confirm, {
        ...asking,
        onAnswer: (answer) => {
          this.setState({ asking: null });
          if (answer) {
            asking.then(answer);
          }
        },
      }));
  }
}
