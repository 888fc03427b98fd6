"""How a page looks: on a phone, a laptop and paper, in light and dark."""

from __future__ import annotations

LIGHT = {
    "paper": "#ffffff",
    "ink": "#1b1f24",
    "faint": "#57606a",
    "line": "#c9ced4",
    "shade": "#f3f5f7",
    "link": "#0b57a4",
    "good": "#0f6330",
    "warn": "#7a4b00",
    "bad": "#a3161d",
    "for": "#2166ac",
    "against": "#b5502b",
    "sum": "#57606a",
    "for-1": "#dbe9f6",
    "for-2": "#a9cbe9",
    "for-3": "#6fa8d8",
    "against-1": "#fbe3d8",
    "against-2": "#f3bea5",
    "against-3": "#e6946f",
}
DARK = {
    "paper": "#14171b",
    "ink": "#e7eaee",
    "faint": "#a7afb9",
    "line": "#414952",
    "shade": "#1e2329",
    "link": "#8cc2ff",
    "good": "#7fd39a",
    "warn": "#ecc06c",
    "bad": "#ff9a94",
    "for": "#79b4ec",
    "against": "#ec9a73",
    "sum": "#a7afb9",
    "for-1": "#1c3145",
    "for-2": "#22466a",
    "for-3": "#285a8c",
    "against-1": "#40281d",
    "against-2": "#5d3522",
    "against-3": "#7b4226",
}
"""Colours by what they are for; tests hold what is read and what is drawn to the contrast that WCAG AA asks for."""

_RULES = """
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
body { margin: 0; background: var(--paper); color: var(--ink); overflow-wrap: break-word;
  font: 1rem/1.5 "Segoe UI", system-ui, -apple-system, "Helvetica Neue", Arial, "Liberation Sans", sans-serif; }
main { max-width: 48rem; margin: 0 auto; padding: 2rem 1.25rem 4rem; }
article + article { margin-top: 4rem; border-top: 3px solid var(--line); padding-top: 1rem; }
h1, h2, h3, h4 { line-height: 1.25; text-wrap: balance; margin: 1.6em 0 .5em; }
h1 { font-size: 1.75rem; margin-top: 0; letter-spacing: -.01em; }
h2 { font-size: 1.25rem; border-bottom: 1px solid var(--line); padding-bottom: .25rem; margin-top: 2.25rem; }
h3 { font-size: 1.05rem; } h4 { font-size: 1rem; }
p { margin: .5rem 0; }
.letterhead { margin-bottom: 1.5rem; color: var(--faint); } .letterhead img { display: block; background: #ffffff; }
ul { margin: .5rem 0; padding-left: 1.3rem; } li { margin: .25rem 0; } ul ul { margin: .1rem 0; }
.ticks { list-style: none; padding-left: 0; } .ticks > li { padding-left: 1.6rem; text-indent: -1.6rem; }
.ticks > li > * { text-indent: 0; } .box { display: inline-block; width: 1.6rem; }
a { color: var(--link); text-underline-offset: .15em; } a:focus-visible { outline: 3px solid var(--link); }
.cite { font-size: .8125em; }
.strong { font-weight: 600; } .faint, em { color: var(--faint); font-style: normal; }
.good { color: var(--good); } .warn { color: var(--warn); } .bad { color: var(--bad); }
.wide { overflow-x: auto; margin: 1rem 0; } .wide:focus-visible { outline: 3px solid var(--link); }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
th, td { padding: .3rem .75rem .3rem 0; text-align: left; vertical-align: top; border-bottom: 1px solid var(--line); }
th { font-weight: 600; } tbody th { font-weight: 400; } thead th { font-size: .875rem; color: var(--faint); }
tfoot th, tfoot td { font-weight: 600; border-top: 2px solid var(--line); }
.right { text-align: right; } .middle { text-align: center; }
figure { margin: 1.5rem 0; } figcaption { margin-bottom: .5rem; } figcaption p { margin: 0; }
figure table { width: 100%; } figure tbody th { width: 27%; }
.drawn { table-layout: fixed; } .drawn .name { width: 27%; } .drawn .figure { width: 8rem; }
.drawn th, .drawn td { border: 0; padding: 0 .6rem 0 0; } .drawn thead th { padding-bottom: .2rem; }
.drawn td:last-child, .drawn th:last-child, .heat td:last-child, .heat th:last-child { padding-right: 0; }
.drawn td.picture { padding-right: 0; } .drawn .range { display: block; font-size: .8125rem; color: var(--faint); }
.drawn .end th, .drawn .end td { font-weight: 600; }
.note { display: block; font-size: .875rem; color: var(--faint); padding-bottom: .4rem; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
.axis { display: flex; } .axis span:first-child { flex: none; text-align: right; padding-right: .4rem; }
.axis span + span { padding-left: .4rem; }
svg { display: block; width: 100%; height: 1.6rem; overflow: visible; }
.pair { display: flex; align-items: center; } .pair span { flex: none; width: 3.2rem; }
.pair svg { flex: 1; width: 0; height: .8rem; }
rect.for { fill: var(--for); } rect.against { fill: var(--against); } rect.sum { fill: var(--sum); }
rect.open { fill: var(--for-2); stroke: var(--for); stroke-width: 1px; vector-effect: non-scaling-stroke; }
.portions { table-layout: fixed; } .portions svg { height: .8rem; }
path { fill: none; stroke: var(--ink); stroke-width: 1.5px; vector-effect: non-scaling-stroke; }
path.tick { stroke-width: 3px; }
.heat td { text-align: center; border: 2px solid var(--paper); padding: .3rem; } .heat thead th { text-align: center; }
.heat thead th:first-child { text-align: left; }
.heat td { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
nav { font-size: .875rem; } nav ul { columns: 15rem; } nav details { margin: .5rem 0; }
details { margin: 1rem 0; } summary { cursor: pointer; font-weight: 600; }
pre { padding: 1rem; background: var(--shade); white-space: pre-wrap; overflow-wrap: anywhere; font-size: .875rem; }
@media (max-width: 40rem) {
  main { padding: 1.25rem 1rem 3rem; } h1 { font-size: 1.4rem; }
  .drawn .name { width: 32%; } .drawn .figure { width: 4.2rem; }
  .pair { display: block; } .pair svg { width: 100%; }
  figure table { font-size: .875rem; } figure thead th { font-size: .8125rem; hyphens: auto; }
}
@media screen and (min-width: 50rem) {
  .broad { width: min(94vw, 88rem); margin-left: calc(50% - min(47vw, 44rem)); }
}
@page { margin: 16mm 15mm 18mm;
  @bottom-right { content: counter(page) " of " counter(pages); font: 8pt sans-serif; color: #57606a; } }
@media print {
  nav { display: none; }
  body { font-size: 10.5pt; line-height: 1.4; } main { max-width: none; padding: 0; }
  article + article { break-before: page; border: 0; margin: 0; }
  h1, h2, h3, h4, figcaption, summary { break-after: avoid; } li, tr, figure, pre { break-inside: avoid; }
  .wide th, .wide td { overflow-wrap: anywhere; min-width: 4.5rem; }
  .broad table, .broad thead th { font-size: 7.5pt; }
  .broad th, .broad td { min-width: 0; overflow-wrap: normal; padding-right: .35rem; }
  p { orphans: 3; widows: 3; } .wide { overflow: visible; } thead { display: table-header-group; }
  a { color: inherit; text-decoration: none; }
}
"""


def style() -> str:
    """The style sheet: dark only on a screen, as paper is white."""
    heat = "".join(f".{name} {{ background: var(--{name}); }}\n" for name in LIGHT if name[-1].isdigit())
    dark = f"@media screen and (prefers-color-scheme: dark) {{ {_root(DARK)} }}\n"
    return f"{_root(LIGHT)}\n{dark}{_RULES.lstrip()}{heat}"


def _root(colours: dict[str, str]) -> str:
    return f":root {{ {' '.join(f'--{name}: {colour};' for name, colour in colours.items())} }}"
