"""The elements of a recorded page, drawn again by the plainest calls from constants made beforehand.

What a page sent is read once: every text, figure, frame and list of options becomes a constant.  To
draw is then nothing but one Streamlit call for each element, which is the least such a page can cost.
"""

import gc
import io
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd
import plotly.graph_objects as go
import pyarrow as pa
import streamlit as st
from streamlit.proto.Delta_pb2 import Delta

from benchmarks.websocket_client import Run, kind_of

Draw = Callable[[Any, str], Any]
MAIN = 0
"""The first number of a place on the page itself; the sidebar and its like have others."""


@dataclass(slots=True)
class Node:
    """One element, or one block with what lies in it."""

    kind: str
    draw: Draw
    children: dict[int, "Node"] = field(default_factory=dict)
    weights: list[float] = field(default_factory=list)
    labels: list[str] = field(default_factory=list)


def write_recording(run: Run, path: Path) -> None:
    """Keep what a page drew: each place with its delta."""
    kept = [[list(place), delta.SerializeToString().hex()] for place, delta in run.deltas()]
    path.write_text(json.dumps(kept))


def read_recording(path: Path) -> Node:
    """The page as a tree. Raises ``LookupError`` for a kind of element that cannot be drawn again."""
    root = Node("page", _container)
    for place, raw in json.loads(path.read_text()):
        delta = Delta.FromString(bytes.fromhex(raw))
        if place[0] == MAIN:
            _put(root, place[1:], delta)
        elif kind_of(delta) == "html":
            # A style sheet: Streamlit takes it out of the page by itself.
            _put(root, [-1 - len(root.children)], delta)
        else:
            raise LookupError(f"The floor cannot draw a {kind_of(delta)} beside the page.")
    return root


def _put(root: Node, place: Sequence[int], delta: Delta) -> None:
    parent = root
    for index in place[:-1]:
        parent = parent.children[index]
    kind = kind_of(delta)
    if kind == "block:column":
        parent.weights.append(delta.add_block.column.weight)
        node = Node(kind, _container)
    elif kind == "block:tab":
        parent.labels.append(delta.add_block.tab.label)
        node = Node(kind, _container)
    elif kind.startswith("block:"):
        node = Node(kind, _block(kind, delta))
    else:
        node = Node(kind, _element(kind, getattr(delta.new_element, kind)))
    parent.children[place[-1]] = node


def draw(node: Node, container: Any, key: str = "floor") -> None:
    """Draw what lies in a node into a container."""
    places: Sequence[Any] = [container] * len(node.children)
    if node.weights:
        places = container.columns(node.weights)
    elif node.labels:
        places = container.tabs(node.labels)
    for (index, child), place in zip(node.children.items(), places, strict=True):
        name = f"{key}_{index}"
        # A row of columns and a set of tabs are made by the columns and tabs themselves.
        made = place if child.weights or child.labels else child.draw(place, name)
        draw(child, made, name)


@cache
def constants(path: Path) -> Node:
    """A recorded page, read once in the process and frozen as ``server.py`` freezes what it imports."""
    page = read_recording(path)
    gc.collect()
    gc.freeze()
    return page


def _container(container: Any, _: str) -> Any:
    return container


def _block(kind: str, delta: Delta) -> Draw:
    block = delta.add_block
    match kind:
        case "block:expandable":
            label, expanded = block.expandable.label, block.expandable.expanded
            return lambda c, _: c.expander(label, expanded=expanded)
        case "block:popover":
            popover_label = block.popover.label
            return lambda c, _: c.popover(popover_label)
        case "block:tab_container":
            return _container
        case "block:flex_container":
            across = block.flex_container.direction == block.flex_container.Direction.HORIZONTAL
            border = bool(block.flex_container.border)
            return lambda c, _: c.container(horizontal=across, border=border)
    raise LookupError(f"The floor cannot draw a {kind}.")


def _element(kind: str, proto: Any) -> Draw:
    maker = _MAKERS.get(kind)
    if maker is None:
        raise LookupError(f"The floor cannot draw a {kind}.")
    return maker(proto)


def _text(p: Any) -> Draw:
    body, shown = p.body, p.help or None
    return lambda c, _: c.text(body, help=shown)


def _markdown(p: Any) -> Draw:
    body, shown, is_caption = p.body, p.help or None, p.element_type == p.Type.CAPTION
    if is_caption:
        return lambda c, _: c.caption(body, help=shown)
    return lambda c, _: c.markdown(body, help=shown)


def _heading(p: Any) -> Draw:
    body, name = p.body, {"h1": "title", "h2": "header"}.get(p.tag, "subheader")
    return lambda c, _: getattr(c, name)(body)


def _alert(p: Any) -> Draw:
    body = p.body
    return lambda c, _: c.info(body)


def _figure(p: Any) -> Draw:
    figure, config, alt = go.Figure(json.loads(p.spec)), json.loads(p.config or "{}"), p.alt or None
    return lambda c, key: c.plotly_chart(figure, config=config, alt=alt, key=key)


def _frame(p: Any) -> Draw:
    frame = _pandas(p.arrow_data.data)
    config, order = json.loads(p.columns or "{}"), list(p.column_order) or None
    named = {name: settings for name, settings in config.items() if name in frame.columns}
    alt, modes = p.alt or None, {0: "single-row", 1: "multi-row", 2: "single-column", 3: "multi-column"}
    chosen = [modes[mode] for mode in p.selection_mode if mode in modes]
    if chosen:
        return lambda c, key: c.dataframe(
            frame, column_config=named, column_order=order, alt=alt, hide_index=True, key=key,
            on_select="rerun", selection_mode=chosen,
        )  # fmt: skip
    return lambda c, key: c.dataframe(
        frame, column_config=named, column_order=order, alt=alt, hide_index=True, key=key
    )


def _table(p: Any) -> Draw:
    frame = _pandas(p.arrow_data.data)
    return lambda c, _: c.table(frame)


def _pandas(data: bytes) -> pd.DataFrame:
    frame: pd.DataFrame = pa.ipc.open_stream(io.BytesIO(data)).read_pandas()
    return frame


def _options(name: str) -> Callable[[Any], Draw]:
    def make(p: Any) -> Draw:
        label, options, default = p.label, list(p.options), list(p.default) if name == "multiselect" else None
        if name == "multiselect":
            chosen = [options[index] for index in default or ()]
            return lambda c, key: c.multiselect(label, options, default=chosen, key=key)
        index = p.default if options else None
        return lambda c, key: c.selectbox(label, options, index=index, key=key)

    return make


def _button_group(p: Any) -> Draw:
    label, options = p.label or "Choice", [one.content or str(n) for n, one in enumerate(p.options)]
    several = p.click_mode == p.ClickMode.MULTI_SELECT
    chosen = [options[index] for index in p.default]
    mode = "multi" if several else "single"
    default: Any = chosen if several else (chosen[0] if chosen else None)
    return lambda c, key: c.segmented_control(
        label, options, selection_mode=mode, default=default, key=key, label_visibility="collapsed"
    )


def _labelled(name: str, **options: Any) -> Callable[[Any], Draw]:
    def make(p: Any) -> Draw:
        label = p.label
        return lambda c, key: getattr(c, name)(label, key=key, **options)

    return make


def _number(p: Any) -> Draw:
    label, whole = p.label, p.data_type == p.DataType.INT
    value = (int(p.default) if whole else float(p.default)) if p.HasField("default") else None
    return lambda c, key: c.number_input(label, value=value, key=key)


def _slider(p: Any) -> Draw:
    label, low, high = p.label, float(p.min), float(p.max)
    value = float(p.default[0]) if p.default else low
    return lambda c, key: c.slider(label, low, high, value, key=key)


def _html(p: Any) -> Draw:
    body = p.body
    return lambda c, _: c.html(body)


def _page_link(p: Any) -> Draw:
    label = p.label
    return lambda c, _: c.page_link("https://example.invalid/", label=label)


def _link_button(p: Any) -> Draw:
    label = p.label
    return lambda c, _: c.link_button(label, "/")


def _metric(p: Any) -> Draw:
    label, body = p.label, p.body
    return lambda c, _: c.metric(label, body)


def _pagination(p: Any) -> Draw:
    pages = p.num_pages
    return lambda c, key: c.pagination(pages, key=key)


def _component(p: Any) -> Draw:
    data = json.loads(p.mixed.json or "{}") if p.HasField("mixed") else json.loads(p.json or "{}")
    area = st.components.v2.component(
        "floor_" + p.component_name.rpartition(".")[2],
        html=p.html_content,
        js=p.js_content,
        css=p.css_content,
    )
    return lambda c, key: _inside(c, lambda: area(key=key, data=data, on_value_change=_nothing))


def _inside(container: Any, call: Callable[[], Any]) -> Any:
    with container:
        return call()


def _nothing() -> None:
    """A callback that does nothing: the floor's widgets report to nobody."""


_MAKERS: dict[str, Callable[[Any], Draw]] = {
    "text": _text,
    "markdown": _markdown,
    "heading": _heading,
    "alert": _alert,
    "plotly_chart": _figure,
    "dataframe": _frame,
    "table": _table,
    "selectbox": _options("selectbox"),
    "multiselect": _options("multiselect"),
    "button_group": _button_group,
    "button": _labelled("button"),
    "download_button": _labelled("download_button", data=b"floor"),
    "checkbox": _labelled("checkbox"),
    "text_input": _labelled("text_input"),
    "text_area": _labelled("text_area"),
    "date_input": _labelled("date_input", value=date(2026, 1, 1)),
    "file_uploader": _labelled("file_uploader"),
    "number_input": _number,
    "slider": _slider,
    "page_link": _page_link,
    "link_button": _link_button,
    "metric": _metric,
    "pagination": _pagination,
    "bidi_component": _component,
    "space": lambda p: lambda c, _: c.space(),
    "empty": lambda p: lambda c, _: c.empty(),
    "html": _html,
}
