import { h } from './lib.js';
import { Facts, Json, Panel, State, Table, number, time } from './parts.js';
import { withQuery } from './api.js';

const LIMIT = 20;

export class DeadLetters extends Panel {
  constructor(props) {
    super(props);
    this.every = 5000;
    this.state.open = null;
  }

  title() {
    return 'Dead letters';
  }

  async load() {
    const { query } = this.props;
    const wish = { projection: query.get('projection'), page: query.get('page') || 1, limit: LIMIT };
    const [letters, decisions, projections] = await Promise.all([
      this.get(withQuery('/dead-letters', wish)),
      this.get(withQuery('/dead-letters/decisions', { projection: wish.projection, limit: LIMIT })),
      this.get('/projections'),
    ]);
    return { letters: letters.data, meta: letters.meta, decisions: decisions.data, names: projections.data.map((each) => each.name) };
  }

  retried({ retried, remaining }) {
    return `${number(retried)} retried with success, ${number(remaining)} left.`;
  }

  discard(letter) {
    this.confirm({
      question: `Discard the dead letter at position ${number(letter.position)}?`,
      detail: `${letter.projection} will never fold this event; its view may be wrong for ${letter.aggregateType} ${letter.aggregateId} until a replay.`,
      yes: 'Discard it',
      reason: true,
      then: ({ reason }) => this.act('DELETE', withQuery(`/dead-letters/${encodeURIComponent(letter.id)}`, { reason }), undefined,
        () => `The dead letter at position ${number(letter.position)} is discarded.`),
    });
  }

  content({ letters, meta, decisions, names }) {
    const projection = this.props.query.get('projection') || '';
    const page = Number(this.props.query.get('page') || 1);
    const at = (number) => `#${withQuery('/dead-letters', { projection, page: number })}`;
    return [
      h('form', { class: 'row', onSubmit: (event) => event.preventDefault() },
        h('label', null, 'Projection',
          h('select', {
            value: projection,
            onChange: (event) => { location.hash = withQuery('/dead-letters', { projection: event.target.value }); },
          },
          h('option', { value: '' }, 'all'), names.map((name) => h('option', { value: name }, name)))),
        projection && h('button', {
          type: 'button', disabled: this.state.busy || !letters.length,
          onClick: () => this.act('POST', withQuery('/dead-letters/retry', { projection }), undefined, this.retried),
        }, `Retry all of ${projection}`),
        !projection && letters.length > 0 && h('span', { class: 'quiet' }, 'Choose a projection to retry all of its letters.')),
      letters.length
        ? h('ul', { class: 'letters' }, letters.map((each) => this.letter(each)))
        : h('p', { class: 'quiet' }, 'None: every event has been folded.'),
      meta && meta.totalPages > 1 && h('nav', { class: 'pages', 'aria-label': 'Pages' },
        page > 1 && h('a', { href: at(page - 1) }, 'Earlier page'),
        h('span', null, `Page ${page} of ${number(meta.totalPages)}, ${number(meta.total)} letters`),
        page < meta.totalPages && h('a', { href: at(page + 1) }, 'Next page')),
      h('h2', null, 'Decisions'),
      h(Table, {
        caption: 'What became of letters, the latest first', rows: decisions, keyOf: (row) => row.id, empty: 'None yet.',
        columns: [
          ['At', (row) => time(row.at)],
          ['Projection', (row) => row.projection],
          ['Position', (row) => number(row.position), true],
          ['Decision', (row) => h(State, { of: row.decision })],
          ['By', (row) => row.by],
          ['Reason or error', (row) => row.reason || row.error || '–'],
        ],
      }),
    ];
  }

  letter(each) {
    const { busy, open } = this.state;
    const named = `position ${number(each.position)} of ${each.projection}`;
    return h('li', { class: 'card', key: each.id },
      h('header', null,
        h('h2', null, `${each.type || 'an event that cannot be read'} at ${number(each.position)}`),
        h('span', { class: `state ${each.error ? 'bad' : ''}` },
          h('span', { 'aria-hidden': 'true' }, each.error ? '▲' : '○'), each.error ? ' failed' : ' waits behind another')),
      each.error && h('p', { class: 'message bad' }, h('strong', null, each.error.type), each.error.message && `: ${each.error.message}`),
      h(Facts, { of: [
        ['Projection', each.projection],
        ['Aggregate', each.aggregateId
          ? h('a', { href: `#${withQuery('/events', { aggregate: each.aggregateId })}` }, `${each.aggregateType} ${each.aggregateId}`)
          : each.sequence],
        ['Version', number(each.version)],
        ['Attempts', number(each.attempts)],
        ['Recorded', time(each.recordedAt)],
        ['Parked', time(each.parkedAt)],
        ['Last tried', time(each.triedAt)],
      ] }),
      open === each.id && [
        h(Json, { of: each.payload, label: `Payload of ${named}` }),
        h(Json, { of: each.metadata, label: `Metadata of ${named}` })],
      h('p', { class: 'actions' },
        h('button', {
          'aria-expanded': String(open === each.id), 'aria-label': `Event of ${named}`,
          onClick: () => this.setState({ open: open === each.id ? null : each.id }),
        }, open === each.id ? 'Hide the event' : 'Show the event'),
        h('button', {
          disabled: busy, 'aria-label': `Retry ${named}`,
          onClick: () => this.act('POST', `/dead-letters/${encodeURIComponent(each.id)}/retry`, undefined, this.retried),
        }, 'Retry'),
        h('button', { class: 'danger', disabled: busy, 'aria-label': `Discard ${named}`, onClick: () => this.discard(each) }, 'Discard …')));
  }
}
