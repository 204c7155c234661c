// Draws what a page says in its data attributes. Colours are those of the page.
const { library } = document.currentScript.dataset;
let drawn = [];

// Reading the library takes longer than all else until the page is seen: it comes after that, and only where there is a chart.
let loading = null;
const load = () => loading ??= painted().then(() => read(library));

// Names are shown where there are several series, or what it is stands nowhere else.
const draw = (element, days, series, isNamed = true) => {
  const chart = echarts.init(element, null, { renderer: 'canvas' });
  chart.setOption({
    animation: false,
    grid: { left: 8, right: 16, top: isNamed ? 40 : 16, bottom: 8, containLabel: true },
    legend: { show: isNamed, top: 0, type: 'scroll' },
    tooltip: { trigger: 'axis', renderMode: 'richText' },
    xAxis: { type: 'category', data: days },
    yAxis: { type: element.dataset.scale ?? 'value', minInterval: 1, splitLine: { lineStyle: { opacity: 0.3 } } },
    series: series.map(one => ({ type: 'bar', barMaxWidth: 32, ...one })),
  });
  const colour = () => {
    const { color } = getComputedStyle(document.body);
    const labels = { axisLabel: { color } };
    chart.setOption({ legend: { pageTextStyle: { color }, pageIconColor: color, textStyle: { color } }, xAxis: labels, yAxis: labels });
  };
  colour();
  drawn.push({ chart, colour, element });
};
new MutationObserver(() => drawn.forEach(one => one.colour())).observe(document.documentElement, { attributes: true, attributeFilter: ['data-bs-theme'] });
window.addEventListener('resize', () => drawn.forEach(one => one.chart.resize()));

const shapes = {
  // [day, units] pairs: what there was at the end of each day.
  days: (element, days) => draw(element, days.map(day => day[0]), [{ name: 'on hand', data: days.map(day => day[1]) }], false),
  // Some series over the same things that do not add up.
  lines: (element, { days, series }) => draw(element, days, series.map(one => ({ name: one.name, data: one.data, type: 'line' }))),
  // Some series over the same days, one on top of the other.
  bars: (element, { days, series }) => draw(element, days, series.map(one => ({ name: one.name, data: one.data, stack: 'all' }))),
};
const drawAll = async () => {
  if (!document.querySelector('.chart')) return;
  await load();
  document.querySelectorAll('.chart').forEach(element => {
    if (echarts.getInstanceByDom(element)) return;
    const shape = Object.keys(shapes).find(name => name in element.dataset);
    shapes[shape](element, JSON.parse(element.dataset[shape]));
  });
};
drawAll();

// Where a part of the page was exchanged, what it had is gone, and what it has is drawn.
document.addEventListener('htmx:afterSwap', () => {
  drawn.filter(one => !one.element.isConnected).forEach(one => one.chart.dispose());
  drawn = drawn.filter(one => one.element.isConnected);
  drawAll();
});
