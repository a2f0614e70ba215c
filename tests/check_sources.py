"""Fails on sources that nobody builds, that are too long, or that use what is forbidden here.

    check_sources.py TOP_OF_THE_TREE
"""

import pathlib
import re
import sys

LONGEST = 500

# What must not be written, where it may be all the same, and what to do instead.
FORBIDDEN = [
    (r"\bignoreSslErrors\b", (), "a connection that cannot be trusted is an error; show it"),
    (r"\bsetInsecureFallback\b", (), "a key is never kept in a plain file"),
    (r"\bfromBase64\(", (), "it skips garbage; use fromBase64Encoding with AbortOnBase64DecodingErrors"),
    (r"->post\(", ("app/generation/",), "what costs money is sent by generation/ alone, and only once"),
    (r"\bQSaveFile\b", ("app/core/filewriting.",), "it overwrites and does not sync; use core/filewriting.h"),
    (
        r"\b(QImageReader|loadFromData)\b",
        ("app/library/picturedecoding.",),
        "what came from outside is decoded at one place, within its limits; use library/thumbnail.h",
    ),
    (r"\bQPixmap\b", ("app/ui/",), "needs a display; use QImage"),
    (r"\bQ(?:Pixmap|Image)\((?:u?\"|\w*(?i:path|file))", (), "it decodes any file, of any size; use library/"),
    (r"\bQImage::fromData\b", (), "it decodes anything, of any size; use library/"),
    (r"\bopenUrl\b", ("app/ui/gallery/gallerypanel.",), "GalleryPanel alone opens folders, and never an address"),
    (r"\b(?:setHtml|insertHtml|appendHtml|QTextBrowser)\b", (), "text from outside is no markup; use plain text"),
    (r"\bQt::(?:Rich|Auto|Markdown)Text\b", (), "text from outside is no markup; use plainLabel()"),
    (r"\bQLabel\((?!this\)|parent\);)", (), "it takes text for markup; use plainLabel()"),
    (r"\b(?:QProgressDialog|QInputDialog|QErrorMessage)\b", (), "it takes text for markup; say it in place"),
]
COMMENT = re.compile(r"^\s*(//|/?\*).*|\s//\s.*")


def sources(top: pathlib.Path, *suffixes: str) -> list[pathlib.Path]:
    return sorted(
        path
        for folder in ["app", "tests", "packaging"]
        for path in (top / folder).rglob("*")
        if path.suffix in suffixes and "node_modules" not in path.parts
    )


def is_built(top: pathlib.Path, path: pathlib.Path) -> bool:
    """Whether a CMakeLists.txt on the way from the file to the top names it, by its path from there."""
    for folder in path.parents:
        lists = folder / "CMakeLists.txt"
        name = path.relative_to(folder).as_posix()
        if name.startswith("tst_"):
            name = name.removesuffix(".cpp")  # As contactsheet_add_test takes it.
        if lists.exists() and re.search(rf"(?<![\w/.]){re.escape(name)}(?![\w/.])", lists.read_text(encoding="utf-8")):
            return True
        if folder == top:
            break
    return False


def orphans(top: pathlib.Path):
    everything = sources(top, ".h", ".cpp")
    included = set(re.findall(r'#include "([^"]+)"', "\n".join(path.read_text(encoding="utf-8") for path in everything)))
    for path in everything:
        is_used = path.suffix == ".h" and path.relative_to(top).as_posix().removeprefix("tests/") in included
        if not is_used and not is_built(top, path):
            yield f"{path}:1: nobody builds this file; name it in the CMakeLists.txt of its folder"


def long_files(top: pathlib.Path):
    for path in sources(top, ".h", ".cpp", ".py", ".sh", ".mjs"):
        length = len(path.read_text(encoding="utf-8").splitlines())
        if length > LONGEST:
            yield f"{path}:{LONGEST + 1}: {length} lines are too many to read; split the file by what changes together"


def forbidden_words(top: pathlib.Path):
    for path in sources(top, ".h", ".cpp"):
        name = path.relative_to(top).as_posix()
        if not name.startswith("app/"):
            continue
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            code = COMMENT.sub("", line)
            for pattern, allowed, instead in FORBIDDEN:
                if not name.startswith(tuple(allowed)) and (found := re.search(pattern, code)):
                    yield f"{path}:{number}: {found[0]} is not used here: {instead}"


def main(top: pathlib.Path) -> int:
    found = [*orphans(top), *long_files(top), *forbidden_words(top)]
    print("\n".join(found) or "Every source is built, short enough and free of what is forbidden.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(pathlib.Path(sys.argv[1]).resolve()))
