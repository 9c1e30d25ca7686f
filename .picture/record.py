"""Runs a few commands in the sandbox on a pseudo-terminal and draws what they print as an SVG: the README's picture.

usage: tt-sandbox python3 .picture/record.py > .picture/tt.svg
       tt-sandbox python3 .picture/record.py --check .picture/tt.svg

--check exits with 1 if the picture is stale: if the commands now print something else, apart from dates and times.
"""

import html
import os
import pty
import re
import sys

COLUMNS = 98
# Times are those of yesterday, so that the picture is the same at any time of the day.
COMMANDS = [
    "tt track 'Write report' --notes 'first draft'",
    "tt switch 8302",
    "tt stop",
    "tt add 42 --start 'yesterday 09:00' --duration 1h30m",
    "tt report --yesterday --by project,task",
    "tt policy check -- track --task-id 42",
]


def run(command):
    """What a command prints on a terminal."""
    child, terminal = pty.fork()
    if child == 0:
        os.environ.update(COLUMNS=str(COLUMNS), TERM="xterm-256color", TT_NO_INPUT="1")
        os.execvp("sh", ["sh", "-c", command])
    printed = b""
    while True:
        try:
            part = os.read(terminal, 65536)
        except OSError:
            break
        if not part:
            break
        printed += part
    os.waitpid(child, 0)
    return printed.decode().replace("\r\n", "\n").rstrip("\n").split("\n")


def spans(line):
    """A line with its bold and red as SVG."""
    drawn, style = "", ""
    for part in re.split(r"(\x1b\[\d+m)", line):
        code = re.fullmatch(r"\x1b\[(\d+)m", part)
        if code:
            style = {"0": "", "1": ' class="b"', "31": ' class="r"', "32": ' class="g"', "2": ' class="d"'}[code[1]]
        elif part:
            drawn += f"<tspan{style}>{html.escape(part)}</tspan>"
    return drawn


def picture():
    """The commands and what they print, as an SVG."""
    lines = []
    for command in COMMANDS:
        lines.append('<tspan class="g">$</tspan> ' + f'<tspan class="b">{html.escape(command)}</tspan>')
        lines += [spans(line) for line in run(command)] + [""]
    drawn = f"""<svg xmlns="http://www.w3.org/2000/svg" width="{COLUMNS * 8.5 + 40:.0f}" height="{20 * len(lines) + 20}" role="img"
 aria-label="tt in a terminal">
<style>text{{font:14px ui-monospace,Menlo,Consolas,monospace;fill:#d8dee9;white-space:pre}}
.b{{fill:#fff;font-weight:600}}.r{{fill:#ff7b72}}.g{{fill:#7ee787}}.d{{fill:#8b949e}}</style>
<rect width="100%" height="100%" rx="8" fill="#161b22"/>
"""
    for number, line in enumerate(lines):
        drawn += f'<text x="20" y="{20 * number + 30}" xml:space="preserve">{line}</text>\n'
    return drawn + "</svg>\n"


def undated(text):
    """A picture without what differs from day to day: digits, and the names of days and months."""
    names = "Mon|Tues|Wednes|Thurs|Fri|Satur|Sun"
    months = "January|February|March|April|May|June|July|August|September|October|November|December"
    return re.sub(r"\d+", "0", re.sub(rf"\b(?:(?:{names})day|{months})\b", "name", text))


if sys.argv[1:2] == ["--check"]:
    with open(sys.argv[2]) as file:
        known = undated(file.read()).split("\n")
    current = undated(picture()).split("\n")
    for old, new in zip(known, current):
        if old != new:
            sys.exit(f"the picture is stale: make picture\nthere: {old}\nnow:   {new}")
    if len(known) != len(current):
        sys.exit("the picture is stale: make picture")
else:
    sys.stdout.write(picture())
