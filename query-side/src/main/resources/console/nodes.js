import { h } from './lib.js';
import { Panel, Table, time } from './parts.js';

export class Nodes extends Panel {
  title() {
    return 'Nodes';
  }

  async load() {
    return (await this.get('/nodes')).data;
  }

  content(nodes) {
    return h(Table, {
      caption: 'Nodes of the query side that were seen in the last seconds', rows: nodes, keyOf: (row) => row.node, empty: 'None.',
      columns: [
        ['Node', (row) => h('span', null, h('span', { class: 'id' }, row.node), row.self && ' (answers you)')],
        ['Started', (row) => time(row.startedAt)],
        ['Seen', (row) => time(row.seenAt)],
        ['Segments', (row) => row.segments.map((each) => `${each.projection} ${each.segment}`).join(', ') || 'none'],
      ],
    });
  }
}
