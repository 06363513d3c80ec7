/**
 * The page's own sheet: light, calm and dense on a screen; black on white on paper.
 *
 * @param footer printed at the foot of every page: letters, digits, spaces, `-`, `_` and `/` alone
 */
export function style(footer: string): string {
  return `
:root { color-scheme: light; --ink: #1c1f24; --ink2: #4d545f; --ink3: #737b87; --line: #dfe3e8; --sunk: #f5f6f8; --accent: #2d67b2; --bad: #b3261e; --good: #1a7444; --warn: #8a5a00; }
* { box-sizing: border-box; }
body { margin: 0; font: 13px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; color: var(--ink); background: #fff; font-variant-numeric: tabular-nums; }
main { max-width: 1120px; margin: 0 auto; padding: 32px 32px 64px; }
header { border-bottom: 1px solid var(--line); padding-bottom: 20px; }
h1 { font-size: 22px; line-height: 1.25; font-weight: 600; margin: 0 0 4px; letter-spacing: -0.01em; overflow-wrap: anywhere; }
h2 { font-size: 15px; font-weight: 600; margin: 36px 0 8px; }
h3 { font-size: 13px; font-weight: 600; margin: 0; }
p { margin: 0 0 8px; max-width: 76ch; }
.lead { color: var(--ink2); }
code, .mono { font: 12px/1.5 ui-monospace, "SF Mono", "Cascadia Mono", Menlo, Consolas, monospace; overflow-wrap: anywhere; }
dl.facts { display: grid; grid-template-columns: repeat(auto-fit, minmax(190px, 1fr)); gap: 12px 24px; margin: 20px 0 0; }
dl.facts dt { color: var(--ink3); font-size: 11px; font-weight: 600; }
dl.facts dd { margin: 0; font-size: 14px; overflow-wrap: anywhere; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; }
th { text-align: left; font-size: 11px; font-weight: 600; color: var(--ink3); padding: 6px 12px 6px 0; border-bottom: 1px solid var(--line); white-space: nowrap; }
td { padding: 5px 12px 5px 0; border-bottom: 1px solid var(--line); vertical-align: top; overflow-wrap: anywhere; }
th:last-child, td:last-child { padding-right: 0; }
td.time, td.id { white-space: nowrap; }
.number { text-align: right; }
th.number:not(:last-child), td.number:not(:last-child) { padding-right: 28px; }
.status, .verdict { white-space: nowrap; }
.status b, .verdict b { display: inline-block; width: 1.1em; font-weight: 600; }
.pass b { color: var(--good); } .fail { color: var(--bad); font-weight: 600; } .unverifiable b { color: var(--warn); } .absent, .none { color: var(--ink3); }
.alert b { color: var(--bad); } .clear b { color: var(--accent); } .other b { color: var(--warn); }
.lane { border-top: 1px solid var(--line); padding: 10px 0; display: grid; grid-template-columns: 220px 1fr; gap: 4px 24px; }
.lane ol { list-style: none; margin: 0; padding: 0; }
.lane li { display: grid; grid-template-columns: 172px 1fr 150px 48px 110px; gap: 16px; padding: 2px 0; }
.lane li > * { min-width: 0; overflow-wrap: anywhere; }
.changed { border-left: 2px solid var(--bad); padding-left: 8px !important; margin-left: -10px; }
.note { background: var(--sunk); border-radius: 6px; padding: 10px 14px; margin: 8px 0; max-width: none; }
.small { color: var(--ink3); font-size: 12px; }
footer { margin-top: 40px; border-top: 1px solid var(--line); padding-top: 12px; color: var(--ink3); font-size: 12px; }
@media (max-width: 760px) { main { padding: 20px 16px 40px; } .lane { grid-template-columns: 1fr; } .lane li { grid-template-columns: 1fr 1fr; } }
@page { size: A4; margin: 16mm 14mm 18mm; @bottom-left { content: "${footer}"; font-size: 8px; } @bottom-right { content: counter(page) " / " counter(pages); font-size: 8px; } }
@media print {
  body { font-size: 10px; } main { max-width: none; padding: 0; } h1 { font-size: 17px; } h2 { font-size: 12px; break-after: avoid; }
  :root { --ink: #000; --ink2: #222; --ink3: #444; --line: #bbb; --bad: #000; --good: #000; --warn: #000; --accent: #000; }
  tr, .lane { break-inside: avoid; } thead { display: table-header-group; } .scroll { overflow: visible; } .note { background: none; border: 1px solid #bbb; }
  code, .mono { font-size: 9px; } .small { font-size: 8.5px; } .lane { grid-template-columns: 90px 1fr; gap: 4px 16px; } .lane li { grid-template-columns: 136px 1fr 120px 34px 64px; gap: 10px; }
}
`;
}
