"""Runs a few commands in the sandbox on a pseudo-terminal and draws what they print as an SVG: the README's picture.

usage: .build/release/tt-sandbox python3 .picture/record.py > .picture/tt.svg
"""

import html
import os
import pty
import re
import sys

COLUMNS = 124
COMMANDS = [
    "tt track 'Write report' --project-name Website --date -1h30m",
    "tt status",
    "tt track 8302",
    "tt stop",
    "tt list events --month",
    "tt report --month --by project",
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


lines = []
for command in COMMANDS:
    lines.append('<tspan class="g">$</tspan> ' + f'<tspan class="b">{html.escape(command)}</tspan>')
    lines += [spans(line) for line in run(command)] + [""]
height = 20 * len(lines) + 20
print(f"""<svg xmlns="http://www.w3.org/2000/svg" width="{COLUMNS * 8.5 + 40:.0f}" height="{height}" role="img"
 aria-label="tt in a terminal">
<style>text{{font:14px ui-monospace,Menlo,Consolas,monospace;fill:#d8dee9;white-space:pre}}
.b{{fill:#fff;font-weight:600}}.r{{fill:#ff7b72}}.g{{fill:#7ee787}}.d{{fill:#8b949e}}</style>
<rect width="100%" height="100%" rx="8" fill="#161b22"/>""")
for number, line in enumerate(lines):
    print(f'<text x="20" y="{20 * number + 30}" xml:space="preserve">{line}</text>')
print("</svg>")
