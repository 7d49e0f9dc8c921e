import { h } from './lib.js';
import { Facts, Panel, State, Table, number } from './parts.js';

const ratio = ({ hits, staleHits, misses, bypasses }) => {
  const reads = hits + staleHits + misses + bypasses;
  return reads ? `${((100 * (hits + staleHits)) / reads).toFixed(1)} %` : '–';
};

export class Cache extends Panel {
  constructor(props) {
    super(props);
    this.state.references = '';
  }

  title() {
    return 'Cache';
  }

  async load() {
    return (await this.get('/cache')).data;
  }

  invalidate(event) {
    event.preventDefault();
    const references = this.state.references.split(/[\s,]+/).filter(Boolean);
    const send = () => this.act('POST', '/cache/invalidate', { references }, (done) =>
      `${done.references.join(', ')}: ${done.acknowledged ? 'invalidated.' : 'written down; Redis is told as soon as it can be.'}`);
    if (references.some((each) => each.endsWith('*'))) {
      this.confirm({
        question: 'Invalidate more than single references?',
        detail: `${references.join(', ')}: all that this covers is loaded from PostgreSQL again.`,
        yes: 'Invalidate',
        then: send,
      });
    } else {
      send();
    }
  }

  content(cache) {
    const sum = (name) => cache.queries.reduce((total, each) => total + each[name], 0);
    const all = { hits: sum('hits'), staleHits: sum('staleHits'), misses: sum('misses'), bypasses: sum('bypasses') };
    const count = (heading, name) => [heading, (row) => number(row[name]), true];
    return [
      h('p', { class: 'quiet' }, 'As the node sees it that answers, since it was started.'),
      h(Facts, { of: [
        ['Hit ratio', h('strong', null, ratio(all))],
        ['Breaker', h('span', null, h(State, { of: cache.breaker }), cache.breaker === 'open' && ' (answers come from PostgreSQL)')],
        ['Overdue invalidations', number(cache.overdueInvalidations)],
        ['Results in memory', number(cache.localEntries)],
        ['Inconsistencies', h('span', { class: sum('inconsistencies') ? 'bad' : '' }, number(sum('inconsistencies')))],
      ] }),
      h('h2', null, 'Invalidate'),
      h('form', { class: 'row', onSubmit: (event) => this.invalidate(event) },
        h('label', { class: 'wide' }, 'References, such as post:01M81RFG3HE7PWSR5JW2AT02ZB, post:* or *',
          h('input', {
            value: this.state.references, required: true, autocomplete: 'off', spellcheck: false,
            onInput: (event) => this.setState({ references: event.target.value }),
          })),
        h('button', { type: 'submit', disabled: this.state.busy }, 'Invalidate')),
      h('h2', null, 'Queries'),
      h(Table, {
        caption: 'What became of reads', rows: cache.queries, keyOf: (row) => row.name, empty: 'No query is cached.',
        columns: [
          ['Query', (row) => row.name],
          ['Hit ratio', ratio, true],
          count('Hits', 'hits'), count('Stale hits', 'staleHits'), count('Misses', 'misses'), count('Bypasses', 'bypasses'),
          count('Loads', 'loads'), count('Failures', 'failures'), count('Inconsistencies', 'inconsistencies'),
          ['Mean load', (row) => `${row.meanLoadMillis.toFixed(2)} ms`, true],
        ],
      }),
    ];
  }
}
