// How lag moved while the page was open: kept here, so that it outlives a look at another panel.
import { h, Component, createRef, uPlot } from './lib.js';
import { number } from './parts.js';

const KEPT_SECONDS = 300;
const HEIGHT = 110;

const histories = new Map();

export function remember(name, lag) {
  const now = Date.now() / 1000;
  const history = histories.get(name) || [];
  history.push([now, lag]);
  while (history.length && history[0][0] < now - KEPT_SECONDS) {
    history.shift();
  }
  histories.set(name, history);
}

const series = (name) => {
  const history = histories.get(name) || [];
  return [history.map(([at]) => at), history.map(([, lag]) => lag)];
};

export class LagChart extends Component {
  constructor() {
    super();
    this.place = createRef();
    this.scheme = matchMedia('(prefers-color-scheme: dark)');
    this.redo = () => { this.plot.destroy(); this.draw(); };
  }

  componentDidMount() {
    this.draw();
    this.size = new ResizeObserver(() => this.plot.setSize({ width: this.place.current.clientWidth, height: HEIGHT }));
    this.size.observe(this.place.current);
    this.scheme.addEventListener('change', this.redo);
  }

  componentDidUpdate() {
    const data = series(this.props.name);
    this.plot.setData(data, false);
    this.plot.batch(() => this.scales());
  }

  componentWillUnmount() {
    this.size.disconnect();
    this.scheme.removeEventListener('change', this.redo);
    this.plot.destroy();
  }

  scales() {
    const now = Date.now() / 1000;
    this.plot.setScale('x', { min: now - KEPT_SECONDS, max: now });
    this.plot.setScale('y', { min: 0, max: Math.max(10, ...series(this.props.name)[1]) });
  }

  draw() {
    const style = getComputedStyle(document.documentElement);
    const colour = (name) => style.getPropertyValue(name).trim();
    const axis = { stroke: colour('--quiet'), font: '11px system-ui', grid: { stroke: colour('--line'), width: 1 }, ticks: { show: false } };
    this.plot = new uPlot({
      width: this.place.current.clientWidth, height: HEIGHT,
      cursor: { show: false }, legend: { show: false },
      scales: { x: { auto: false }, y: { auto: false } },
      axes: [
        { ...axis, space: 70, size: 22, values: (_, at) => at.map((each) => new Date(each * 1000).toISOString().slice(11, 19)) },
        { ...axis, space: 30, size: 52, values: (_, lags) => lags.map((lag) => (Number.isInteger(lag) ? number(lag) : '')) },
      ],
      series: [{}, { stroke: colour('--accent'), width: 1.5, points: { show: false }, paths: uPlot.paths.stepped({ align: 1 }) }],
    }, series(this.props.name), this.place.current);
    this.plot.batch(() => this.scales());
  }

  render({ name }) {
    const lags = series(name)[1];
    return h('div', {
      ref: this.place, class: 'chart', role: 'img',
      'aria-label': `Lag of ${name} in the last five minutes: now ${number(lags.at(-1))}, at most ${number(Math.max(0, ...lags))}`,
    });
  }
}
