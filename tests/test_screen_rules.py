"""What the screens keep to, so that no patient's text lands on another and no text is taken for markup."""

import ast
from collections.abc import Callable

import pytest

from session.pages import PAGES
from tests.sources import ROOT, called, calls, name_of, python_files, receiver, tree

SCREEN = ("app.py", "session", "pages", "components")
# What Streamlit reads as markdown in its first argument or under these names.
MARKDOWN = {
    "badge", "caption", "error", "exception", "expander", "header", "info", "markdown", "metric", "popover",
    "subheader", "success", "title", "toast", "warning", "write",
}  # fmt: skip
MARKDOWN_ARGUMENTS = {"body", "label", "value", "text"}
ESCAPING = {"md", "count"}
LOGGERS = {"log", "logger", "logging", "_log", "_logger", "LOG"}
SORTING = {"sorted", "sort", "min", "max", "groupby", "nlargest", "nsmallest"}


def breaks_the_start(parsed: ast.Module) -> bool:
    """Whether a page does anything but import before it has asked who is here."""
    body = parsed.body
    if body and isinstance(body[0], ast.Expr) and isinstance(body[0].value, ast.Constant):
        body = body[1:]
    first = next((node for node in body if not isinstance(node, ast.Import | ast.ImportFrom)), None)
    return first is None or ast.unparse(first) != "here = session.current()"


def makers_of_keys(parsed: ast.Module) -> set[str]:
    """``wkey``, and the functions of this file that return what it returns."""
    return {"wkey"} | {
        function.name
        for function in ast.walk(parsed)
        if isinstance(function, ast.FunctionDef)
        and (given := [node.value for node in ast.walk(function) if isinstance(node, ast.Return)])
        and all(isinstance(value, ast.Call) and called(value) == "wkey" for value in given)
    }


def loose_keys(parsed: ast.Module) -> list[int]:
    """Lines of widgets whose key does not come from ``wkey`` or a name."""
    makers = makers_of_keys(parsed)
    return [
        call.lineno
        for call in calls(parsed)
        if called(call) not in SORTING
        for keyword in call.keywords
        if keyword.arg == "key"
        and not isinstance(keyword.value, ast.Name | ast.Attribute)
        and not (isinstance(keyword.value, ast.Call) and called(keyword.value) in makers)
    ]


def is_our_own_text(node: ast.expr) -> bool:
    """Whether an expression is a text of ours, with every datum in it escaped."""
    match node:
        case ast.Constant():
            return True
        case ast.JoinedStr():
            return all(
                isinstance(part, ast.Constant)
                or (isinstance(part, ast.FormattedValue) and is_our_own_text(part.value))
                for part in node.values
            )
        case ast.Call():
            return called(node) in ESCAPING
        case ast.IfExp():
            return is_our_own_text(node.body) and is_our_own_text(node.orelse)
        case ast.BinOp(op=ast.Add()):
            return is_our_own_text(node.left) and is_our_own_text(node.right)
        case ast.Name() | ast.Attribute():
            return (node.id if isinstance(node, ast.Name) else node.attr).isupper()
    return False


def unescaped_markdown(parsed: ast.Module) -> list[int]:
    """Lines where data reach what Streamlit reads as markdown."""
    return [
        call.lineno
        for call in calls(parsed)
        if isinstance(call.func, ast.Attribute)
        and called(call) in MARKDOWN
        and receiver(call) not in LOGGERS
        and not all(
            is_our_own_text(node)
            for node in [
                *call.args[: 2 if called(call) == "metric" else 1],
                *(k.value for k in call.keywords if k.arg in MARKDOWN_ARGUMENTS),
            ]
        )
    ]


def unsafe_markup(parsed: ast.Module) -> list[int]:
    """Lines that let markup through."""
    return [
        node.lineno
        for node in ast.walk(parsed)
        if (isinstance(node, ast.Call) and any(k.arg == "unsafe_allow_html" for k in node.keywords))
        or (isinstance(node, ast.Constant) and node.value == "unsafe_allow_html")
    ]


def streamlit_caches(parsed: ast.Module) -> list[int]:
    """Lines that use a cache any client can clear, and that knows no actor."""
    names = {"cache_data", "cache_resource"}
    return [
        node.lineno
        for node in ast.walk(parsed)
        if (isinstance(node, ast.Attribute) and node.attr in names)
        or (isinstance(node, ast.ImportFrom) and any(alias.name in names for alias in node.names))
    ]


def breaches(rule: Callable[[ast.Module], list[int]], *rooms: str) -> list[str]:
    return [f"{name_of(path)}:{line}" for path in python_files(*rooms) for line in rule(tree(path))]


def runs_something(parsed: ast.Module) -> bool:
    """Whether a module does anything when it is imported but define, import and name constants."""
    harmless = ast.Import | ast.ImportFrom | ast.FunctionDef | ast.ClassDef | ast.Assign | ast.AnnAssign
    return any(
        not isinstance(node, harmless)
        and not (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant))
        for node in parsed.body
    )


def test_every_page_asks_who_is_here_before_it_does_anything() -> None:
    assert [page.script for page in PAGES if breaks_the_start(tree(ROOT / page.script))] == []


def test_what_lies_beside_the_pages_only_defines_what_they_call() -> None:
    scripts = {page.script for page in PAGES}
    beside = [path for path in python_files("pages") if name_of(path) not in scripts]
    assert [name_of(path) for path in beside if runs_something(tree(path))] == []


def test_every_widget_key_names_what_it_is_about() -> None:
    assert breaches(loose_keys, "pages", "components") == []


def test_no_datum_is_taken_for_markdown() -> None:
    assert breaches(unescaped_markdown, *SCREEN) == []


def test_no_markup_is_let_through_anywhere() -> None:
    assert breaches(unsafe_markup) == []


def test_nothing_is_kept_in_a_cache_that_knows_no_actor() -> None:
    assert breaches(streamlit_caches) == []


@pytest.mark.parametrize(
    "source",
    [
        "import session\nx = 1\nhere = session.current()",
        "import session\nif True:\n    here = session.current()",
        "import session\nhere = session.current",
        "'''A page.'''",
    ],
)
def test_a_page_that_asks_later_or_not_at_all_is_caught(source: str) -> None:
    assert breaks_the_start(ast.parse(source))


def test_a_page_may_say_what_it_is_and_import_before_it_asks() -> None:
    assert not breaks_the_start(ast.parse("'''Agenda.'''\nimport session\nhere = session.current()\nx = 1"))


@pytest.mark.parametrize(
    ("rule", "source"),
    [
        (loose_keys, "st.text_area('Rationale', key='rationale')"),
        (loose_keys, "column.button('Record answer', key=f'answer-{number}')"),
        (loose_keys, "def key(name): return f'form-{name}'\nst.button('Record', key=key('record'))"),
        (unescaped_markdown, "st.markdown(gene)"),
        (unescaped_markdown, "st.info(f'{name} was not found')"),
        (unescaped_markdown, "column.caption(f'{md(gene)} {change}')"),
        (unescaped_markdown, "st.write(str(value))"),
        (unescaped_markdown, "st.metric('TMB', value)"),
        (unescaped_markdown, "st.error(body='Not kept: ' + reason)"),
        (unsafe_markup, "st.markdown('<b>x</b>', unsafe_allow_html=True)"),
        (unsafe_markup, "st.markdown('x', **{'unsafe_allow_html': True})"),
        (streamlit_caches, "@st.cache_data\ndef cases(): ..."),
        (streamlit_caches, "from streamlit import cache_resource"),
    ],
)
def test_what_the_screens_may_not_do_is_caught(rule: Callable[[ast.Module], list[int]], source: str) -> None:
    assert rule(ast.parse(source))


@pytest.mark.parametrize(
    ("rule", "source"),
    [
        (loose_keys, "st.text_area('Rationale', key=wkey('rationale', case_id, version))"),
        (loose_keys, "st.button('Record answer', key=key)"),
        (loose_keys, "def key(name): return wkey(name, subject, 1)\nst.button('Record', key=key('record'))"),
        (loose_keys, "rows = sorted(rows, key=lambda row: row.gene)"),
        (unescaped_markdown, "st.markdown('**Findings**')"),
        (unescaped_markdown, "st.caption(f'{count(shown)} of {count(all_of_them)}')"),
        (unescaped_markdown, "st.info(md(sentence) if sentence else 'Nothing yet')"),
        (unescaped_markdown, "logger.info(sentence)"),
        (unescaped_markdown, "st.text(sentence)"),
    ],
)
def test_what_the_screens_may_do_is_let_through(rule: Callable[[ast.Module], list[int]], source: str) -> None:
    assert not rule(ast.parse(source))
