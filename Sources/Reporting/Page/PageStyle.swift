/// How a page looks, on a screen and on paper.
enum PageStyle {
  static let css = """
    :root { --ink: #1b1f24; --soft: #5b6570; --line: #d5dae0; --good: #00684f; --bad: #b0261e; --warning: #8a5a00;
      --panel: #f5f7f9; }
    * { box-sizing: border-box; }
    body { margin: 0; background: #fff; color: var(--ink);
      font: 16px/1.5 system-ui, "Segoe UI", Roboto, "Helvetica Neue", Arial, "Noto Sans", sans-serif; }
    main { max-width: 54rem; margin: 0 auto; padding: 2rem 1.25rem 4rem; }
    h1 { font-size: 1.75rem; line-height: 1.2; margin: 0 0 .25rem; text-wrap: balance; }
    h2 { font-size: 1.25rem; margin: 2.25rem 0 .5rem; padding-bottom: .25rem; border-bottom: 2px solid var(--ink); }
    h3 { font-size: 1.05rem; margin: 1.5rem 0 .25rem; }
    p, ul, ol { margin: .5rem 0; }
    li { margin: .3rem 0; }
    .note { color: var(--soft); font-size: .9rem; }
    .good { color: var(--good); }
    .bad { color: var(--bad); font-weight: 600; }
    .warning { color: var(--warning); font-weight: 600; }
    .dim { color: var(--soft); }
    .key { display: grid; grid-template-columns: repeat(auto-fit, minmax(11rem, 1fr)); gap: .75rem; margin: 1rem 0; }
    .key div { background: var(--panel); border-top: 3px solid var(--ink); padding: .6rem .75rem .7rem; }
    .key dt { color: var(--soft); font-size: .85rem; }
    .key dd { margin: 0; }
    .key b { display: block; font-size: 1.7rem; line-height: 1.25; font-variant-numeric: tabular-nums; }
    .key span { font-size: .85rem; }
    .key dd > span { display: block; line-height: 1.35; }
    .table { overflow-x: auto; margin: .75rem 0 1rem; }
    table { border-collapse: collapse; width: 100%; font-size: .92rem; font-variant-numeric: tabular-nums; }
    caption { text-align: left; font-weight: 600; padding: .25rem 0; }
    th { text-align: left; font-weight: 600; vertical-align: bottom; color: var(--soft);
      border-bottom: 1px solid var(--ink); padding: .25rem .5rem; line-height: 1.25; }
    td { padding: .25rem .5rem; border-bottom: 1px solid var(--line); vertical-align: top; }
    th:first-child, td:first-child { padding-left: 0; }
    th:last-child, td:last-child { padding-right: 0; }
    td.name { white-space: nowrap; }
    .num { text-align: right; white-space: nowrap; }
    th.num { white-space: normal; }
    .group th { color: var(--ink); padding-top: .75rem; border-bottom: 1px solid var(--line); }
    figure { margin: 1rem 0 1.25rem; }
    figcaption { font-weight: 600; margin-bottom: .25rem; }
    figure svg { display: block; width: 100%; height: auto; }
    @media print {
      @page { size: A4; margin: 16mm 15mm; }
      body { font-size: 10.5pt; }
      main { max-width: none; padding: 0; }
      h1, h2, h3, caption, figcaption { break-after: avoid; }
      tr, li, figure, .whole, .key div { break-inside: avoid; }
      table { font-size: 9pt; }
      th, td { padding: 1.5pt 4pt; }
      thead { display: table-header-group; }
      .table { overflow: visible; }
      .key div { background: none; border: 1px solid var(--line); border-top: 3px solid var(--ink); }
      .key { grid-template-columns: repeat(4, 1fr); }
      .good, .bad, .warning, .dim, .note { color: var(--ink); }
    }
    """
}
