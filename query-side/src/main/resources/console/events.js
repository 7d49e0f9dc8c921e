import { h } from './lib.js';
import { Json, Panel, Table, number, time } from './parts.js';
import { withQuery } from './api.js';

const LIMIT = 50;

/** The log, or the history of one aggregate. */
export class Events extends Panel {
  constructor(props) {
    super(props);
    // What is read here does not change; who wants to see what is new asks for it.
    this.every = 0;
    this.state.open = new Set();
    this.state.wish = Object.fromEntries(['aggregate', 'type', 'after'].map((name) => [name, props.query.get(name) || '']));
  }

  title() {
    return this.props.query.get('aggregate') ? `History of ${this.props.query.get('aggregate')}` : 'Events';
  }

  load() {
    const { query } = this.props;
    return this.get(withQuery('/events', {
      aggregate: query.get('aggregate'), type: query.get('type'), after: query.get('after') || 0, limit: LIMIT,
    }));
  }

  go(event) {
    event.preventDefault();
    const wish = Object.fromEntries(Object.entries(this.state.wish).map(([name, value]) => [name, value.trim()]));
    const target = `#${withQuery('/events', wish)}`;
    if (location.hash === target) {
      this.again();
    } else {
      location.hash = target;
    }
  }

  toggle(position) {
    const open = new Set(this.state.open);
    if (!open.delete(position)) {
      open.add(position);
    }
    this.setState({ open });
  }

  render() {
    const rendered = super.render();
    const { wish } = this.state;
    const field = (name, label, more) => h('label', null, label, h('input', {
      value: wish[name], autocomplete: 'off', spellcheck: false, ...more,
      onInput: (event) => this.setState({ wish: { ...wish, [name]: event.target.value } }),
    }));
    // Between the heading and what was found, also when what was asked for is refused.
    const [heading, ...rest] = rendered.props.children;
    return h('main', { id: 'main' }, heading,
      h('form', { class: 'row', onSubmit: (event) => this.go(event) },
        field('aggregate', 'Aggregate id', { size: 28 }),
        field('type', 'Type, such as PostCreated'),
        field('after', 'After position', { inputMode: 'numeric', pattern: '\\d*', size: 12 }),
        h('button', { type: 'submit', class: 'primary' }, 'Show'),
        h('a', { class: 'button', href: '#/events' }, 'All events')),
      ...rest);
  }

  content({ data, meta }) {
    const { query } = this.props;
    const wish = { aggregate: query.get('aggregate'), type: query.get('type') };
    return [
      h(Table, {
        caption: `Events after position ${number(Number(query.get('after') || 0))}, in the order of the log`,
        rows: data, keyOf: (row) => row.position, empty: 'No event is there.',
        columns: [
          ['Position', (row) => number(row.position), true],
          ['Type', (row) => `${row.type} (revision ${row.revision})`],
          ['Aggregate', (row) => h('span', null, row.aggregateType, ' ',
            h('a', { class: 'id', href: `#${withQuery('/events', { aggregate: row.aggregateId })}` }, row.aggregateId))],
          ['Version', (row) => number(row.version), true],
          ['Recorded', (row) => time(row.recordedAt)],
          ['Event', (row) => this.toggling(row)],
        ],
        detail: (row) => this.state.open.has(row.position) && h(Json, {
          of: { eventId: row.eventId, payload: row.payload, metadata: row.metadata },
          label: `Event at position ${number(row.position)}`,
        }),
      }),
      h('nav', { class: 'pages', 'aria-label': 'Pages' },
        Number(query.get('after') || 0) > 0 && h('a', { href: `#${withQuery('/events', wish)}` }, 'From the beginning'),
        meta.next !== null && meta.next !== undefined
          ? h('a', { href: `#${withQuery('/events', { ...wish, after: meta.next })}` }, `After position ${number(meta.next)}`)
          : h('span', { class: 'quiet' }, 'That is all up to now.'),
        h('button', { onClick: () => this.again() }, 'Look again')),
    ];
  }

  toggling(row) {
    const shown = this.state.open.has(row.position);
    return h('button', {
      'aria-expanded': String(shown), 'aria-label': `JSON of the event at position ${number(row.position)}`,
      onClick: () => this.toggle(row.position),
    }, shown ? 'Hide' : 'Show');
  }
}
