import { h } from './lib.js';
import { Facts, Panel, State, Table, number } from './parts.js';
import { LagChart, remember } from './chart.js';

export class Projections extends Panel {
  title() {
    return 'Projections';
  }

  async load() {
    const { data } = await this.get('/projections');
    data.forEach((each) => remember(each.name, each.lag));
    return data;
  }

  change(name, what, done) {
    this.act('POST', `/projections/${encodeURIComponent(name)}/${what}`, undefined, () => done);
  }

  content(projections) {
    return h('div', { class: 'cards' }, projections.map((each) => this.card(each)));
  }

  card(each) {
    const { name, state, segments } = each;
    const { busy } = this.state;
    const button = (label, what, done, disabled) => h('button', {
      disabled: busy || disabled, 'aria-label': `${label} ${name}`, onClick: () => this.change(name, what, done),
    }, label);
    return h('section', { class: 'card', key: name, 'aria-labelledby': `projection-${name}` },
      h('header', null, h('h2', { id: `projection-${name}` }, name), h(State, { of: state })),
      h(Facts, { of: [
        ['Lag', h('strong', null, number(each.lag))],
        ['Position', number(each.position)],
        ['Head of the log', number(each.head)],
        ['Dead letters', each.deadLetters
          ? h('a', { href: `#/dead-letters?projection=${encodeURIComponent(name)}`, 'aria-label': `${number(each.deadLetters)} dead letters of ${name}` },
            number(each.deadLetters))
          : number(each.deadLetters)],
      ] }),
      each.error && h('p', { class: 'message bad' }, each.error),
      h(LagChart, { name }),
      segments && h(Table, {
        caption: `Segments of ${name}`, rows: segments, keyOf: (row) => row.segment, empty: 'No segment has begun.',
        columns: [
          ['Segment', (row) => `${row.segment} / mask ${row.mask}`],
          ['Node', (row) => row.node || 'nobody'],
          ['Position', (row) => number(row.position), true],
        ],
      }),
      h('p', { class: 'actions' },
        state === 'paused'
          ? button('Resume', 'resume', `${name} goes on.`)
          : button('Pause', 'pause', `${name} is paused on all nodes; its lag grows until it is resumed.`),
        button('Split', 'split', `A segment of ${name} is two now.`),
        button('Merge', 'merge', `Two segments of ${name} are one now.`, !!segments && segments.length < 2),
        h('a', { class: 'button', href: `#/replays?projection=${encodeURIComponent(name)}`, 'aria-label': `Replay ${name}` }, 'Replay …')));
  }
}
