/** The looks of a report page: on a light screen, on a dark one, and on paper. */
export const pageStyle = `
:root {
  --canvas: #f5f6f8; --surface: #fff; --raised: #f8f9fb; --line: #e2e5eb; --text: #141821; --muted: #545d6f;
  --accent: #4b5bea; --accent-soft: #4b5bea14; --good: #0b7a4b; --bad: #c92626; --ghost: #667085; --ink: #fff;
  color-scheme: light;
}
@media screen and (prefers-color-scheme: dark) {
  :root {
    --canvas: #0a0c11; --surface: #11141b; --raised: #171b24; --line: #2a3142; --text: #e9ecf2; --muted: #9aa3b5;
    --accent: #7c8cff; --accent-soft: #7c8cff1f; --good: #3ecf8e; --bad: #ff6b6b; --ghost: #8b94a7; --ink: #0a0c18;
    color-scheme: dark;
  }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--canvas); color: var(--text); font: 15px/1.5 system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif; }
main { max-width: 1000px; margin: 0 auto; padding: 32px 24px 48px; }
h1 { font-size: 28px; line-height: 1.2; margin: 4px 0 6px; letter-spacing: -0.01em; overflow-wrap: anywhere; }
h2 { font-size: 18px; margin: 36px 0 12px; }
h3 { font-size: 15px; margin: 0; }
p { margin: 0 0 8px; overflow-wrap: anywhere; }
.brand { color: var(--accent); font-weight: 600; font-size: 13px; letter-spacing: 0.02em; margin: 0; }
.facts { color: var(--muted); margin: 0; } .below { margin-top: 10px; font-size: 13.5px; }
.lead { font-size: 17px; margin: 20px 0 0; max-width: 72ch; }
.cards { display: grid; grid-template-columns: repeat(auto-fit, minmax(200px, 1fr)); gap: 12px; margin: 20px 0 0; }
.card, .panel, article { background: var(--surface); border: 1px solid var(--line); border-radius: 10px; }
.card { padding: 14px 16px; }
.card .label { color: var(--muted); font-size: 13px; margin: 0; }
.card .figure { font-size: 26px; font-weight: 650; line-height: 1.25; margin: 2px 0; font-variant-numeric: tabular-nums; }
.card .note { color: var(--muted); font-size: 13px; margin: 0; }
.good { color: var(--good); } .bad { color: var(--bad); }
.panel { padding: 16px; margin-top: 20px; }
.legend { display: flex; flex-wrap: wrap; gap: 4px 18px; color: var(--muted); font-size: 13px; list-style: none; padding: 0; margin: 0 0 8px; }
.legend li { display: flex; align-items: center; gap: 6px; }
.legend svg { flex: none; }
.chart { display: block; width: 100%; height: auto; }
.chart text { font: 12px system-ui, -apple-system, 'Segoe UI', Roboto, Arial, sans-serif; fill: var(--muted); font-variant-numeric: tabular-nums; }
.grid { stroke: var(--line); } .floor { stroke: var(--bad); stroke-dasharray: 2 4; } .chart .floor-label { fill: var(--bad); font-size: 11px; }
.score { fill: none; stroke: var(--accent); stroke-width: 2.5; stroke-linejoin: round; }
.ghost { fill: none; stroke: var(--ghost); stroke-width: 2; stroke-dasharray: 6 4; stroke-linejoin: round; }
.fill-top { stop-color: var(--accent); stop-opacity: 0.22; } .fill-bottom { stop-color: var(--accent); stop-opacity: 0.02; }
.minute { fill: var(--accent-soft); } .gain { fill: var(--good); opacity: 0.12; }
.anomaly { fill: var(--bad); stroke: var(--surface); stroke-width: 1.5; } .anomaly-stem { stroke: var(--bad); stroke-width: 1; opacity: 0.5; }
.chart .anomaly-label { fill: var(--bad); font-weight: 600; }
.mark line { stroke: var(--accent); opacity: 0.45; } .mark circle { fill: var(--accent); stroke: var(--accent); stroke-width: 1.5; }
.chart .mark text { fill: var(--ink); font-size: 11px; font-weight: 600; }
.unmet circle { fill: var(--surface); } .unmet line { stroke-dasharray: 2 3; } .chart .unmet text { fill: var(--accent); }
article { padding: 16px; margin-top: 12px; }
.head { display: flex; flex-wrap: wrap; align-items: baseline; gap: 4px 10px; margin-bottom: 8px; }
.head .at { color: var(--muted); font-variant-numeric: tabular-nums; }
.badge { border: 1px solid var(--line); border-radius: 99px; padding: 0 9px; font-size: 12.5px; line-height: 20px; color: var(--muted); white-space: nowrap; }
.badge.bad { color: var(--bad); border-color: currentcolor; } .badge.good { color: var(--good); border-color: currentcolor; }
.number { display: inline-grid; place-items: center; min-width: 22px; height: 22px; padding: 0 5px; border-radius: 11px; font-size: 12px; font-weight: 600; background: var(--accent); color: var(--ink); align-self: center; }
.number.anomalous { background: var(--bad); } .number.hollow { background: none; border: 1.5px solid var(--accent); color: var(--accent); }
blockquote { margin: 8px 0; padding: 8px 14px; border-left: 3px solid var(--accent); background: var(--raised); border-radius: 0 6px 6px 0; overflow-wrap: anywhere; }
blockquote p { margin: 0; } .options { margin: 6px 0 0; padding-left: 20px; } .source { color: var(--muted); font-size: 13px; margin-top: 6px !important; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 4px 16px; margin: 10px 0 0; }
dt { color: var(--muted); } dd { margin: 0; overflow-wrap: anywhere; }
.scroll { overflow-x: auto; margin-top: 10px; }
table { border-collapse: collapse; width: 100%; font-size: 13.5px; }
th { text-align: left; color: var(--muted); font-weight: 500; white-space: nowrap; }
th, td { padding: 5px 14px 5px 0; border-bottom: 1px solid var(--line); vertical-align: top; }
tr:last-child td { border-bottom: 0; } .num { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
.empty { color: var(--muted); }
footer { margin-top: 40px; padding-top: 16px; border-top: 1px solid var(--line); color: var(--muted); font-size: 13px; }
code { font: 12px/1.5 ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; overflow-wrap: anywhere; }
@media (max-width: 560px) {
  main { padding: 20px 14px 32px; } h1 { font-size: 23px; } .chart, table { min-width: 620px; } dl { grid-template-columns: 1fr; gap: 0; } dd { margin-bottom: 6px; }
}
@page { size: A4; margin: 14mm 12mm; }
@media print {
  body { background: none; font-size: 10.5pt; } main { max-width: none; padding: 0; }
  .card, .panel, article, .number, .chart, blockquote { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  article, .card, .panel, tr { break-inside: avoid; } h2 { break-after: avoid; } .cards { grid-template-columns: repeat(4, 1fr); gap: 8px; }
  .card { padding: 8px 10px; } .card .figure { font-size: 17pt; } .scroll { overflow: visible; } table { font-size: 9pt; }
}
`;
