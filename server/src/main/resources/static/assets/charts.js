// Draws [day, units] pairs as steps. Colours are those of the page.
document.querySelectorAll('[data-days]').forEach(element => {
  const days = JSON.parse(element.dataset.days);
  const style = getComputedStyle(document.body);
  const chart = echarts.init(element, null, { renderer: 'canvas' });
  chart.setOption({
    animation: false,
    grid: { left: 8, right: 16, top: 16, bottom: 8, containLabel: true },
    tooltip: { trigger: 'axis', renderMode: 'richText' },
    xAxis: { type: 'category', data: days.map(day => day[0]), axisLabel: { color: style.color } },
    yAxis: { type: 'value', minInterval: 1, axisLabel: { color: style.color }, splitLine: { lineStyle: { opacity: 0.3 } } },
    series: [{ type: 'line', name: 'on hand', step: 'end', showSymbol: false, areaStyle: { opacity: 0.1 }, data: days.map(day => day[1]) }],
  });
  window.addEventListener('resize', () => chart.resize());
});
