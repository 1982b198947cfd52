"""The files of a run folder, in a fixed order, and what in it was passed over."""

import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from data.ingest import limits
from data.ingest.arrivals import is_temporary, shown
from domain.problems import Problem, Severity
from domain.refused import Refused

_NAMED = 5
"""Links that are named; the others are counted."""


@dataclass(slots=True)
class FolderFiles:
    """What lies in a run folder."""

    files: list[Path] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    """Links to files and folders, by their place in the folder: none is followed."""
    left_out: bool = False
    """There is more than is read of one run."""

    def problems(self, folder: str) -> Iterator[Problem]:
        """What a person must know of what was passed over in the folder of this name."""
        if self.left_out:
            seen = (
                f"more than {limits.MAX_FILES} files or {limits.MAX_FOLDER_DEPTH} folders within each other"
            )
            expected = "the folder of one run; the rest was not read"
            yield Problem(Severity.NOTE, folder, "", 0, seen, expected)
        if self.links:
            count, named = len(self.links), ", ".join(map(shown, self.links[:_NAMED]))
            more = f" and {count - _NAMED} more" if count > _NAMED else ""
            seen = f"{count} {'link' if count == 1 else 'links'} to other files or folders: {named}{more}"
            expected = (
                "the files themselves in the folder; a link is never followed, so nothing behind it was read"
            )
            yield Problem(Severity.NOTE, folder, "", 0, seen, expected)


def _refuse_folder(path: Path) -> Callable[[OSError], None]:
    def refuse(error: OSError) -> None:
        if error.filename and Path(error.filename) == path:
            raise Refused(
                f"The folder {path.name} could not be opened ({error.strerror}): nothing was read. "
                "Check who may read it."
            ) from error

    return refuse


def files_under(path: Path) -> FolderFiles:
    """The files of a folder in a fixed order; hidden ones are passed over, links are told.

    Raises ``Refused`` for a folder that may not be opened.
    """
    found = FolderFiles()
    for folder, folders, names in os.walk(path, onerror=_refuse_folder(path)):
        here = Path(folder)
        inner = sorted(name for name in folders if not name.startswith("."))
        found.links += [_place(here / name, path) for name in inner if (here / name).is_symlink()]
        folders[:] = [name for name in inner if not (here / name).is_symlink()]
        if len(here.relative_to(path).parts) >= limits.MAX_FOLDER_DEPTH:
            found.left_out = found.left_out or bool(folders)
            folders.clear()
        for name in sorted(names):
            file = here / name
            if is_temporary(name):
                continue
            if file.is_symlink():
                found.links.append(_place(file, path))
            elif file.is_file():
                if len(found.files) >= limits.MAX_FILES:
                    found.left_out = True
                    return found
                found.files.append(file)
    return found


def _place(file: Path, root: Path) -> str:
    return file.relative_to(root).as_posix()


def by_name(files: Iterable[Path], root: Path) -> dict[str, Path]:
    """Each file by its name; where two have the same, by its place in the folder."""
    listed = list(files)
    names: dict[str, int] = {}
    for file in listed:
        names[file.name] = names.get(file.name, 0) + 1
    return {(file.name if names[file.name] == 1 else _place(file, root)): file for file in listed}
