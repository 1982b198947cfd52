"""Opens a laboratory's file whatever it is packed or encoded as, and says why when it cannot."""

import codecs
import gzip
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, cast

from data.ingest import limits

BGZIP_END = bytes.fromhex("1f8b08040000000000ff0600424302001b0003000000000000000000")
"""The 28 bytes that end every whole bgzip file (SAM specification 4.1.2)."""

GZIP = b"\x1f\x8b"
"""The first bytes of every gzip and bgzip file."""

_PACKED = (
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ\x00", "an xz archive"),
    (b"PK\x03\x04", "a zip archive or an Excel workbook"),
    (b"PK\x05\x06", "an empty zip archive"),
    (b"\x1f\x9d", "a Unix compress (.Z) archive"),
    (b"\x1f\xa0", "a Unix compress (.Z) archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
    (b"\x28\xb5\x2f\xfd", "a Zstandard archive"),
    (b"\xd0\xcf\x11\xe0", "an old Excel workbook"),
    (b"BCF\x02", "a binary VCF (BCF)"),
    (b"BCF\x04", "a binary VCF (BCF)"),
    (b"BAM\x01", "an alignment (BAM)"),
    (b"CRAM", "an alignment (CRAM)"),
    (b"PAR1", "a Parquet file"),
    (b"%PDF", "a PDF document"),
)

_INDEXES = (b"TBI\x01", b"CSI\x01")


class Unreadable(Exception):
    """A file that cannot be read as text; carries what was seen and what was expected."""

    def __init__(self, seen: str, expected: str) -> None:
        super().__init__(seen)
        self.seen = seen
        self.expected = expected


@dataclass(frozen=True, slots=True)
class Opened:
    """How a file is packed and encoded, found from its first bytes."""

    path: Path
    gzipped: bool
    bgzipped: bool
    encoding: str
    """``utf-8``, ``utf-8-sig``, ``utf-16-le``, ``utf-16-be`` or ``cp1252``."""
    old_mac_lines: bool
    """Lines end with a carriage return alone."""
    head: str
    """The first characters, unpacked and decoded."""

    @property
    def as_it_lies(self) -> bool:
        """True when the unpacked bytes are already the text: no decoding, no line ends to change."""
        return self.encoding in {"utf-8", "cp1252"} and not self.old_mac_lines


def _encoding_of(head: bytes) -> str:
    if head.startswith(codecs.BOM_UTF8):
        return "utf-8-sig"
    if head.startswith(codecs.BOM_UTF16_LE):
        return "utf-16-le"
    if head.startswith(codecs.BOM_UTF16_BE):
        return "utf-16-be"
    pairs = head[:400]
    if len(pairs) >= 8 and pairs.count(0) * 2 >= len(pairs) - 8:
        if not any(pairs[0::2]):
            return "utf-16-be"
        if not any(pairs[1::2]):
            return "utf-16-le"
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        decoder.decode(head)
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"


def _packed_as(head: bytes) -> str | None:
    return next((name for magic, name in _PACKED if head.startswith(magic)), None)


def _is_bgzip(raw: bytes) -> bool:
    return len(raw) >= 14 and raw[3] & 4 == 4 and raw[12:14] == b"BC"


def _ends_whole(path: Path) -> bool:
    with path.open("rb") as file:
        size = file.seek(0, 2)
        file.seek(max(0, size - len(BGZIP_END)))
        return file.read() == BGZIP_END


def _unpacked(raw: BinaryIO, gzipped: bool) -> BinaryIO:
    return cast(BinaryIO, gzip.GzipFile(fileobj=raw)) if gzipped else raw


def is_index(path: Path) -> bool:
    """Whether a file is the index of a variant file (tabix or CSI), which nobody needs to read it.

    Raises ``OSError`` for the disk.
    """
    try:
        with path.open("rb") as raw:
            gzipped = raw.read(len(GZIP)) == GZIP
            raw.seek(0)
            with _unpacked(raw, gzipped) as file:
                return file.read(4).startswith(_INDEXES)
    except (EOFError, gzip.BadGzipFile, zlib.error):
        return False


def open_file(path: Path) -> Opened:
    """Look at a file's first bytes and say how to read it.

    Raises ``Unreadable`` for packed or binary files that are not taken, ``OSError`` for the disk.
    """
    with path.open("rb") as file:
        raw = file.read(64)
    name = _packed_as(raw)
    if name is not None:
        raise Unreadable(name, "plain text, gzip or bgzip: unpack it or export it as text")
    gzipped = raw.startswith(GZIP)
    try:
        with path.open("rb") as whole, _unpacked(whole, gzipped) as file:
            head = file.read(limits.SNIFF_BYTES)
    except (EOFError, gzip.BadGzipFile, zlib.error) as error:
        raise Unreadable(
            f"a damaged gzip file ({error})", "a whole gzip file: copy it again from its source"
        ) from error
    if gzipped:
        inner = _packed_as(head) or ("a gzip file inside a gzip file" if head.startswith(GZIP) else None)
        if inner is not None:
            raise Unreadable(inner, "text packed once with gzip or bgzip")
    encoding = _encoding_of(head)
    text = head.decode("utf-8" if encoding == "utf-8" else encoding, errors="replace")
    return Opened(
        path=path,
        gzipped=gzipped,
        bgzipped=gzipped and _is_bgzip(raw),
        encoding=encoding,
        old_mac_lines="\r" in text[:-1] and "\n" not in text,
        head=text.removeprefix("\ufeff"),
    )


def require_whole(opened: Opened) -> None:
    """Raise ``Unreadable`` for a bgzip file whose end block is missing: it was cut short."""
    if opened.bgzipped and not _ends_whole(opened.path):
        raise Unreadable(
            "a bgzip file without its end block, so it was cut short",
            "the whole file: copy it again from its source; nothing of it was kept",
        )


def chunks(opened: Opened, limit: int, at: Callable[[int], None] | None = None) -> Iterator[bytes]:
    """The file's text as UTF-8 bytes without byte order mark, some at a time.

    ``at`` is told after each how many bytes of the file, as it lies, have been read. Raises ``Unreadable``
    for more than ``limit`` unpacked bytes, damaged packing or encoding, and for a bgzip file that was cut.
    """
    require_whole(opened)
    wide = opened.encoding.startswith("utf-16")
    decoder = codecs.getincrementaldecoder(opened.encoding)("strict") if wide else None
    total = 0
    try:
        with opened.path.open("rb") as raw, _unpacked(raw, opened.gzipped) as file:
            while chunk := file.read(limits.CHUNK_BYTES):
                if at is not None:
                    at(raw.tell())
                first = total == 0
                total += len(chunk)
                if total > limit:
                    raise Unreadable(
                        f"more than {limit >> 20} MiB of text",
                        f"at most {limit >> 20} MiB once unpacked; nothing of it was kept",
                    )
                if decoder is not None:
                    text = decoder.decode(chunk)
                    chunk = (text.removeprefix("\ufeff") if first else text).encode("utf-8", "replace")
                elif first:
                    chunk = chunk.removeprefix(codecs.BOM_UTF8)
                yield chunk.replace(b"\r", b"\n") if opened.old_mac_lines else chunk
    except (EOFError, gzip.BadGzipFile, zlib.error) as error:
        raise Unreadable(
            f"a damaged gzip file ({error})",
            "a whole gzip file: copy it again from its source; nothing of it was kept",
        ) from error
    except UnicodeDecodeError as error:
        raise Unreadable("a damaged UTF-16 text", "UTF-8 or whole UTF-16 text") from error


class _Shape:
    """Watches the lines and cells of a text that is read whole, so that none is taken apart in vain."""

    def __init__(self, opened: Opened) -> None:
        self._counts_cells = opened.head.lstrip()[:1] not in {"{", "["}
        self._lines = self._cells = self._line = 0

    def take(self, chunk: bytes) -> None:
        """Count one stretch; raises ``Unreadable`` when a limit is passed or a NUL byte is met."""
        if b"\x00" in chunk:
            raise Unreadable("NUL bytes in a text file", "plain text: copy the file again from its source")
        self._lines += max(chunk.count(b"\n"), chunk.count(b"\r"))
        if self._counts_cells:
            self._cells += chunk.count(b"\t") + chunk.count(b",")
        # A line within one stretch is shorter than the limit: only one that goes on can pass it.
        last = chunk.rfind(b"\n")
        first = len(chunk) if last < 0 else chunk.find(b"\n")
        self._require("bytes in one line", self._line + first, limits.MAX_LINE_BYTES)
        self._line = self._line + len(chunk) if last < 0 else len(chunk) - last
        self._require("lines", self._lines, limits.MAX_TEXT_LINES)
        self._require("cells", self._cells, limits.MAX_TEXT_CELLS)

    @staticmethod
    def _require(what: str, count: int, limit: int) -> None:
        if count > limit:
            raise Unreadable(f"more than {limit:,} {what}", "the text of one run; nothing of it was kept")


def read_text(opened: Opened) -> tuple[str, bool]:
    """The whole text of a small file, and whether it had to be read as Windows Latin text.

    Raises ``Unreadable`` as ``chunks`` does, for text with NUL bytes, and for more lines, cells or bytes
    in a line than the limits allow.
    """
    shape = _Shape(opened)
    read: list[bytes] = []
    for chunk in chunks(opened, limits.MAX_TEXT_BYTES):
        shape.take(chunk)
        read.append(chunk)
    whole = b"".join(read)
    read.clear()
    try:
        return whole.decode("utf-8"), False
    except UnicodeDecodeError:
        return whole.decode("cp1252", errors="replace"), True


def size_of(path: Path) -> int:
    """Bytes of a file as it lies; a file that was taken away meanwhile has none."""
    try:
        return path.stat().st_size
    except OSError:
        return 0
