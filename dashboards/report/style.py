"""How the report looks, on screen and on A4. No address in it points anywhere."""

CSS = """
@page { size: A4; margin: 16mm 15mm 18mm; }
* { box-sizing: border-box; }
html { font: 14px/1.5 system-ui, "Segoe UI", "Helvetica Neue", Arial, sans-serif; color: #1F2430; }
body { max-width: 780px; margin: 0 auto; padding: 24px; background: #FFFFFF; }
h1 { font-size: 28px; line-height: 1.2; margin: 0 0 4px; }
h2 { font-size: 19px; margin: 30px 0 8px; border-top: 2px solid #1F2430; padding-top: 10px; }
h3 { font-size: 15px; margin: 18px 0 4px; }
p { margin: 6px 0; }
p.lead { font-size: 17px; font-weight: 600; }
p.note, caption { color: #525A66; font-size: 12px; text-align: left; }
p.box { border: 1.5px solid #1F2430; padding: 8px 12px; margin: 10px 0; border-radius: 4px; }
p.flag { border: 2px solid #B3261E; padding: 8px 12px; margin: 10px 0; border-radius: 4px; }
p.sample { border: 2px dashed #7A5200; padding: 8px 12px; margin: 10px 0; border-radius: 4px; }
table { border-collapse: collapse; width: 100%; font-size: 12px; margin: 8px 0; }
th, td { text-align: left; vertical-align: top; padding: 4px 8px 4px 0;
  border-bottom: 1px solid #D5D8DE; overflow-wrap: break-word; }
table.figures td:nth-child(2), table.figures td:nth-child(4) { white-space: nowrap; }
table.models td:last-child { overflow-wrap: anywhere; }
thead th { border-bottom: 1.5px solid #1F2430; }
tbody th { font-weight: 600; }
svg { width: 100%; height: auto; display: block; margin: 8px 0; }
svg text { font-size: 12px; fill: #1F2430; }
ul { padding-left: 20px; margin: 6px 0; }
footer { margin-top: 28px; color: #525A66; font-size: 12px; }
@media screen and (max-width: 760px) {
  body { padding: 14px; }
  table { display: block; overflow-x: auto; }
}
@media print {
  html { font-size: 11.5px; }
  body { max-width: none; padding: 0; }
  h2, h3 { break-after: avoid; }
  svg, tr, p.box, p.flag, section.whole { break-inside: avoid; }
  thead { display: table-header-group; }
  section.page { break-before: page; }
  * { -webkit-print-color-adjust: exact; print-color-adjust: exact; }
}
"""
