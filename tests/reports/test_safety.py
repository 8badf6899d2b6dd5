"""A page that could run or fetch anything is told from one that cannot."""

import pytest

from discourse.reports.safety import page_problems


@pytest.mark.parametrize(
    "html",
    [
        '<p>1 &lt; 2</p><details open class="passages"><summary>onload=x</summary></details>',
        '<a href="https://example.org/a?b=c">x</a><a href="tables/t.csv">t</a><a href="#top">t</a>',
        '<a href="mailto:a@example.org">m</a>',
        '<img src="data:image/png;base64,AAAA" alt="on error=go()">',
        "<style>a { background: url(data:image/png;base64,AA); }</style>",
        '<svg><use xlink:href="#a"></use><rect style="clip-path: url(#b)"></rect></svg>',
        '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'">',
        "<p>&lt;script&gt;alert(1)&lt;/script&gt; and url(http://x) @import in prose</p>",
    ],
)
def test_harmless_pages_pass(html: str) -> None:
    assert page_problems(html) == []


@pytest.mark.parametrize(
    ("html", "said"),
    [
        ("<script>1</script>", "a script"),
        ("<SCRIPT src=x>", "a script"),
        ("<!-- <script> -->", "a script"),
        ("<!--><meta http-equiv=refresh content='0;url=http://x.invalid'>-->", "a comment that hides markup"),
        ("<!-- --!><meta http-equiv=refresh content='0;url=http://x.invalid'> -->", "a comment that hides markup"),
        ("<![CDATA[ > <meta http-equiv=refresh content=0> ]]>", "hides markup"),
        ("<p onclick='x()'>", "attribute onclick"),
        ("<svg/onload=x()>", "attribute onload"),
        ("<img src=x onerror=x()>", "attribute onerror"),
        ('<img src="https://example.org/a.png">', "src loads"),
        ('<img src="//example.org/a.png">', "src loads"),
        ('<img src="figures/a.png">', "src loads"),
        ('<img srcset="https://example.org/a.png 2x">', "srcset loads"),
        ('<svg><image href="https://example.org/a"></svg>', "href loads"),
        ('<link rel="stylesheet" href="https://example.org/a.css">', "<link>"),
        ("<style>@import 'https://example.org/a.css';</style>", "style loads"),
        ('<p style="background:url( &quot;https://example.org&quot;)">', "style loads"),
        ("<iframe srcdoc='x'>", "<iframe>"),
        ("<object data='x'>", "<object>"),
        ("<form action='x'>", "<form>"),
        ("<base href='x'>", "<base>"),
        ('<meta http-equiv="refresh" content="0;url=x">', "<meta>"),
        ('<a href="javascript:x()">', "a link to javascript:"),
        ('<a href=" java\tscript:x()">', "a link to javascript:"),
        ('<a href="&#106;avascript:x()">', "a link to javascript:"),
        ('<a href="data:text/html,x">', "a link to data:"),
    ],
)
def test_what_runs_or_loads_is_named(html: str, said: str) -> None:
    assert any(said in problem for problem in page_problems(html))


def test_the_line_is_told() -> None:
    assert page_problems("<p>\n\n<p onclick=x>") == ["attribute onclick runs code (line 3)"]
