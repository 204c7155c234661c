// Draws what a page says in its data attributes. Colours are those of the page.
const draw = (element, days, series) => {
  const style = getComputedStyle(document.body);
  const chart = echarts.init(element, null, { renderer: 'canvas' });
  chart.setOption({
    animation: false,
    grid: { left: 8, right: 16, top: series.length > 1 ? 40 : 16, bottom: 8, containLabel: true },
    legend: { show: series.length > 1, top: 0, textStyle: { color: style.color } },
    tooltip: { trigger: 'axis', renderMode: 'richText' },
    xAxis: { type: 'category', data: days, axisLabel: { color: style.color } },
    yAxis: { type: 'value', minInterval: 1, axisLabel: { color: style.color }, splitLine: { lineStyle: { opacity: 0.3 } } },
    series: series.map(one => ({ type: 'bar', barMaxWidth: 32, ...one })),
  });
  window.addEventListener('resize', () => chart.resize());
};

// [day, units] pairs: what there was at the end of each day.
document.querySelectorAll('[data-days]').forEach(element => {
  const days = JSON.parse(element.dataset.days);
  draw(element, days.map(day => day[0]), [{ name: 'on hand', data: days.map(day => day[1]) }]);
});

// Some series over the same things that do not add up.
document.querySelectorAll('[data-lines]').forEach(element => {
  const { days, series } = JSON.parse(element.dataset.lines);
  draw(element, days, series.map(one => ({ name: one.name, data: one.data, type: 'line' })));
});

// Some series over the same days, one on top of the other.
document.querySelectorAll('[data-bars]').forEach(element => {
  const { days, series } = JSON.parse(element.dataset.bars);
  draw(element, days, series.map(one => ({ name: one.name, data: one.data, stack: 'all' })));
});
