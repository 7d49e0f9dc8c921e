import { h } from './lib.js';
import { Facts, Panel, State, Table, duration, number, time } from './parts.js';
import { withQuery } from './api.js';

const PHASES = { folding: 'folding the log', indexing: 'making indexes', following: 'following the log' };

export class Replays extends Panel {
  constructor(props) {
    super(props);
    this.every = 1000;
    this.state.projection = props.query.get('projection') || '';
    this.state.mode = '';
  }

  title() {
    return 'Replays';
  }

  async load() {
    const [projections, replays] = await Promise.all([this.get('/projections'), this.get('/replays')]);
    return { names: projections.data.map((each) => each.name), replays: replays.data };
  }

  start(event, names) {
    event.preventDefault();
    const projection = this.state.projection || names[0];
    const { mode } = this.state;
    this.act('POST', withQuery(`/projections/${encodeURIComponent(projection)}/replay`, { mode }), undefined,
      (replay) => (mode && replay.mode !== mode
        ? `This server does not know how to ${mode}: an ordinary replay of ${projection} has begun.`
        : `${mode ? 'Verification' : 'Replay'} of ${projection} has begun.`));
  }

  cancel(replay) {
    this.confirm({
      question: `Cancel the ${replay.mode === 'verify' ? 'verification' : 'replay'} of ${replay.projection}?`,
      detail: `It is at ${replay.percent} %. What it has done so far is lost; the view in use stays as it is.`,
      yes: 'Cancel it',
      then: () => this.act('DELETE', `/replays/${encodeURIComponent(replay.id)}`, undefined,
        () => `The replay of ${replay.projection} ends in a moment.`),
    });
  }

  content({ names, replays }) {
    const running = replays.filter((each) => each.state === 'running');
    const ended = replays.filter((each) => each.state !== 'running');
    const { projection, mode, busy } = this.state;
    return [
      h('form', { class: 'row', onSubmit: (event) => this.start(event, names) },
        h('label', null, 'Projection',
          h('select', { value: projection || names[0], onChange: (event) => this.setState({ projection: event.target.value }) },
            names.map((name) => h('option', { value: name }, name)))),
        h('label', null, 'Mode',
          h('select', { value: mode, onChange: (event) => this.setState({ mode: event.target.value }) },
            h('option', { value: '' }, 'replay: build anew and exchange'),
            h('option', { value: 'verify' }, 'verify: build anew and compare only'))),
        h('button', { type: 'submit', class: 'primary', disabled: busy }, 'Start')),
      h('h2', null, 'Running'),
      running.length
        ? h('div', { class: 'cards' }, running.map((each) => this.progress(each)))
        : h('p', { class: 'quiet' }, 'None.'),
      h('h2', null, 'Ended'),
      h(Table, {
        caption: 'The last replays that have ended', rows: ended, keyOf: (row) => row.id, empty: 'None.',
        columns: [
          ['Projection', (row) => row.projection],
          ['Mode', (row) => row.mode || 'replay'],
          ['State', (row) => h(State, { of: row.state })],
          ['Started', (row) => time(row.startedAt)],
          ['Took', (row) => duration((Date.parse(row.finishedAt) - Date.parse(row.startedAt)) / 1000)],
          ['Positions', (row) => number(row.processed), true],
          ['Per second', (row) => number(row.eventsPerSecond), true],
          ['Node', (row) => row.node],
          ['Outcome', (row) => this.outcome(row)],
        ],
      }),
    ];
  }

  progress(replay) {
    return h('section', { class: 'card', key: replay.id, 'aria-label': `Replay of ${replay.projection}` },
      h('header', null, h('h3', null, replay.projection, replay.mode === 'verify' && ' (verify)'), h(State, { of: replay.state })),
      h('p', { class: 'progress' },
        h('progress', { max: 100, value: replay.percent, 'aria-label': `Progress of ${replay.projection}` }),
        h('strong', null, `${replay.percent} %`)),
      h(Facts, { of: [
        ['Phase', PHASES[replay.phase] || replay.phase],
        ['Positions', `${number(replay.processed)} of ${number(replay.total)}`],
        ['Per second', number(replay.eventsPerSecond)],
        ['Left', duration(replay.etaSeconds)],
        ['Started', time(replay.startedAt)],
        ['Node', replay.node],
      ] }),
      replay.error && h('p', { class: 'message' }, `Waits: ${replay.error}`),
      h('p', { class: 'actions' },
        h('button', { class: 'danger', 'aria-label': `Cancel the replay of ${replay.projection}`, onClick: () => this.cancel(replay) }, 'Cancel …')));
  }

  outcome(replay) {
    if (replay.error) {
      return replay.error;
    }
    if (!replay.differences) {
      return '–';
    }
    const differing = replay.differences.filter((each) => each.missing || each.unexpected || each.different);
    if (!differing.length) {
      return 'no differences';
    }
    return h('ul', { class: 'plain' }, differing.map((each) => h('li', null,
      h('strong', null, each.table), `: ${number(each.missing)} missing, ${number(each.unexpected)} unexpected, ${number(each.different)} different`,
      each.examples && each.examples.length > 0 && h('span', { class: 'quiet' }, ` (${each.examples.map(
        (key) => (typeof key === 'string' ? key : JSON.stringify(key))).join(', ')})`))));
  }
}
