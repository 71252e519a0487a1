/// The look of a report: one sheet within the page, so that the file needs nothing else.
enum Style {
    static let sheet: Markup = """
        <style>
        :root{--pine:#0f3d36;--rust:#a84a00;--muted:#4c5759;--edge:#6a7773;--quiet:#7d9a93;--hair:#cfd6d2;--panel:#edf3f0}
        *{box-sizing:border-box}
        body{margin:0;color:#0b0c0c;background:#fff;font:16px/1.32 Arial,"Liberation Sans",Arimo,Helvetica,sans-serif}
        .skip{position:absolute;left:-999em}.skip:focus{position:static;display:block;padding:10px;background:#fd0;color:#0b0c0c}
        header{background:var(--pine);color:#fff;border-bottom:8px solid #ffd23f}
        .wide{max-width:1140px;margin:0 auto;padding:0 15px}
        header .wide{display:flex;align-items:center;gap:10px;padding-top:12px;padding-bottom:12px;font-weight:700;font-size:19px}
        header small{margin-left:auto;font-weight:400;font-size:16px}
        main{padding:30px 0 50px}
        .caption{color:var(--muted);font-size:18px;margin:0 0 5px}
        h1{font-size:32px;line-height:1.1;margin:0 0 20px;max-width:26em}
        h2{font-size:24px;line-height:1.2;margin:0 0 15px}
        h3{font-size:18px;margin:20px 0 10px}
        p,li,dd,figcaption{max-width:38em}
        .lead{font-size:18px}
        a{color:#1d70b8}a:focus,summary:focus,.scroll:focus{outline:3px solid #fd0;outline-offset:0;box-shadow:0 4px #0b0c0c}
        dl.facts{display:flex;flex-wrap:wrap;gap:20px 50px;margin:0 0 30px}
        dl.facts div{display:flex;flex-direction:column-reverse}
        dl.facts dd{margin:0;font-size:24px;font-weight:700}dl.facts dt{color:var(--muted)}
        section{border-top:1px solid var(--hair);padding-top:30px;margin-top:50px}
        figure{margin:0}figcaption{font-weight:700;font-size:18px;margin:0 0 15px}
        .source{color:var(--muted);font-size:16px;margin:10px 0}
        .picture{display:block;overflow:visible;max-width:760px}
        .picture text{font-size:16px;fill:#0b0c0c}.picture .b{font-weight:700}.picture .m{fill:var(--muted);font-weight:400}
        .picture .s{font-size:14px;fill:var(--muted)}.picture .mid,.flow .mid{text-anchor:middle}
        .bar{fill:var(--quiet)}.bar-go{fill:var(--rust)}
        .path{stroke:var(--pine);stroke-width:2.5}.level{stroke:var(--edge)}.dashed{stroke-dasharray:5 5}
        .usual{fill:var(--edge)}.signal{fill:var(--pine);stroke:#fff;stroke-width:2}
        .flow{display:block}.flow text{font-size:14px;fill:#0b0c0c}.flow .b{font-weight:700}.flow .s{font-size:13px;fill:var(--muted)}
        .flow .go{fill:var(--rust);font-weight:700}.flow .inv{fill:#fff}
        .node{fill:#fff;stroke:var(--edge)}.node-end{fill:var(--pine)}
        .arrow{fill:none;stroke:var(--edge)}.arrow-go{stroke:var(--rust)}.head{fill:var(--edge)}.head-go{fill:var(--rust)}
        .halo{paint-order:stroke;stroke:#fff;stroke-width:4px;stroke-linejoin:round}
        details{margin:15px 0}summary{color:#1d70b8;text-decoration:underline;cursor:pointer;padding:11px 0;width:fit-content}
        .scroll{overflow-x:auto}
        table{border-collapse:collapse;min-width:min(100%,38em);font-variant-numeric:tabular-nums}
        caption{text-align:left;font-weight:700;padding:0 0 8px}
        th,td{text-align:left;padding:8px 20px 8px 0;border-bottom:1px solid var(--hair);vertical-align:top;font-weight:400}
        thead th{font-weight:700}.n{text-align:right}
        .matrix td.hot{background:#fbeee2;color:#8a3c00;font-weight:700}
        footer{border-top:1px solid var(--hair);background:var(--panel);padding:20px 0;color:var(--muted)}
        @media(min-width:760px){h1{font-size:44px}h2{font-size:32px}body{font-size:18px}.lead{font-size:21px}}
        @page{margin:12mm}
        @media print{header{background:none;color:#000;border-color:#000}.skip{display:none}
        h2,h3,figcaption,caption{break-after:avoid}svg,tr{break-inside:avoid}section{margin-top:30px}
        details:not([open])>*{display:block}details::details-content{content-visibility:visible;display:block}details>summary:first-child,details:not([open])>summary{display:none}
        .scroll{overflow:visible}table{font-size:11px;min-width:0}th,td{padding:3px 6px 3px 0}.flow{max-width:100%;height:auto;max-height:215mm}}
        @media(forced-colors:active){.bar,.head,.usual,.signal{forced-color-adjust:none}}
        </style>
        """
}
