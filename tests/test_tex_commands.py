"""Commands of TeX and their arguments: what a reader of the text sees, and what is unknown."""

from __future__ import annotations

import re

import pytest

from publications.tex import parse
from tests.rows import every_row

#: What commands read before what they show.
ARGUMENTS = [
    (r"Carl\kern-.2em son", "Carlson"),
    (r"DVIto\kern-.1emVDU \kern2 ptx", "DVItoVDU x"),
    (r"a\hskip 1em plus 2pt minus 1fil b", "a b"),
    (r"Na\raise.4ex\hbox{+} \lower -1pt\hbox to 2cm{x}", "Na+ x"),
    (r"\llap{x}\penalty10000 y", "xy"),
    (r"one\footnote[2]{two} \footnotemark[2]three", "one (two) three"),
    (r"\rotatebox[origin=c]{45}{x} \scalebox{2}[3]{y} \resizebox*{1cm}{!}{z}", "x y z"),
    (r"\parbox[t]{3cm}{p} \raisebox{1ex}[0pt][0pt]{q} \makebox[2em][l]{r}", "p q r"),
    (r"\textcolor[rgb]{1,0,0}{red} \colorbox{blue}{b} \foreignlanguage{french}{mot}", "red b mot"),
    (r"A\phantom{xx}B \vphantom\}C \hphantom X D \smash[b]{E}", "AB C D E"),
    (r"\begin{CJK*}{GBK}{song}王五\end{CJK*}", "王五"),
    (r"\begin{tabular}[t]{ll}a\end{tabular} \begin{minipage}[c]{2cm}b\end{minipage}", "a b"),
    (r"\begin{itemize}\item one\item two\end{itemize}", "one two"),
    (r"\begin{nowhere}a\end{nowhere} \begin b \end{c}", "a b"),
    (r"\mintinline[x]{c}{a_b} \path|c_d| \url+e_f+", "a_b c_d e_f"),
    (r"\verb|a_b| \verb*!c! \lstinline[x]/d/ \verb", "a_b c d"),
    (r"\textls[50]{x} \textins{a} b\textelp{} {\CJKfamily{song}王}", "x [a] b[…] 王"),
    (r"\includegraphics[width=1cm]{f.png}a\label{x}b\ref{y}", "ab"),
    (r"A\babelhyphen{nobreak}B \babelhyphen*{soft}C", "A-B C"),
    (r"A\\[A subtitle] b\\[2pt]c\\*[-.5em]d", "A [A subtitle] b c d"),
]
CITATIONS = [
    (r"\cite{a}", "[a]"),
    (r"\parencite[12--13]{a}", "[a, 12–13]"),
    (r"\citep*[cf.][ch.~2]{a}", "[cf. a, ch.\u00a02]"),
    (r"\Textcite[see][]{a}", "[see a]"),
    (r"\nocite{a}b", "b"),
    (r"\autocites{a}{b} \cites[see][3]{a}[4]{b} c", "[a; b] [see a, 3; b, 4] c"),
    (r"\cite{a}{b} \cite c \cites", "[a]b [c] []"),
    (r"\cite[p.~1]{\emph{a}, b\_c}", "[a, b_c, p.\u00a01]"),
]
NUMBERED = [
    (r"\ding{51} \ding{182} \ding{255} \ding{72}", "✓ ❶ ★"),
    (r'\symbol{233} \char"E9 x\char233 \char`\% \symbol{x}', "é éxé%x"),
    (r"\char'351 \symbol{'351}", "éé"),
    (r'caf\accent19 e \accent"7F u \char`\\ \ifmmode x\else y\fi', "café ü \\y"),
    (r"\symbol{0}\char1114112 a", "a"),
]
LETTERS = [
    (r"\texttt{--flag ``a''} -- {\tt a---b} c---d", "--flag “a” – a---b c—d"),
    ("`a'' ``b `c''' d'' `e' f'g", "‘a” “b ‘c”’ d” ‘e’ f’g"),
    (r"\textbeta-carotene, \textOmega, \upalpha, \Updelta", "β-carotene, Ω, α, Δ"),
    (r"\textlangle x\textrangle{} \Box{} \leadsto{} \textcopyleft", "⟨x⟩ □ ↝ 🄯"),
    (r"\textsubring{r} \textgravemacron{e} \textsubbar{z} \capitalcaron{S}", "r̥ ḕ ẕ Š"),
    (r"the$\backslash$nuse {\textbackslash}alpha", r"the\nuse \alpha"),
    (r"Gda{\'{}nsk} Journ{\'{}ees} {\={}\i}", "Gdańsk Journées ī"),
    (r"Qur\'{}an \"{} \c{} {\c\ } x\v{} \'{\relax} {\v} \u", "Qur´an ¨ ¸ ¸ xˇ ˇ ˘"),
    (r"5^\circ C 10^{\circ}, x^\alpha, a_\_b", "5°C 10°, xα, a_b"),
    (r"\og Bonjour\fg{} \No 5 \textnumero", "« Bonjour » №5 №"),
    (
        r"Prokof{\cprime}ev, \polhk{a}, \Dbar, \textcircled{a}, \oldstylenums{19}",
        "Prokofʹev, ą, Đ, a⃝, 19",
    ),
    (r"1\ier{} 2\ieme{} \nth{3} \nth{11} \nth{21} a\addcomma{} b", "1er 2e 3rd 11th 21st a, b"),
    (r"\MakeUppercase{ab\"o \MakeLowercase{C}}d \lowercase{EF}", "ABÖ Cd ef"),
    (
        r"It's d'{\'e}t\'e, l'\emph{air}, a'b, 5' 3'' and 'tis",
        "It’s d’été, l’air, a’b, 5' 3” and 'tis",
    ),
]
TABLES_OF_PACKAGES = [
    (
        r"J\bibinitperiod\bibnamedelima K\bibinitperiod{} Caf\IeC{\'e} Roe \etal\ \mkbibordinal{2}",
        "J. K. Café Roe et al. 2nd",
    ),
    (
        r"\BibitemOpen a\BibitemShut{NoStop} \ppno~3\bibrangedash 4\psqq, \code{--x}",
        "a pp.\u00a03–4 sqq., --x",
    ),
    (r"\hebalef\hebbet{} \cyruk{} \CYRLYUS{} \mupalpha{} \textturnm{} \textkra", "אב ѹ Ѧ α ɯ ĸ"),
    (r"\textsubwedge{x} \textadvancing{o} $\widebreve{x}$ $\utilde y$", "x̬ o̘ x̆ y̰"),
    (r"\checked{} \mars{} \Thorn{} \ecircumflex{} \Cplusplus{} \trademark", "✓ ♂ Þ ê C++ ™"),
    (r"\textcquote[3]{key}{words} \foreigntextcquote{french}{key}{mots}", "“words” “mots”"),
    (r"\section{Part} \textjapanese{語} \xout{a} \so{b} A\addslash B", "Part 語 a b A/B"),
    (
        r"$a \over b$ ${n \choose k}$ $\tr A$ $\Tr(x)$ $a\!\!\!b\negthinspace c$",
        "a / b n choose k tr A Tr(x) abc",
    ),
]
QUANTITIES = [
    (r"\SI{10}{\kilo\metre\per\hour} \qty[x=y]{3.5}{\micro\second}", "10 km/h 3.5 µs"),
    (
        r"\SIrange{1}{5}{\giga\hertz} \numrange{2}{-3} \SIlist{1;2}{\cm}",
        "1 GHz to 5 GHz 2 to −3 1 cm and 2 cm",
    ),
    (r"\num{2.5e-3} \num{e6} \num{3 +- 1} \num{2x4}", "2.5 × 10⁻³ 10⁶ 3 ± 1 2 × 4"),
    (r"\ang{45} \ang{1;2;3} \SI{90}{\degree} \SI{21}{\celsius}", "45° 1°2′3″ 90° 21 °C"),
    (
        r"\unit{\kg\m\squared} \si{m.s^{-2}} \si{\per\square\cm} \si{\m\tothe{4}}",
        "kg m² m s⁻² /cm² m⁴",
    ),
    (
        r"\ion{Ca}{ii} \ion{O}{3} \ce{Fe2(SO4)3} \ce{SO4^{2-}} \ce{A -> B}",
        "Ca II O III Fe₂(SO₄)₃ SO₄²⁻ A → B",
    ),
    (
        r"\SI{1.5}{\upmu m} \SI{20}{\micro m/s} \si{\kg.m.s^{-1}} \SI{5}{\%} \SI{9}{^\circ C}",
        "1.5 µm 20 µm/s kg m s⁻¹ 5 % 9 °C",
    ),
    (
        r"\si{kg m/s^2} \SI{5}{\percent} \SI{3}{\degree C} \si{10^{6}.m} \num{-e10}",
        "kg m/s² 5 % 3 °C 10⁶ m −10¹⁰",
    ),
    (r"\ce{^227_90Th} \ce{A <--> B} \ce{A <=>> B} \ce{\eta^2-C2H4}", "²²⁷₉₀Th A ↔ B A ⇌ B η²-C₂H₄"),
    (r"\SI{5} \num", "5"),
    (r"\ion{Fe}{14} \num{1e3 x 2e4} \num{-1E+06}", "Fe XIV 1 × 10³ × 2 × 10⁴ −1 × 10⁶"),
    (r"\ce{^{227}_{90}Th+} \ch{Cl-} \ce{A-B} \ce{H2 + O2}", "²²⁷₉₀Th⁺ Cl⁻ A-B H₂ + O₂"),
    (
        r"\ce{TiO_{2-x}} \ce{YBa2Cu3O_{7-\delta}} \ce{Fe^{III}} \ce{CaSO4 * 2H2O} \ce{A <- B}",
        "TiO₂₋ₓ YBa₂Cu₃O_(7-δ) Feᴵᴵᴵ CaSO₄·2H₂O A ← B",
    ),
    (r"\ce{\alpha-SO4^2-} \ce{Fe^3+} \ch{NH4+} \ce{CH3-CH3}", "α-SO₄²⁻ Fe³⁺ NH₄⁺ CH₃-CH₃"),
    (r"\num{.5} \num{2\pi} \num{\sim5} \numlist{1;2;3}", "0.5 2π ∼5 1, 2 and 3"),
    (r"20\,\degreeCelsius", "20 °C"),
    (r"\qtyproduct{2 x 3}{\metre} \complexnum{1+2i} \SI{3}{\lightyear}", "2 × 3 m 1+2i 3 ly"),
    (r"\isotope[14]{C} \isotope[235][92]{U}-based $\isotope[3]{He}$", "¹⁴C ²³⁵₉₂U-based ³He"),
    (r"3\fdg2 5\farcs3", "3°.2 5″.3"),
]
MATHS = [
    (
        "of $5 or $6, $1.5 to $2 million for $n$, $10$ $2 x$",
        "of $5 or $6, $1.5 to $2 million for n, 10 2 x",
    ),
    (r"\ensuremath{^{st}} \ensuremath{} $a\ensuremath{_1}$ \ensuremath x", "st a₁ x"),
    (r"3$^{rd}$ 5$^{\mathrm{th}}$ le $2^{\text{ème}}$ $k^{th}$", "3rd 5th le 2ème kth"),
    (r"$a \pmod{n}$ $b \bmod 2$ $\ket{0}$ $\bra\phi$", "a (mod n) b mod 2 |0⟩ ⟨ϕ|"),
    (r"$\braket{a}{b}$ $\braket{a|b}$ $\norm{x}$ $\abs y$", "⟨a|b⟩ ⟨a|b⟩ ‖x‖ |y|"),
    (r"$\log{n}$ $\liminf x$ $\varprojlim M$ $\gcd(a)$", "log n lim inf x proj lim M gcd(a)"),
    (r"$\begin{array}{lr}1&2\\3&4\end{array}$", "1 2 3 4"),
    (r"\begin{equation*}x=1\end{equation*} \begin{align}a&=b\end{align}", "x=1 a =b"),
    (r"\begin{equation}open", "open"),
    (r"$\nosuch$", "nosuch"),
    (r"$\operatorname{rank} A$ $\operatorname{rank}(A)$ $\'{e}\=o$", "rank A rank(A) éō"),
    (r"\(x \text{ if $x>0$}\) $5\%$", "x if x>0 5%"),
    (r"$\overbracket{x}$ $\underparen{y}$", "x y"),
    (r"$a \not\in B$ $a \not= b$ $\not\subset$ $\not$", "a ∉ B a ≠ b ⊄"),
    (r"$A \xrightarrow{f} B$ $A \xrightarrow[a]{b} B$ \mathrm{d}x", "A →ᶠ B A →ₐᵇ B dx"),
    (r"$\stackrel{d}{=}$ $\underset{x}{\max} f$ $\overset{a+b}{\to}$", "=ᵈ maxₓ f →ᵃ⁺ᵇ"),
    (r"$\dddot{x}$ $\Bbb R$ \Bbb{Z} $\ketbra{a}{b}$ $a\not=b$", "x⃛ ℝ ℤ |a⟩⟨b| a≠b"),
    (r"\sqrt2 \bar x \abs{y} \frac a b a \not= b", "√2 x̄ |y| a/b a ≠ b"),
    (r"$\frac{1}{2}\log x$ $\sqrt[n+1]{x}$ $\log\left(x\right)$", "1/2 log x ⁿ⁺¹√x log (x)"),
    (r"Si\textsubscript{1-x}Ge\textsubscript{x} \textsuperscript{13}C", "Si1-xGex ¹³C"),
]

#: Commands that others mean as well.
MACROS = [
    (
        r"$\prescript{14}{6}{C}$ $\tensor{T}{^a_b}$ $\genfrac{(}{)}{0pt}{}{a}{b}$ ${\cal O}(n)$",
        "¹⁴₆C Tᵃ_b (a/b) O(n)",
    ),
    (
        r"$\dv{f}{x}$ $\dv[2]{f}{x}$ $\dv{x}$ $\pdv{f}{x}$ $\fdv{F}{g}$",
        "df/dx d²f/dx² d/dx ∂f/∂x δF/δg",
    ),
    (r"$\pdv{f}{x}{y}$ $\dd x$ $\dd[3]{r}$ $\order{x^2}$", "(∂² f)/(∂x ∂y) dx d³r O(x²)"),
    (r"$\ev{A}$ $\ev{A}{\psi}$ $\mel{a}{B}{c}$ $\op{a}{b}$", "⟨A⟩ ⟨ψ|A|ψ⟩ ⟨a|B|c⟩ |a⟩⟨b|"),
    (r"$\comm{A}{B}$ $\acomm{A}{B}$ $\grad f$ $\curl B$ $\laplacian$", "[A,B] {A,B} ∇f ∇ × B ∇²"),
    (r"$\abs{\norm{\vb{a}}}$ $\abs*{x}$ $\eval{x}_0$ $\mel{a}$", "|‖a‖| |x| x|₀ a"),
    (r"\ket{0}-state \pdv{f}{x}\xspace, \floor 2 \nicefrac{1}{2}", "|0⟩-state ∂f/∂x, ⌊2⌋ 1/2"),
]


@every_row(
    "source, text",
    ARGUMENTS + CITATIONS + NUMBERED + LETTERS + TABLES_OF_PACKAGES + QUANTITIES + MATHS + MACROS,
)
def test_text(source: str, text: str) -> None:
    assert parse(source).text == text


@every_row(
    "source, html",
    [
        (r"21$^{st}$", "21<sup>st</sup>"),
        (
            r"$\ln x$",
            '<math><mrow><mi>ln</mi><mspace width="0.167em"></mspace><mi>x</mi></mrow></math>',
        ),
        (
            r"$\log_2 n$",
            "<math><mrow><msub><mi>log</mi><mn>2</mn></msub>"
            '<mspace width="0.167em"></mspace><mi>n</mi></mrow></math>',
        ),
        (
            r"\begin{displaymath}x\end{displaymath}",
            "<math><mrow><mi>x</mi></mrow></math>",
        ),
        (
            r"$\dv{f}{x}$",
            "<math><mrow><mfrac><mrow><mi>d</mi><mi>f</mi></mrow>"
            "<mrow><mi>d</mi><mi>x</mi></mrow></mfrac></mrow></math>",
        ),
        (r"\verb+<b>+", "&lt;b&gt;"),
        (r"\href[x=y]{https://e.org}{a}", '<a href="https://e.org">a</a>'),
    ],
)
def test_html(source: str, html: str) -> None:
    assert parse(source).html == html


@every_row(
    "source, letters",
    [
        (r"\bm{x}", "𝒙"),
        (r"{\bf x1}", "𝐱1"),
        (r"\mathscr{LB}", "ℒℬ"),
        (r"\Bbb{R}", "ℝ"),
        (r"\mathrm{d}", "d"),
    ],
)
def test_alphabets_are_characters(source: str, letters: str) -> None:
    assert re.sub("<[^>]*>", "", parse(f"${source}$").html) == letters


@pytest.mark.parametrize("name", ["align", "gather*", "eqnarray", "alignat"])
def test_rows_of_maths_are_a_table(name: str) -> None:
    assert parse(rf"\begin{{{name}}}a&=b\\c&=d\end{{{name}}}").html.count("<mtr>") == 2
    assert parse(r"\[\begin{aligned}a&=b\\c&=d\end{aligned}\]").html.count("<mtr>") == 2


@pytest.mark.parametrize("source", [r"\begin{alignedat}{2}a&=b\end{alignedat}", r"\text{a $b$}"])
def test_maths_that_mathml_would_show_as_tex_is_text(source: str) -> None:
    assert not set("&$<") & set(parse(rf"\({source}\)").html)


@every_row(
    "source, text, unknown",
    [
        (r"left\nosuch right", "left right", ("nosuch",)),
        (r"left \nosuch{right}", "left right", ("nosuch",)),
        (r"a,\nosuch b (\nosuch c)", "a, b (c)", ("nosuch", "nosuch")),
        (r"\nosuch", "nosuch", ("nosuch",)),
        (r"{\nosuch{}}", "nosuch", ("nosuch",)),
        (r"\nosuch: by \other.", "nosuch: by other.", ("nosuch", "other")),
        (r"$x \nosuch y$", "x y", ("nosuch",)),
        (r"$x^{\nosuch} \hat{\other}$", "xⁿᵒˢᵘᶜʰ other", ("nosuch", "other")),
        (r"a \NoSuch tool, \NoSuch5 \NoSuch{}s", "a NoSuch tool, NoSuch5 NoSuchs", ("NoSuch",) * 3),
        (r"\nosuch{} a \nosuch\ b {\nosuch-c}", "nosuch a nosuch b nosuch-c", ("nosuch",) * 3),
        (r"ca\\ff\é, C:\5 \? z", "ca ffé, C:5 ? z", ("é", "5", "?")),
        ("a\\", "a", ()),
        (r"x\NoSuch{y} \NoSuch[o]{z} {\nosuch w}", "xy z w", ("NoSuch", "NoSuch", "nosuch")),
        (r"\sqrt{2} \abs{x} \braket{a}{b} a \not\in b", None, ()),
        (r"$\text{a} \mathrm{b} \alpha \left( x \right)$", None, ()),
        (r"\emph{a} {\sffamily b} \mbox{c} \alpha \mnras \SI{1}{\nosuch}", None, ()),
        (r"\'e \& \ss{} plain", None, ()),
    ],
)
def test_unknown_commands_are_named_and_join_no_words(
    source: str, text: str | None, unknown: tuple[str, ...]
) -> None:
    made = parse(source)
    assert made.unknown == unknown
    if text is not None:
        assert made.text == text


@pytest.mark.parametrize(
    ("macro", "journal"),
    [
        (r"\aap", "Astronomy and Astrophysics"),
        (r"{\apjs}", "The Astrophysical Journal Supplement Series"),
        (r"\prl", "Physical Review Letters"),
        (r"\jcap", "Journal of Cosmology and Astroparticle Physics"),
    ],
)
def test_journals_of_astronomers(macro: str, journal: str) -> None:
    assert parse(macro).text == journal


@every_row(
    "source, text",
    [
        (
            "a <mml:math xmlns:mml='x'><mml:msup><mml:mi>x</mml:mi> <mml:mn>2</mml:mn></mml:msup>"
            "<mml:mo>&lt;</mml:mo><mml:mspace width='1em'/><mml:mfrac><mml:mn>1</mml:mn>"
            "<mml:mrow><mml:mi>y</mml:mi></mml:mrow></mml:mfrac></mml:math> b",
            "a x²< 1/y b",
        ),
        (
            "<jats:p>At <jats:inline-formula><jats:alternatives><jats:tex-math>$$\\sqrt{s}=13$$"
            "</jats:tex-math><mml:math><mml:msqrt><mml:mi>s</mml:mi></mml:msqrt><mml:mo>=</mml:mo>"
            "<mml:mn>13</mml:mn></mml:math></jats:alternatives></jats:inline-formula> TeV</jats:p>",
            "At √s=13 TeV",
        ),
        ("<inline-formula><tex-math>$x_1$</tex-math></inline-formula>", "x₁"),
        ("<msubsup><mi>a</mi><mn>1</mn><mn>2</mn></msubsup>", "a₁²"),
        ("<munderover><mo>∑</mo><mn>1</mn><mi>n</mi></munderover>", "∑₁ⁿ"),
        ("<table><tr><td>1</td><td>2</td></tr></table> <ce:italic>x</ce:italic>", "1 2 x"),
    ],
)
def test_formulas_of_publishers(source: str, text: str) -> None:
    assert parse(source).text == text


@every_row(
    "source, html",
    [
        ("H<sub>2</sub>O in <i>E. coli</i>", "H<sub>2</sub>O in <i>E. coli</i>"),
        (
            "<jats:p>A <jats:bold>b <sup>1</sup></jats:bold></jats:p>",
            "A <strong>b <sup>1</sup></strong>",
        ),
        (
            "<mml:math><mml:mi>x</mml:mi></mml:math>, a<br/>b",
            "<math><mrow><mrow><mi>x</mi></mrow></mrow></math>, a b",
        ),
        ("a <b and c> d, <i>open, <hr/>", "a &lt;b and c&gt; d, &lt;i&gt;open,"),
        ('<i onclick="x">y</i> <script>z</script>', "<i>y</i> &lt;script&gt;z&lt;/script&gt;"),
        ("&lt;i&gt;E. coli&lt;/i&gt; K&lt;sub&gt;2&lt;/sub&gt;", "<i>E. coli</i> K<sub>2</sub>"),
        (
            r"{\textless}i{\textgreater}E. coli{\textless}/i{\textgreater} p {\textless} 0.05",
            "<i>E. coli</i> p &lt; 0.05",
        ),
        (r"\textless{}sub\textgreater{}2\textless/sub\textgreater, x", "<sub>2</sub>, x"),
        ("CO$<$sub$>$2$<$/sub$>$, {\\&}lt;i{\\&}gt;x\\&lt;/i\\&gt;", "CO<sub>2</sub>, <i>x</i>"),
        (r"$\backslash$textit{\{}E. coli{\}} {\textbackslash}alpha", "<i>E. coli</i> α"),
        ("a &lt;b&gt; &lt;script&gt;", "a &lt;b&gt; &lt;script&gt;"),
        ("<a href='javascript:x'>a</a> <ul><li>b</li><li>c</li></ul>", "a b c"),
        ("A<jats:monospace>x</jats:monospace> <q>y</q>", "A<code>x</code> “y”"),
        ("it&#146;s &#150; &#x80;5", "it’s – €5"),
        ("&eacute;&Uuml; &nosuch; R&D; AT&T", "éÜ &amp;nosuch; R&amp;D; AT&amp;T"),
    ],
)
def test_html_of_publishers(source: str, html: str) -> None:
    assert parse(source).html == html
