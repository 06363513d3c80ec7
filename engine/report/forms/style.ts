/**
 * The sheet of a report that a browser shows: a calm page, light or dark as the reader has it; black on white on paper,
 * with the case and its state at the foot of every page.
 *
 * @param footer letters, digits, spaces and `-` alone
 */
export function style(footer: string): string {
  return `
:root { color-scheme: light dark; --paper: #fff; --ink: #1b1e23; --ink2: #474e59; --ink3: #676f7b; --line: #dfe3e8; --rule: #1b1e23; --sunk: #f5f6f8; --accent: #245ea8; --fill: #8fa9c9; --bad: #b3261e; --warn: #8a5a00; --good: #1a7444; }
@media (prefers-color-scheme: dark) { :root { --paper: #16181c; --ink: #e6e9ee; --ink2: #b9c0ca; --ink3: #949ca8; --line: #30353d; --rule: #8a929e; --sunk: #1e2126; --accent: #8ab4f0; --fill: #4d6a8f; --bad: #ff8a80; --warn: #e6b450; --good: #6fcf97; } }
* { box-sizing: border-box; }
html { scroll-padding-top: 16px; }
body { margin: 0; font: 14px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; color: var(--ink); background: var(--paper); font-variant-numeric: tabular-nums; }
main { max-width: 1200px; margin: 0 auto; padding: 48px 40px 72px; }
header { border-top: 3px solid var(--rule); padding-top: 20px; }
.kind { margin: 0 0 6px; font-size: 11px; font-weight: 600; letter-spacing: 0.08em; text-transform: uppercase; color: var(--ink3); }
h1 { font-size: 28px; line-height: 1.2; font-weight: 600; margin: 0 0 6px; letter-spacing: -0.015em; overflow-wrap: anywhere; }
.question { font-size: 17px; line-height: 1.45; color: var(--ink2); margin: 0; max-width: 62ch; }
h2 { font-size: 18px; line-height: 1.3; font-weight: 600; margin: 52px 0 10px; padding-top: 14px; border-top: 1px solid var(--rule); overflow-wrap: anywhere; }
h3 { font-size: 14px; font-weight: 600; margin: 28px 0 6px; overflow-wrap: anywhere; }
p { margin: 0 0 10px; max-width: 78ch; overflow-wrap: anywhere; }
.rule { color: var(--ink2); margin-bottom: 16px; } .rule b { color: var(--ink); font-weight: 600; }
.lead { color: var(--ink2); }
a { color: var(--accent); text-decoration-thickness: 1px; text-underline-offset: 2px; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; border-radius: 2px; }
code, .mono { font-family: ui-monospace, "SF Mono", "Cascadia Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace; font-size: 12px; overflow-wrap: anywhere; }
dl.facts { display: grid; grid-template-columns: repeat(auto-fill, minmax(300px, 1fr)); gap: 14px 32px; margin: 24px 0 20px; padding-top: 16px; border-top: 1px solid var(--line); }
dl.facts > div { min-width: 0; } dt { color: var(--ink3); font-size: 11px; font-weight: 600; } dd { margin: 2px 0 0; overflow-wrap: anywhere; }
.note { background: var(--sunk); border-left: 3px solid var(--line); padding: 10px 14px; margin: 12px 0; max-width: none; color: var(--ink2); } .note b { color: var(--ink); }
nav h2 { border: 0; padding: 0; margin: 28px 0 6px; font-size: 14px; } nav ol { margin: 0; padding: 0 0 0 1.6em; columns: 2; column-gap: 40px; } nav li { padding: 1px 0 1px 2px; overflow-wrap: anywhere; break-inside: avoid; } nav li::marker { color: var(--ink3); }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; }
th { text-align: left; font-size: 11px; font-weight: 600; color: var(--ink3); padding: 6px 16px 6px 0; border-bottom: 1px solid var(--line); vertical-align: bottom; }
td { padding: 6px 16px 6px 0; border-bottom: 1px solid var(--line); vertical-align: top; overflow-wrap: anywhere; }
th:last-child, td:last-child { padding-right: 0; }
.number { text-align: right; white-space: nowrap; }
.figures .number { width: 148px; padding-right: 28px; } .figures td { padding-top: 10px; padding-bottom: 10px; } .figures td:nth-child(2) { width: 38%; }
.figures b { font-weight: 600; }
.value { font-size: 26px; line-height: 1.1; font-weight: 600; letter-spacing: -0.02em; }
.small { color: var(--ink3); font-size: 12px; }
.breakdown, .entries, .statements { table-layout: fixed; min-width: 860px; } .statements { min-width: 640px; }
.breakdown th:nth-child(1) { width: 22%; } .breakdown th:nth-child(2) { width: 100px; } .breakdown th:nth-child(3) { width: 136px; } .breakdown th:nth-child(4):not(:last-child) { width: 210px; }
.bar { display: block; margin-top: 6px; } .bar rect { fill: var(--fill); stroke: var(--ink2); stroke-width: 1; }
.statements th:nth-child(1) { width: 22%; } .statements th:nth-child(3) { width: 32%; } .code { font-weight: 600; }
.digest { display: inline-block; max-width: 17ch; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; vertical-align: bottom; }
.digest:hover, .digest:focus { max-width: 100%; overflow: visible; white-space: normal; overflow-wrap: anywhere; }
td .long, dd .long { display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: 3; overflow: hidden; } td .long:focus, dd .long:focus { display: block; }
.whole { white-space: nowrap; }
td code { color: var(--ink2); }
.entries { font-size: 13px; } .entries th:nth-child(1) { width: 112px; } .entries th:nth-child(2) { width: 23%; } .entries th:nth-child(3) { width: 14%; } .entries th:nth-child(4), .entries th:nth-child(5) { width: 12%; } .entries th:nth-child(6) { width: 14%; }
.gaps { width: auto; min-width: 360px; }
.unproven { table-layout: fixed; min-width: 640px; } .unproven th:nth-child(1) { width: 17%; } .unproven th:nth-child(2) { width: 13%; } .unproven th:nth-child(4) { width: 27%; }
tr:target { background: var(--sunk); }
.status, .verdict { overflow-wrap: anywhere; } .status b, .verdict b { display: inline-block; width: 1.1em; font-weight: 600; }
.pass b { color: var(--good); } .fail { color: var(--bad); font-weight: 600; } .unverifiable b { color: var(--warn); } .absent, .none { color: var(--ink3); }
.alert b { color: var(--bad); } .clear b { color: var(--accent); } .other b { color: var(--warn); }
footer { margin-top: 48px; border-top: 1px solid var(--line); padding-top: 12px; color: var(--ink3); font-size: 12px; overflow-wrap: anywhere; }
@media (max-width: 760px) { main { padding: 24px 18px 40px; } nav ol { columns: 1; } .figures .number { width: auto; } }
@page { size: A4 landscape; margin: 14mm 14mm 18mm; @bottom-left { content: "${footer}"; font: 7.5px sans-serif; } @bottom-right { content: counter(page) " / " counter(pages); font: 7.5px sans-serif; } }
@media print {
  :root { color-scheme: light; --paper: #fff; --ink: #000; --ink2: #222; --ink3: #444; --line: #bbb; --rule: #000; --sunk: #fff; --accent: #000; --fill: #bbb; --bad: #000; --warn: #000; --good: #000; }
  body { font-size: 9.5px; } main { max-width: none; padding: 0; } h1 { font-size: 20px; } .question { font-size: 12px; } h2 { font-size: 13px; margin-top: 24px; padding-top: 8px; } h3 { font-size: 10px; margin-top: 14px; }
  h2, h3 { break-after: avoid; } tr, .note, dl.facts > div { break-inside: avoid; } thead { display: table-header-group; } .scroll { overflow: visible; }
  a { text-decoration: none; } code, .mono { font-size: 8.5px; } .small, th, dt { font-size: 8px; } .value { font-size: 15px; } .entries { font-size: 8.5px; } td, th { padding-top: 3px; padding-bottom: 3px; padding-right: 10px; }
  .digest { max-width: none; overflow: visible; white-space: normal; overflow-wrap: anywhere; font-size: 7px; } td .long, dd .long { display: block; overflow: visible; } .note { border: 1px solid #bbb; } .breakdown, .entries, .statements { min-width: 0; } .breakdown th:nth-child(3) { width: 130px; } .entries th:nth-child(1) { width: 80px; }
}
`;
}
