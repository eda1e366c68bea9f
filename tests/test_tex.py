"""TeX strings: one meaning, four renderings, whatever is in them."""

from __future__ import annotations

import functools
import re
from xml.etree.ElementTree import Element, fromstring

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markupsafe import escape

from publications.tex import Tex, fold, parse, plain
from publications.tex.characters import FORBIDDEN
from publications.tex.mathml import mathml
from publications.tex.text import TextReader
from publications.tex.url import safe_url
from tests.counting import calls
from tests.rows import every_row
from tests.timing import is_done_within

ACCENTS = [
    (r"\'{e} {\'e} \'e \' e {\'{e}} \a'e", "é é é é é é"),
    (r"{\'{\i}} \'{\i} {\'\i} \'\i", "í í í í"),
    (r"\c{c} \c c {\c c} {\c{c}}", "ç ç ç ç"),
    (r"\r a \r{a} \k a \k{e} \H{o} \v{s} {\v s} \u g \u{g}", "å å ą ę ő š š ğ ğ"),
    (r"\`a \^o \~n \=a \.z \"u \"{\i}", "à ô ñ ā ż ü ï"),
    (r"\d{a} \b{b} \t{oo}", "ạ ḇ o͡o"),
    (r"\.I \.{\i} \v{\j} \k{\i}", "İ i ǰ į"),
    (r"\'{\^e} \'{ab} \'{{e}}", "ế áb é"),
    (r"\ss{} {\o} \O{} {\l}\L{} \aa{} \AA{} \ae \AE \oe{}", "ß ø Ø łŁ å Å æÆœ"),
    (r"Stra{\ss}e, Wroc\l aw, S\o ren, \DH\TH", "Straße, Wrocław, Søren, ÐÞ"),
    (r"Schr{\"o}dinger, H{\aa}kan, Erd{\H o}s", "Schrödinger, Håkan, Erdős"),
    (r"\textcommabelow{s}\~{}u\^{}", "ș~u^"),
]
WORDS = [
    ("", ""),
    ("Plain, with * and _under_ and 50% & more", "Plain, with * and _under_ and 50% & more"),
    ("{An} {{{NMR}} Study} of {iPhone}s", "An NMR Study of iPhones"),
    ("pp.~1--10 --- so {-}{-} there", "pp.\u00a01–10 — so -- there"),
    ("``Q'' and `q' and don't, '77", "“Q” and ‘q’ and don’t, '77"),
    ("?`Qu\\'e? !`Ya!", "¿Qué? ¡Ya!"),
    (r"\& \% \_ \$ \# \{ \} \textbackslash{} \textasciitilde", r"& % _ $ # { } \ ~"),
    (r"a\ b\,c\-d\/e\\f\\[2pt]g\\*h", "a b cde f g h"),
    (r"\LaTeX{} \textregistered{} \S 3 \copyright{} \pounds 5 \dots", "LaTeX ® §3 © £5 …"),
    (r"\alpha-helix \textendash{} \textemdash{} \texteuro", "α-helix – — €"),
    (r"\unknown{kept} a \gone b \frobnicate[x]{y}{z}", "kept a b yz"),
    (r"{\noopsort{1973b}}1973 \textcolor{red}{red} \label{x}", "1973 red"),
    (r"\mbox{A-b} \enquote{c} \footnote{d}", "A-b “c” (d)"),
    ("price $ 5, a\\", "price $ 5, a"),
    ("a } b { c", "a b c"),
    ("AT&amp;T {\\&}amp; \\&amp; &lt;b&gt; &#8217; &#x2013; {\\&}\\#39;", "AT&T & & <b> ’ – '"),
    ("&amp;lt; &nbsp; &#0; &#xD800; &foo;", "&lt; \u00a0 &foo;"),
    ("Don&#039;t caf&#0233;s &#0009731; $&#0945;$", "Don’t cafés ☃ α"),
    ("a\x00b\x1bc\u202ed\u2066e\ud800f\ufeffg\tk\nl  m", "abcdefgk l m".replace("gk", "g k")),
    (r"AC{\^{}}0[{\textbackslash}oplus]", "AC^0[⊕]"),
    (r"{\textdollar}{\textbackslash}mathrm\{AC\}{\^{}}0{\textdollar}", "AC⁰"),
    (r"C:{\textbackslash}temp", r"C:\temp"),
]
MATHS = [
    ("H$_2$O", "H₂O"),
    (r"$\alpha$, \(\beta\), \[\gamma\], $$\delta$$, \ensuremath{\epsilon}", "α, β, γ, δ, ϵ"),
    ("$x^2$ $x^{10}$ $x_i$ $x^{k+\\alpha}$ $2^\\alpha$", "x² x¹⁰ xᵢ x^(k+α) 2^α"),
    (r"$O(n \log n / \! \log\log n)$", "O(n log n / log log n)"),
    (
        r"$\frac{1}{2}$ $\frac12$ $\frac{a+b}{c}$ $\sqrt{2}$ $\sqrt[3]{x+1}$",
        "1/2 1/2 (a+b)/c √2 ³√(x+1)",
    ),
    (r"$\binom{n}{k}$ $\hat{x}$ $\overline{AB}$ $a \not= b$", "(n choose k) x̂ AB a ≠ b"),
    (r"$\mathbb{R}^n$ $\mathcal{O}(n)$ $\text{if } x$ $f'$", "ℝⁿ O(n) if x f′"),
    (r"5$^\circ$C 20$\times$30 $p < 0.05$ $a \in B$", "5°C 20×30 p < 0.05 a ∈ B"),
    (r"$\left( x \right.$ $a~b$ $\{1\}$", "( x a b {1}"),
    (r"CO_{2} 10^{-3} \textsubscript{2}\textsuperscript{th}", "CO₂ 10⁻³ ₂th"),
    (r"\sqrt{2} \frac{1}{2}", "√2 1/2"),
    (
        r"$\operatorname*{argmin}_x$ $\partial f$ $\underbrace{a}_1$ $\href{b}{c}$",
        "argminₓ ∂f a₁ c",
    ),
    (r"$\unknowncommand{x}$ $x", "x $x"),
]


@every_row("source, text", ACCENTS + WORDS + MATHS)
def test_text(source: str, text: str) -> None:
    assert parse(source).text == text


@every_row(
    "source, html",
    [
        (
            r"\emph{a} \textit{b} \textbf{c} \texttt{d}",
            "<em>a</em> <i>b</i> <strong>c</strong> <code>d</code>",
        ),
        (r"\textsc{A}", '<span class="smallcaps">A</span>'),
        (
            r"{\em a} {\it b} {\bf c {\sc d}} e",
            '<em>a</em> <i>b</i> <strong>c <span class="smallcaps">d</span></strong> e',
        ),
        (r"\bf a", "<strong>a</strong>"),
        (r"\emph{a \emph{b} c} \emph{} \emph d", "<em>a b c</em> <em>d</em>"),
        (
            r"x\textsuperscript{2}\textsubscript{i} CO_{2}",
            "x<sup>2</sup><sub>i</sub> CO<sub>2</sub>",
        ),
        (r"\emph{un{closed", "<em>unclosed</em>"),
        (
            '<script> " onmouseover= {{ x }} {% y %} **b** ]]>',
            "&lt;script&gt; &#34; onmouseover= x % y % **b** ]]&gt;",
        ),
        (r"\href{https://a.b/?c=1&d=\%20}{A}", '<a href="https://a.b/?c=1&amp;d=%20">A</a>'),
        (r"\url{http://a.b/\~{}c\_d}", '<a href="http://a.b/~c_d">http://a.b/~c_d</a>'),
        (r"\href{assets/a b.pdf}{A}", '<a href="assets/a%20b.pdf">A</a>'),
        (r"\href{mailto:a@b.org}{\url{https://c.d}}", '<a href="mailto:a@b.org">https://c.d</a>'),
        (r"\url{example.org} \nolinkurl{http://a}", "example.org http://a"),
        (r"\href{javascript:alert(1)}{A}", "A"),
        ("\\href{java\x01script:alert(1)}{A}", "A"),
        (r"\href{data:text/html,x}{A} \url{JAVASCRIPT:b}", "A JAVASCRIPT:b"),
        (
            r'\href{https://a.b/" onclick="c}{A}',
            '<a href="https://a.b/&#34;%20onclick=&#34;c">A</a>',
        ),
        (r"$x^2$", "<math><mrow><msup><mi>x</mi><mn>2</mn></msup></mrow></math>"),
        (r"H$_2$O", "H<math><mrow><msub><mi></mi><mn>2</mn></msub></mrow></math>O"),
        (r"$a<b$", "<math><mrow><mi>a</mi><mo>&lt;</mo><mi>b</mi></mrow></math>"),
        (r"$\nosuchthing<b$", "&lt;b"),
    ],
)
def test_html(source: str, html: str) -> None:
    assert parse(source).html == html


def test_a_title_in_a_link_has_no_links() -> None:
    title = parse(r"See \url{https://a.b} \& \href{c}{$x$}")
    html = title.rendered(escape, links=False)
    assert html == "See https://a.b &amp; <math><mrow><mi>x</mi></mrow></math>"


@every_row(
    "query, source",
    [
        ("Schrodinger", 'Schr\\"odinger'),
        ("schrödinger", 'SCHR{\\"O}DINGER'),
        ("H2O", "H$_2$O"),
        ("x2", "$x^2$"),
        ("strasse", r"Stra{\ss}e"),
        ("Soren Lodz oeuvre aether djak", "Søren Łódź œuvre æther đjak"),
        ("Istanbul isparta", "İstanbul ısparta"),
        ("self supervised", "Self--Supervised"),
        ("office", "o\ufb03ce"),
        ("한국어", "한국어"),
        ("がくせい", "がくせい"),
        ("हिन्दी", "हिन्दी"),
        ("Αθηνα", "Αθήνα"),
        ("a b c", "  A: b_c!  "),
    ],
)
def test_search(query: str, source: str) -> None:
    assert fold(query)
    assert parse(source).search == fold(query)


def test_source_is_as_it_came() -> None:
    assert parse(" {\\'e}\x00 $x$ ").source == " {\\'e}\x00 $x$ "


def test_plain_text_becomes_tex() -> None:
    text = r"{b} \c & $5 ~ ^ 50% #_"
    assert plain(text + "\x00").text == text
    assert parse(plain(text).source).text == text


def test_empty_is_false_and_str_is_text() -> None:
    assert not parse("{}")
    assert not parse("$ $")
    assert not parse(r"\noopsort{a}")
    assert str(parse(r"\emph{a}")) == "a"


@every_row(
    "source",
    [
        r"\def\a{\b\b}\a",
        r"\newcommand{\a}{\a\a}\a",
        "{" * 30 + "x" + "}" * 30,
        "x" * 2000,
        r"\frac",
        "x^",
        "a_b_c",
        r"\begin{matrix}",
        r"\unicode{110000}",
        r"\unknowncommand",
        r"\sqrt" * 200 + "x",
        r"\left(" * 60 + "x" + r"\right)" * 60,
        r"\left(",
    ],
)
def test_maths_that_latex2mathml_is_spared_or_fails_on(source: str) -> None:
    assert mathml(source) is None
    assert "<" not in parse(f"${source}$").html


@every_row(
    "source",
    [
        r"\href{javascript:alert(1)}{x}",
        r"\style{background:url(//evil)}{x}",
        r"\class{a}{x}",
        r"\color{red;background:url(//evil)}{x}",
        r"\text{</mtext><script>alert(1)</script>}",
        r"\text{&lt;script&gt;}",
        r"\unicode{x3c}script\unicode{x3e}",
        r"\hspace{99999em}x",
        r"\rule{999em}{999em}",
    ],
)
def test_maths_cannot_act(source: str) -> None:
    html = parse(f"${source}$").html
    harmless = {"mathvariant", "displaystyle", "scriptlevel", "stretchy", "width"}
    for element in tree(html).iter():
        assert element.tag == "p" or re.fullmatch("m[a-z]+", element.tag)
        assert set(element.attrib) <= harmless
        assert "99" not in element.get("width", "")
    assert "<script" not in html


@pytest.mark.slow
@every_row("size", [1000, 100_000])
@every_row("edge, unit", [("", "{"), ("", r"\emph{"), ("", r"\'{"), ("", r"\'"), ("$", "x^{")])
def test_depth_is_no_matter(edge: str, unit: str, size: int) -> None:
    deep = parse(edge + unit * size + "a" + "}" * size + edge)
    assert deep.search.endswith("a")
    tree(deep.html)


HOSTILE = [
    "{",
    "}",
    "$",
    "$$x",
    "\\",
    "\\\\",
    "\\'",
    "\\'{",
    r"\emph{",
    r"\emph",
    r"{\em ",
    r"\frac",
    r"\(",
    r"\url{",
    r"\href{a",
    "^{",
    "_{",
    "`",
    "`'",
    "&",
    "&#",
    r"\noopsort{",
    r"\ensuremath{",
    r"\sqrt[",
    r"\foo[",
    r"\enquote{",
    r"\~",
    r"\'{\emph{",
    r"\'{$x$ ",
    r"{\textbackslash}alpha",
    "-",
    "?",
    "!`",
    r"\verb|",
    r"\cite[",
    r"\cite[a]",
    r"\begin{equation}",
    r"\begin{tabular}[",
    r"\MakeUppercase{",
    r"\SI{",
    r"\footnote[{",
    r"\kern1",
    r"\phantom",
    r"\textsubscript{1\textsuperscript{",
    r"\foo a",
    "'a",
]


@pytest.mark.slow
@every_row("hostile", [*HOSTILE, *("$" + unit for unit in HOSTILE)])
def test_work_is_linear(hostile: str) -> None:
    """Four times the length is about four times the function calls (counted, not timed)."""
    few, many = (calls(functools.partial(make_all, hostile * n)) for n in (400, 1600))
    assert many < 5 * few + 250


@every_row("opening", [r"\(", "$$ ", r"\begin{align}"])
def test_the_end_of_maths_is_looked_for_once(opening: str) -> None:
    source = (opening + "x") * 6_000
    assert len(parse(source).text) >= 6_000
    assert is_done_within(2, lambda: parse(source).text)


def make_all(source: str) -> None:
    """Make all renderings of a string."""
    made = parse(source)
    _ = made.html, made.rendered(escape, links=False), made.text, made.search


def tree(html: str) -> Element:
    """The HTML as the strictest reader sees it."""
    return fromstring(f"<p>{html}</p>")  # noqa: S314 - made here, and small


PARTS = st.one_of(
    st.sampled_from(
        [
            *HOSTILE,
            *"{}{}$~'\"^_-&%#[]()<>= aei.?*|/:",
            "--",
            "''",
            "``",
            "$x^2$",
            r"\alpha",
            r"\c",
            r"\v ",
            r"\i",
            r"\ss ",
            r"\)",
            r"\left",
            r"\begin{a}",
            r"\mathbb",
            "javascript:",
            "http://a.b",
            "&amp;",
            "&#x7b;",
            "\x00",
            "\u202e",
            "\ud800",
            "\n",
            r"\text{",
            r"\color{red}",
            r"\textsuperscript{1",
        ]
    ),
    st.text(max_size=3),
)
STRINGS = st.lists(PARTS, max_size=20).map("".join)


@pytest.mark.slow
@settings(max_examples=300, deadline=None)
@given(STRINGS)
def test_anything_is_rendered(source: str) -> None:
    made = parse(source)
    root = tree(made.html)
    unlinked = made.rendered(escape, links=False)
    assert all(element.tag != "a" for element in tree(unlinked).iter())
    for link in root.iter("a"):
        assert safe_url(link.get("href", "")) != ""
    for text in (made.html, made.text, made.search):
        assert not FORBIDDEN.search(text)
    assert fold(made.search) == made.search
    assert "  " not in made.text


@settings(max_examples=300, deadline=None)
@given(STRINGS)
def test_no_tex_is_left(source: str) -> None:
    meant = r"\\[{}]|\\verb|\\[A-Za-z]*(?:brace|backslash|setminus)|&"
    if not re.search(meant, FORBIDDEN.sub("", source)):
        made = parse(source)
        assert not re.search(r"[\\{}]", made.text + made.html)


@settings(max_examples=300, deadline=None)
@given(
    st.lists(
        st.sampled_from([*"\\{} ~`'\"^.=-aeiosuvck&%_#", "\\'", r"\c", r"\i", "''", "--"]),
        max_size=14,
    )
)
def test_the_short_way_comes_to_the_same(parts: list[str]) -> None:
    source = "".join(parts).strip()
    read = Tex(source, tuple(TextReader(source).pieces()))
    assert parse(source).text == read.text


def test_strings_without_tex_are_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(self: TextReader) -> None:
        raise AssertionError

    monkeypatch.setattr(TextReader, "pieces", refuse)
    long = " and more" * 40
    for source in (
        "A plain title: it's 5% & more",
        r"{G}\"odel, Escher -- ``Bach'' \& {\'E}mile~Zola",
    ):
        assert parse(source + long).text.endswith("more")
    with pytest.raises(AssertionError):
        assert parse("$x$" + long).text


@every_row(
    "character",
    ["\x00", "\x1f", "\x7f", "\u200b", "\u202e", "\u2060", "\u2066", "\ufeff", "\ud800", "\ufdd0",
     "\ufffe", "\U0001ffff", "\U0010fffe"],
)  # fmt: skip
def test_no_text_keeps_forbidden_characters(character: str) -> None:
    assert parse(f"a{character}b").text == "ab"


@every_row("character", ["\u200d", "\u00ad", "\u0600", "é", "中", "😀"])
def test_texts_keep_what_writing_needs(character: str) -> None:
    assert parse(f"a{character}b").text == f"a{character}b"


@every_row(
    "source, text",
    [
        (r"$\alpha = 1$ $\epsilon < 2$ $\mu - 1$ $\theta | x$", "α = 1 ϵ < 2 μ - 1 θ | x"),
        (r"$\alpha\beta$ $\alpha x$ $\alpha=1$", "αβ αx α=1"),
        (
            r"<inline-formula><tex-math id='x'>$\ell _{2}$</tex-math></inline-formula>-norm",
            "ℓ₂-norm",
        ),
        ("<i>a $x < y$ b</i> <p>c $x < y$ d.</p>", "a x < y b c x < y d."),
        ("<tex>$w$</tex> <formula formulatype='inline'>q</formula>!", "w q!"),
    ],
)
def test_maths_of_publishers(source: str, text: str) -> None:
    assert " ".join(parse(source).text.split()) == text
