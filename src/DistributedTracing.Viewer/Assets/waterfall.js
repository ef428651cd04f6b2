import { buildTree, visibleRows } from './tree.js';
import { spanDetails } from './details.js';
import { clock, duration, el, get, hueOf, plural, service } from './format.js';

const rowHeight = 30;
const refreshFor = 60_000_000;

// One trace: a row for each span, at scale. Only the rows in sight exist, so that thousands of spans cost no more than fifty.
export class WaterfallView {
  constructor(traceId, spanId) {
    this.traceId = traceId;
    this.selected = spanId;
    this.collapsed = new Set();
    this.title = el('h1', {}, 'Loading…');
    this.facts = el('div', { className: 'facts' });
    this.legend = el('div', { className: 'services legend' });
    this.warnings = el('div', { className: 'warnings' });
    this.ruler = el('div', { className: 'ruler' });
    this.rows = el('div', { className: 'spans', id: 'spans', role: 'tree', tabIndex: 0 });
    this.scroller = el('div', { className: 'scroller' },
      el('div', { className: 'span head' }, el('span', { className: 'what' }, 'Span'), this.ruler), this.rows);
    this.panel = el('aside', { className: 'panel', hidden: true });
    this.element = el('div', { className: 'waterfall' },
      el('div', { className: 'summary' }, el('a', { className: 'back', href: '#/', title: 'All traces (Esc)' }, '‹ All traces'),
        this.title, this.facts, this.legend, this.warnings),
      el('div', { className: 'columns' }, this.scroller, this.panel));
    this.scroller.addEventListener('scroll', () => this.draw(), { passive: true });
    this.rows.addEventListener('click', event => this.click(event));
    this.resized = new ResizeObserver(() => this.draw());
  }

  enter() {
    this.resized.observe(this.scroller);
  }

  leave() {
    this.resized.disconnect();
  }

  async load() {
    if (this.tree && Date.now() * 1_000 - this.tree.end > refreshFor) return null;
    try {
      const [trace] = (await get(`/traces/${encodeURIComponent(this.traceId)}`)).data;
      const state = `${trace.spans.length} ${JSON.stringify(trace.warnings)}`;
      if (state !== this.state) {
        this.state = state;
        this.show(trace);
      }
      return '';
    } catch (error) {
      if (error.status !== 404) throw error;
      if (!this.tree) {
        this.title.textContent = 'This trace is not here';
        this.facts.textContent = 'It has not arrived yet, or newer traces took its place.';
      }
      return '';
    }
  }

  show(trace) {
    this.tree = buildTree(trace);
    const { tree } = this;
    const root = tree.roots[0];
    document.title = `${root.name} · Traces`;
    this.title.replaceChildren(root.name);
    const copy = el('button', { type: 'button', className: 'copy', title: 'Copy the trace id' }, trace.traceID);
    copy.addEventListener('click', () => navigator.clipboard?.writeText(trace.traceID));
    const fact = (label, ...value) => el('span', {}, el('small', {}, label), ...value);
    this.facts.replaceChildren(
      fact('Duration', duration(tree.end - tree.start)), fact('Spans', trace.spans.length.toLocaleString('en')),
      fact('Depth', String(tree.depth + 1)), fact('Started', clock(tree.start)),
      tree.errors ? fact('Errors', el('b', { className: 'error-text' }, String(tree.errors))) : '', fact('Trace', copy));
    this.legend.replaceChildren(...[...tree.services].map(([name, spans]) => service(name, spans)));
    this.warnings.replaceChildren(...(trace.warnings ?? []).map(text => el('p', {}, text)));
    this.drawRuler();
    this.layout();
    this.select(this.selected, true);
  }

  drawRuler() {
    const length = Math.max(1, this.tree.end - this.tree.start);
    this.ruler.replaceChildren(...[0, 1, 2, 3, 4].map(index => {
      const tick = el('span', { className: 'tick' }, index === 0 ? '0' : duration(length * index / 4));
      tick.style.setProperty('--at', index / 4);
      return tick;
    }));
  }

  layout() {
    this.visible = visibleRows(this.tree, this.collapsed);
    this.rows.style.height = `${this.visible.length * rowHeight}px`;
    this.draw();
  }

  draw() {
    if (!this.visible) return;
    const first = Math.max(0, Math.floor(this.scroller.scrollTop / rowHeight) - 10);
    const count = Math.ceil(this.scroller.clientHeight / rowHeight) + 20;
    this.rows.replaceChildren(...this.visible.slice(first, first + count).map((span, index) => this.row(span, first + index)));
  }

  row(span, index) {
    const length = Math.max(1, this.tree.end - this.tree.start);
    const from = (span.start - this.tree.start) / length;
    const share = span.duration / length;
    const isCollapsed = this.collapsed.has(span);
    const toggle = span.children.length > 0
      ? el('button', { type: 'button', className: 'fold', title: isCollapsed ? 'Expand' : 'Collapse', tabIndex: -1 }, isCollapsed ? '▸' : '▾')
      : el('span', { className: 'fold' });
    const bar = el('span', { className: `bar${from > 0.75 ? ' left' : ''}` }, el('span', { className: 'took' }, duration(span.duration)));
    bar.style.setProperty('--from', from);
    bar.style.setProperty('--share', share);
    const label = el('span', { className: 'what' }, toggle, el('i', { className: 'swatch' }),
      el('span', { className: 'name' }, span.name || '(no name)'),
      span.isError && el('span', { className: 'mark', title: 'Failed' }, '!'),
      span.isOrphan && el('span', { className: 'badge', title: 'Its parent span has not arrived' }, 'parent missing'),
      isCollapsed && el('span', { className: 'badge' }, `+${span.below}`),
      span.service !== span.parent?.service && el('span', { className: 'owner' }, span.service),
      !span.name.includes(span.hint) && el('span', { className: 'hint' }, span.hint));
    label.style.setProperty('--depth', Math.min(span.depth, 24));
    const row = el('div', {
      className: `span${span.isError ? ' failed' : ''}${span === this.current ? ' selected' : ''}`, role: 'treeitem', hue: hueOf(span.service),
      title: `${span.service}: ${span.name}`,
    }, label, el('span', { className: 'lane' }, bar));
    row.dataset.span = span.id;
    row.dataset.index = index;
    row.style.top = `${index * rowHeight}px`;
    return row;
  }

  click(event) {
    const row = event.target.closest('.span');
    if (!row) return;
    const span = this.visible[Number(row.dataset.index)];
    if (event.target.closest('button.fold')) {
      this.fold(span);
    } else {
      this.go(span === this.current ? null : span);
    }
  }

  fold(span) {
    if (!this.collapsed.delete(span)) this.collapsed.add(span);
    this.layout();
  }

  go(span) {
    history.replaceState(null, '', `#/trace/${this.traceId}${span ? `/${span.id}` : ''}`);
    this.select(span?.id ?? null);
  }

  select(spanId, isFirst = false) {
    this.selected = spanId;
    if (!this.tree) return;
    this.current = spanId ? this.tree.byId.get(spanId) ?? null : null;
    this.panel.hidden = !this.current;
    this.panel.replaceChildren(...(this.current ? spanDetails(this.current, this.tree, () => this.go(null)) : []));
    if (this.current && isFirst) this.reveal(this.current);
    this.draw();
  }

  reveal(span) {
    const index = this.visible.indexOf(span);
    const top = index * rowHeight;
    const room = this.scroller.clientHeight - 2 * rowHeight;
    if (top < this.scroller.scrollTop) this.scroller.scrollTop = top;
    else if (top > this.scroller.scrollTop + room) this.scroller.scrollTop = top - room;
  }

  key(event) {
    if (!this.visible) return;
    const index = this.current ? this.visible.indexOf(this.current) : -1;
    const move = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (move) {
      const next = this.visible[Math.min(this.visible.length - 1, Math.max(0, index + move))];
      this.go(next);
      this.reveal(next);
    } else if (event.key === 'ArrowLeft' && this.current?.children.length && !this.collapsed.has(this.current)) {
      this.fold(this.current);
    } else if (event.key === 'ArrowRight' && this.current && this.collapsed.has(this.current)) {
      this.fold(this.current);
    } else if (event.key === 'Escape') {
      if (this.current) this.go(null);
      else location.hash = '#/';
    } else {
      return;
    }
    event.preventDefault();
  }
}
