"""How a form looks, beside the style of all pages."""

from __future__ import annotations

STYLE = """
fieldset { margin: 1.75rem 0; padding: 0; border: 0; min-width: 0; }
legend { padding: 0; } legend h3 { margin: 0; border: 0; font-size: 1.05rem; }
.choices { list-style: none; padding: 0; margin: .75rem 0; }
.choices li { display: flex; flex-wrap: wrap; column-gap: 1rem; padding: .35rem 0; border-top: 1px solid var(--line); }
label { display: flex; gap: .6rem; align-items: baseline; min-height: 1.5rem; cursor: pointer; }
.holds { flex: 1 1 16rem; min-width: 0; } .holds > span { min-width: 0; } .may { flex: none; color: var(--faint); }
input, textarea, button { font: inherit; color: var(--ink); background: var(--paper); accent-color: var(--link); }
input[type=checkbox] { flex: none; width: 1.15rem; height: 1.15rem; margin: 0; transform: translateY(.15rem); }
input[type=text], textarea { border: 1px solid var(--faint); border-radius: .25rem; padding: .4rem .5rem; }
textarea { display: block; width: 100%; resize: vertical; } .written { display: block; margin: .75rem 0; }
.numbers { display: flex; flex-wrap: wrap; gap: .5rem 1rem; } .numbers input { width: 8rem; }
.written > input { display: block; width: 100%; max-width: 24rem; }
button { border: 2px solid var(--link); border-radius: .25rem; padding: .6rem 1.1rem; font-weight: 600;
  background: var(--link); color: var(--paper); cursor: pointer; }
input:focus-visible, textarea:focus-visible, button:focus-visible, summary:focus-visible {
  outline: 3px solid var(--link); outline-offset: 2px; }
.taken:empty, #said:empty { margin: 0; }
.wrong { border-left: 4px solid var(--bad); padding-left: .75rem; }
.back { border-top: 3px solid var(--line); margin-top: 2.5rem; }
@media print { .back button, .back details, .may { display: none; } }
"""
