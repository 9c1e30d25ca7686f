/// How the page looks.
extension ReportPage {
  /// The colour of all projects beyond the largest ones.
  static let lastColor = 8

  static let style = """
    :root {
      --paper: #fcfcfa; --ink: #23272e; --soft: #6c7480; --line: #e4e5e1; --track: #f1f1ed;
      --c0: #4271ae; --c1: #3d9a87; --c2: #d9a441; --c3: #c4604a; --c4: #7c67ab; --c5: #6b9440; --c6: #bd6f97;
      --c7: #5b93b0; --c8: #9ba1a9;
    }
    @media (prefers-color-scheme: dark) {
      :root {
        --paper: #17191d; --ink: #e3e5e8; --soft: #949ba6; --line: #2e3238; --track: #1f2227;
        --c0: #6f9cd8; --c1: #57b9a4; --c2: #e3b967; --c3: #dc8069; --c4: #a18dd0; --c5: #92bb66; --c6: #d893b8;
        --c7: #82b6d1; --c8: #7f8690;
      }
    }
    * { box-sizing: border-box; }
    body { margin: 0; background: var(--paper); color: var(--ink); font: 15px/1.5 system-ui, sans-serif; }
    main { max-width: 54rem; margin: 0 auto; padding: 3rem 1.5rem; }
    header { display: grid; grid-template-columns: 1fr auto; align-items: end; gap: 0 1rem; }
    h1, h2, p, ul { margin: 0; font-weight: 400; }
    h1 { font-size: 1.9rem; line-height: 1.2; }
    h1 + p { grid-row: 2; color: var(--soft); }
    .sum { grid-row: 1 / 3; grid-column: 2; font-size: 1.9rem; line-height: 1.2; text-align: right; }
    .sum small { display: block; font-size: 15px; line-height: 1.5; color: var(--soft); }
    section { margin-top: 2.5rem; }
    h2 { margin-bottom: .6rem; padding-bottom: .4rem; border-bottom: 1px solid var(--line); color: var(--soft);
      font-size: 13px; letter-spacing: .02em; }
    table { width: 100%; border-collapse: collapse; font-variant-numeric: tabular-nums; }
    th { width: 12rem; padding: .22rem 1rem .22rem 0; font-weight: 400; text-align: left; overflow-wrap: anywhere; }
    #days th { width: 9rem; color: var(--soft); white-space: nowrap; }
    #days b { font-weight: 400; color: var(--ink); }
    td { width: 1px; padding: .22rem 0 .22rem 1rem; text-align: right; white-space: nowrap; }
    td + td + td { color: var(--soft); }
    .bar { width: auto; padding: .22rem 0; text-align: left; font-size: 0; }
    .bar i { display: inline-block; height: 14px; background: var(--c8); vertical-align: middle; }
    .bar i:first-child { border-radius: 2px 0 0 2px; }
    .bar i:last-child { border-radius: 0 2px 2px 0; }
    .bar i:only-child { border-radius: 2px; }
    #days .bar { background: linear-gradient(var(--track), var(--track)) center / 100% 14px no-repeat; }
    #groups { table-layout: fixed; }
    #groups th { width: 15rem; }
    #groups td + td { width: 6rem; }
    #groups td:last-child { width: 4.2rem; }
    .sub th { padding-left: 1.2rem; color: var(--soft); }
    .sub i { opacity: .55; }
    .all th, .all td { border-top: 1px solid var(--line); padding-top: .5rem; font-weight: 600; color: inherit; }
    ul { display: flex; flex-wrap: wrap; gap: .2rem 1.2rem; padding: .8rem 0 0; list-style: none; font-size: 13px; }
    li i { display: inline-block; width: 10px; height: 10px; margin-right: .45rem; border-radius: 2px; }
    .none { margin-top: 1rem; color: var(--soft); font-size: 13px; }
    .c0 { background: var(--c0) !important; } .c1 { background: var(--c1) !important; }
    .c2 { background: var(--c2) !important; } .c3 { background: var(--c3) !important; }
    .c4 { background: var(--c4) !important; } .c5 { background: var(--c5) !important; }
    .c6 { background: var(--c6) !important; } .c7 { background: var(--c7) !important; }
    .c8 { background: var(--c8) !important; }
    @media (max-width: 34rem) {
      main { padding: 1.5rem 1rem; }
      #days th { width: 7rem; }
      #groups th { width: 9rem; }
      td:not(.bar) { padding-left: .5rem; }
      #groups td:nth-child(4), #groups td:nth-child(5) { display: none; }
    }
    @media print {
      :root {
        --paper: #fff; --ink: #000; --soft: #555; --line: #ccc; --track: #fff;
        --c0: #4271ae; --c1: #3d9a87; --c2: #d9a441; --c3: #c4604a; --c4: #7c67ab; --c5: #6b9440; --c6: #bd6f97;
        --c7: #5b93b0; --c8: #9ba1a9;
      }
      body { font-size: 10pt; }
      main { max-width: none; padding: 0; }
      tr, ul, header { break-inside: avoid; }
      h2 { break-after: avoid; }
      i { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
    }
    @page { margin: 18mm; }

    """
}
