// The frame: sign-in or the panel that the address names, and what the server's state is.
import { h, render, Component } from './lib.js';
import { onSession, session } from './api.js';
import { SignIn } from './signin.js';
import { Projections } from './projections.js';
import { Replays } from './replays.js';
import { DeadLetters } from './deadletters.js';
import { Events } from './events.js';
import { Cache } from './cache.js';
import { Nodes } from './nodes.js';

const PANELS = [
  ['projections', 'Projections', Projections],
  ['replays', 'Replays', Replays],
  ['dead-letters', 'Dead letters', DeadLetters],
  ['events', 'Events', Events],
  ['cache', 'Cache', Cache],
  ['nodes', 'Nodes', Nodes],
];

class Console extends Component {
  componentDidMount() {
    onSession(() => this.forceUpdate());
    window.addEventListener('hashchange', () => {
      this.forceUpdate(() => {
        const title = document.getElementById('title');
        if (title) {
          title.focus();
        }
      });
    });
  }

  componentDidUpdate() {
    const title = document.querySelector('h1');
    document.title = session.token && title ? `${title.textContent} – Scratchy console` : 'Scratchy console';
  }

  render() {
    if (!session.token) {
      return h(SignIn);
    }
    const [path, query] = location.hash.replace(/^#\/?/, '').split('?');
    const [name, , Panel] = PANELS.find(([each]) => each === path) || PANELS[0];
    return [
      h('a', { class: 'skip', href: '#main', onClick: (event) => { event.preventDefault(); document.getElementById('title').focus(); } },
        'Skip to the content'),
      h('header', { class: 'top' },
        h('span', { class: 'brand' }, 'Scratchy'),
        h('nav', { 'aria-label': 'Panels' }, PANELS.map(([each, label]) =>
          h('a', { href: `#/${each}`, 'aria-current': each === name ? 'page' : undefined }, label))),
        h('button', { onClick: () => session.signOut('You have signed out.') }, 'Sign out')),
      h('div', { role: 'status', class: 'notice' }, session.notice && h('p', { class: 'message' }, session.notice)),
      h(Panel, { key: location.hash, query: new URLSearchParams(query || '') }),
    ];
  }
}

render(h(Console), document.getElementById('console'));
