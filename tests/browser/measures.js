// What a page is measured by. Each function gives the faults that it finds, in words.

const CONTROLS = "a[href], button, input:not([type=hidden]), select, textarea, summary";
const LISTED = ".incoming > li, .tile, .queue__list > li, .listed__responses > li, .listed__steps > li";
const WORDS = "h1, h2, h3, .leaf__step, .figures, .clock, .chip, .stage, .console__notes";
// What may stand over others, and what scrolls within a frame of its own.
const FLOATING = ".rehearse__panel, .slide, .phone__bar, .moving";
const SCROLLING = ".incoming, .board__side, .board__main, .tiles";

const name = (e) => `${e.tagName.toLowerCase()}.${e.className?.baseVal ?? e.className}`
  + ` “${(e.textContent || e.value || "").trim().slice(0, 30)}”`;
const isSeen = (e) => e.checkVisibility({ visibilityProperty: true, contentVisibilityAuto: true })
  && e.getClientRects().length > 0 && !e.closest(".visually-hidden");
const controls = () => [...document.querySelectorAll(CONTROLS)].filter(isSeen);
// A box within its label is pressed by the label.
const target = (e) => (["checkbox", "radio"].includes(e.type) && e.closest("label")) || e;

function widerThanTheirPlace() {
  const { clientWidth, scrollWidth } = document.documentElement;
  const faults = scrollWidth > clientWidth ? [`the page, by ${scrollWidth - clientWidth}`] : [];
  for (const e of document.body.querySelectorAll("*")) {
    if (!isSeen(e) || e.closest("svg")) continue;
    const box = e.getBoundingClientRect();
    if (box.left < -1 || box.right > clientWidth + 1) faults.push(`outside the page: ${name(e)}`);
    const spills = getComputedStyle(e).overflowX === "visible" && e.clientWidth > 0
      && e.scrollWidth > e.clientWidth + 1;
    if (spills) faults.push(`wider than its box: ${name(e)}`);
  }
  return faults;
}

// Our own words, which a reader takes for two where they break; what people typed must break somewhere.
function brokenWords() {
  const faults = [];
  for (const e of document.querySelectorAll(".button, .receipt, .chip, .told, .hint, label, summary")) {
    if (!isSeen(e) || e.closest("[dir=auto]") || e.querySelector("bdi, [dir=auto]")) continue;
    const walk = document.createTreeWalker(e, NodeFilter.SHOW_TEXT);
    for (let node = walk.nextNode(); node; node = walk.nextNode())
      for (const { index, 0: word } of node.data.matchAll(/[\p{L}\p{N}]+/gu)) {
        const range = document.createRange();
        range.setStart(node, index);
        range.setEnd(node, index + word.length);
        if (new Set([...range.getClientRects()].map((box) => Math.round(box.top))).size > 1) faults.push(`${word} in ${name(e)}`);
      }
  }
  return faults;
}

function isHit(e, x, y) {
  const hit = document.elementFromPoint(x, y);
  return !!hit && (e.contains(hit) || (hit.contains(e) && !!hit.closest("label, a, button, summary")));
}

function outOfReach(within) {
  const faults = [];
  for (const e of new Set([...controls().map(target), ...document.querySelectorAll(LISTED)])) {
    if (!e.closest(within)) continue;
    for (const [edge, sign] of [["start", 1], ["end", -1]]) {
      e.scrollIntoView({ block: edge, behavior: "instant" });
      const box = e.getBoundingClientRect();
      const inside = sign * Math.min(box.height / 2, 8);
      const x = box.left + Math.min(box.width / 2, 12);
      if (!isHit(e, x, (sign > 0 ? box.top : box.bottom) + inside)) faults.push(`${edge}: ${name(e)}`);
    }
  }
  scrollTo(0, 0);
  return faults;
}

function onEachOther() {
  scrollTo(0, 0);
  const parts = [...new Set([...controls(), ...document.querySelectorAll(WORDS)])]
    .filter((e) => isSeen(e) && !e.closest(FLOATING) && !e.parentElement.closest(SCROLLING));
  const boxes = parts.map((e) => e.getBoundingClientRect());
  const faults = [];
  parts.forEach((a, i) => parts.slice(i + 1).forEach((b, j) => {
    const [p, q] = [boxes[i], boxes[i + 1 + j]];
    const isOver = p.left < q.right - 1 && q.left < p.right - 1
      && p.top < q.bottom - 1 && q.top < p.bottom - 1;
    const isWithin = a.contains(b) || b.contains(a) || a.closest("label")?.contains(b);
    if (isOver && !isWithin) faults.push(`${name(a)} on ${name(b)}`);
  }));
  return faults;
}

function smallerThan(least) {
  return controls().filter((e) => {
    const said = e.textContent.trim();
    const isInLine = getComputedStyle(e).display === "inline" && e.parentElement.textContent.trim() !== said;
    const box = target(e).getBoundingClientRect();
    return !isInLine && (box.width < least - 0.1 || box.height < least - 0.1);
  }).map((e) => `${name(e)}, ${Math.round(target(e).getBoundingClientRect().height)} high`);
}

const pen = Object.assign(document.createElement("canvas"), { width: 1, height: 1 })
  .getContext("2d", { willReadFrequently: true });
const painted = new Map();

// The colour of colours one over another, as red, green, blue and opacity.
function paint(...layers) {
  const key = layers.join();
  if (!painted.has(key)) {
    pen.clearRect(0, 0, 1, 1);
    for (const layer of layers) { pen.fillStyle = layer; pen.fillRect(0, 0, 1, 1); }
    painted.set(key, [...pen.getImageData(0, 0, 1, 1).data]);
  }
  return painted.get(key);
}

function ground(e) {
  const layers = [];
  for (let at = e; at; at = at.parentElement) {
    layers.unshift(getComputedStyle(at).backgroundColor);
    if (paint(layers[0])[3] === 255) break;
  }
  return layers;
}

// Luminance and contrast, as WCAG 2.2 defines them.
const luminance = ([r, g, b]) => [r, g, b].map((c) => c / 255)
  .map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4))
  .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);

function contrast(colour, under) {
  const [a, b] = [paint(...under, colour), paint(...under)].map(luminance).sort((p, q) => q - p);
  return (a + 0.05) / (b + 0.05);
}

function tooFaint() {
  const faults = [];
  const judge = (e, what, colour, under, least) => {
    const got = contrast(colour, under);
    if (got < least) faults.push(`${what} ${got.toFixed(1)}: ${name(e)}`);
  };
  for (const e of document.body.querySelectorAll("*")) {
    if (!isSeen(e) || e.closest(":disabled, svg, noscript, option")) continue;
    if (![...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim())) continue;
    const style = getComputedStyle(e), size = parseFloat(style.fontSize);
    const isLarge = size >= 24 || (size >= 18.66 && style.fontWeight >= 700);
    judge(e, "text", style.color, ground(e), isLarge ? 3 : 4.5);
  }
  const alike = new Set(); // Of many that are drawn alike, one is enough.
  for (const e of controls()) {
    const under = ground(e.parentElement);
    const kind = [e.tagName, e.className, e.getAttribute("aria-pressed"), under].join();
    if (e.disabled || alike.has(kind)) continue;
    alike.add(kind);
    const style = getComputedStyle(e);
    const isDrawnByUs = parseFloat(style.borderTopWidth) > 0 && !["radio", "checkbox"].includes(e.type);
    if (isDrawnByUs) judge(e, "border", style.borderTopColor, under, 3);
    e.focus({ focusVisible: true, preventScroll: true });
    if (e.matches(":focus-visible") && style.outlineStyle !== "none") judge(e, "focus", style.outlineColor, under, 3);
  }
  document.activeElement?.blur();
  return faults;
}
