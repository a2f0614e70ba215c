"""Fails when a file under app/ includes a folder that its own folder must not know.

    check_layers.py APP_FOLDER
"""

import pathlib
import re
import sys

# Folder -> the folders it may include besides itself and core. Read it downwards: nothing points up.
MAY_INCLUDE = {
    "core": set(),
    "prompts": set(),
    "runs": {"prompts"},
    "storage": {"runs"},
    "services": {"runs"},
    "generation": {"runs", "services", "storage"},
    "practice": set(),
    "library": {"runs", "storage"},
    "settings": {"runs", "services", "practice", "library"},
    "gallery": {"runs", "library"},
    "timing": {"runs"},
}
for folder in ["workspace", "commandline", "ui"]:  # Each may include all above it.
    MAY_INCLUDE[folder] = set(MAY_INCLUDE)

AT_THE_TOP = {"main.cpp", "precompiled.h"}
INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]')


def complaint_about_file(file: pathlib.PurePath) -> str | None:
    if len(file.parts) == 1:
        return None if file.name in AT_THE_TOP else "belongs into one of the folders"
    if file.parts[0] not in MAY_INCLUDE:
        return f"say in {pathlib.Path(__file__).name} what {file.parts[0]}/ may include"
    return None


def complaint_about_include(file: pathlib.PurePath, quote: str, included: str) -> str | None:
    parts = pathlib.PurePosixPath(included).parts
    if quote == "<" and parts[0] not in MAY_INCLUDE:
        return None  # Qt's, the standard library's or the system's.
    if included.endswith(".moc") or included.startswith("moc_"):
        return None  # Generated beside the file itself.
    if len(parts) == 1 or parts[0] in {".", ".."} or ".." in parts:
        return f'write the whole path from app/ instead of "{included}"'
    if quote == "<":
        return f'write "{included}" in quotes'
    if file.name == "main.cpp" and len(file.parts) == 1:
        return None  # It ties everything together.
    folder = file.parts[0]
    if parts[0] not in {folder, "core"} | MAY_INCLUDE.get(folder, set()):
        return f"{folder}/ may not include {parts[0]}/; move what both need further down"
    return None


def complaints(app: pathlib.Path):
    for path in sorted([*app.rglob("*.h"), *app.rglob("*.cpp")]):
        file = path.relative_to(app)
        if complaint := complaint_about_file(file):
            yield f"{path}:1: {complaint}"
            continue
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if found := INCLUDE.match(line):
                if complaint := complaint_about_include(file, *found.groups()):
                    yield f"{path}:{number}: {complaint}"


def main(app: pathlib.Path) -> int:
    found = list(complaints(app))
    print("\n".join(found) or "Every include points downwards.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(pathlib.Path(sys.argv[1]).resolve()))
