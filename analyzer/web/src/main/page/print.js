// A frame is cut at the end of a sheet: while the page is printed, the report stands in its place, as if it had been opened alone.
let paper = null;

window.onbeforeprint = () => {
  if (paper || $('answer').hidden || $('report').hidden) return;
  const report = new DOMParser().parseFromString($('report').srcdoc, 'text/html');
  const own = [...document.body.children], sheet = document.querySelector('style'), title = document.title;
  own.forEach(e => e.style.setProperty('display', 'none', 'important'));
  sheet.disabled = true;
  report.querySelectorAll('script').forEach(e => e.remove());
  const added = [...report.querySelectorAll('head style')], shown = [...report.body.childNodes];
  document.head.append(...added);
  document.body.append(...shown);
  document.title = report.title;
  paper = () => {
    [...added, ...shown].forEach(e => e.remove());
    sheet.disabled = false;
    own.forEach(e => e.style.removeProperty('display'));
    document.title = title;
  };
};
window.onafterprint = () => {
  if (paper) paper();
  paper = null;
};
