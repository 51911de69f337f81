# SPDX-FileCopyrightText: 2026 The CoBench authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""tidy_units.py SECONDS: what check-tidy runs once build/clang is configured. 0 means no bound; ends with 1 when
something was found. Most of clang-tidy's time goes into the headers, so files of one folder that compile alike and
share no local name are looked at as one unit."""
import concurrent.futures
import hashlib
import json
import os
import pathlib
import re
import shlex
import subprocess
import sys
import time

FOLDERS = ("app", "core", "plots", "ui")
UNIT_FILES = 16
ROOT = pathlib.Path(__file__).resolve().parent.parent
STAMPS = pathlib.Path("build/clang/tidy")


def flags_of(entry):
    """What the file is compiled with, without what names the file itself."""
    words = shlex.split(entry["command"])
    kept, skip = [], False
    for word in words[1:]:
        if not skip and word not in ("-c", entry["file"], "-o"):
            kept.append(word)
        skip = word == "-o"
    return tuple(kept)


def sources():
    """{file, rooted: its flags} of our own folders."""
    entries = json.loads(pathlib.Path("build/clang/compile_commands.json").read_text())
    found = {os.path.relpath(entry["file"], ROOT): flags_of(entry) for entry in entries}
    return {file: found[file] for file in sorted(found) if file.split("/")[0] in FOLDERS}


class Stamps:
    """A file of this folder says: that text, with all that it includes and these rules, is clean."""

    def __init__(self):
        STAMPS.mkdir(parents=True, exist_ok=True)
        protocols = sorted(pathlib.Path("core").rglob("*.proto"))
        self.rules = b"".join(path.read_bytes() for path in [pathlib.Path(".clang-tidy"), *protocols])
        self.texts = {}

    def text(self, file):
        if file not in self.texts:
            path = pathlib.Path(file)
            self.texts[file] = path.read_bytes() if path.is_file() else b""
        return self.texts[file]

    def reached(self, file):
        reached, left = set(), [file]
        while left:
            name = left.pop()
            if name not in reached:
                reached.add(name)
                left += [found.decode() for found in re.findall(rb'^#include "([^"]+)"', self.text(name), re.M)]
        return sorted(reached)

    def of(self, file):
        digest = hashlib.sha256(self.rules + file.encode())
        for name in self.reached(file):
            digest.update(hashlib.sha256(self.text(name)).digest())
        return STAMPS / digest.hexdigest()[:32]


def local_names(file):
    """What the file declares at the start of a line, which is where the format puts whatever a namespace holds."""
    names = set()
    for line in pathlib.Path(file).read_text().splitlines():
        declared = re.match(r"(?:template ?<.*> )?(?:struct|class|enum class|enum|using) (\w+)", line) or re.match(
            r"[A-Za-z][^({=]*?([\w:~]+) ?(?:[({=;[]|$)", line)
        if declared and "::" not in declared[1] and not line.startswith("namespace"):
            names.add(declared[1])
    return names


def units(pending):
    """[(flags, files)]; LibTorch's users come last and one by one: they take a minute each."""
    groups = {}
    for file, flags in pending.items():
        heavy = file if "/torch/" in file else ""
        taken = local_names(file)
        parts = groups.setdefault((heavy, os.path.dirname(file), flags), [])
        part = next((part for part in parts if len(part[0]) < UNIT_FILES and not part[1] & taken), None)
        if part is None:
            part = ([], set())
            parts.append(part)
        part[0].append(file)
        part[1].update(taken)
    return [(key[2], files) for key in sorted(groups, key=lambda key: bool(key[0])) for files, _ in groups[key]]


def clashes_apart(files, output):
    """The files with errors one by one, and the others together: local names that local_names did not see."""
    named = [file for file in files if re.search(rf"^{re.escape(f'{ROOT}/{file}')}:\d+:\d+: error: ", output, re.M)]
    rest = [file for file in files if file not in named] if named else []
    return [[file] for file in named or files] + ([rest] if rest else [])


class Checker:
    def __init__(self, stamps, bound):
        self.stamps = stamps
        self.end = time.monotonic() + bound if bound else None
        self.found = False
        self.shown = set()

    def tidy(self, flags, files):
        unit = STAMPS / f"{hashlib.sha256(' '.join(files).encode()).hexdigest()[:16]}.cpp"
        unit.write_text("".join(f'#include "{ROOT}/{file}"\n' for file in files))
        command = ["clang-tidy-14", "--quiet", "--config-file=.clang-tidy", "--checks=-bugprone-suspicious-include",
                   f"--header-filter={ROOT}/({'|'.join(FOLDERS)})/.*", str(unit), "--", *flags]
        left = None if self.end is None else self.end - time.monotonic()
        try:
            return subprocess.run(command, capture_output=True, text=True, timeout=left, check=False)
        finally:
            unit.unlink()

    def check(self, flags, files):
        if self.end is not None and time.monotonic() >= self.end:
            return
        try:
            result = self.tidy(flags, files)
        except subprocess.TimeoutExpired:
            return
        if "[clang-diagnostic-error]" in result.stdout and len(files) > 1:
            for part in clashes_apart(files, result.stdout):
                self.check(flags, part)
        elif result.returncode != 0 or result.stdout.strip():
            places = self.show(result.stdout or result.stderr)
            # What is said about a header is said again with the next unit that reaches it.
            if places <= set(files):
                self.pass_files(set(files) - places)
        else:
            self.pass_files(files)

    def pass_files(self, files):
        for file in files:
            self.stamps.of(file).touch()

    def show(self, output):
        """Prints each finding once, and returns the files, rooted, that the findings are in."""
        self.found = True
        places = set()
        for finding in re.split(r"\n(?=/\S+:\d+:\d+: (?:warning|error): )", output.strip()):
            places.add(os.path.relpath(finding.split(":")[0], ROOT))
            if finding not in self.shown:
                self.shown.add(finding)
                print(finding, flush=True)
        return places


def main():
    os.chdir(ROOT)
    stamps = Stamps()
    files = sources()
    checker = Checker(stamps, float(sys.argv[1]))
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as workers:
        pending = {file: flags for file, flags in files.items() if not stamps.of(file).exists()}
        for done in [workers.submit(checker.check, *unit) for unit in units(pending)]:
            done.result()
    print(f"clang-tidy: {sum(stamps.of(file).exists() for file in files)} of {len(files)} files clean")
    sys.exit(1 if checker.found else 0)


main()
