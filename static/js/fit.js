// Text never overflows where it is shown: a slide, or a list of bars, that does is drawn a step smaller, and
// again, until it fits. The step is an attribute, which the style sheet reads.

const SMALLEST = 10;

const overflows = (slide) =>
  slide.scrollHeight > slide.clientHeight + 1 || slide.scrollWidth > slide.clientWidth + 1;

function fit(slide) {
  for (let step = 0; step <= SMALLEST; step += 1) {
    slide.dataset.fit = step;
    if (!overflows(slide)) return;
  }
}

function fitAll() {
  for (const slide of document.querySelectorAll(".stage [data-fit], .results [data-fit]:not([data-wall-list])")) fit(slide);
}

// A mutation is answered before the next paint, so a slide is never seen too large.
new MutationObserver(fitAll).observe(document.body, { childList: true, subtree: true, characterData: true });
document.addEventListener("htmx:after:swap", fitAll);
document.addEventListener("load", fitAll, true);
addEventListener("resize", fitAll);
document.fonts.ready.then(fitAll);
fitAll();
