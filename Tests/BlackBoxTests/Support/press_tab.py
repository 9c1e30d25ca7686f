"""Types lines into an interactive shell on a pseudo-terminal, presses TAB and Enter after each, and prints the words the
shell hands to `tt`, one JSON list a line.

usage: press_tab.py SHELL COMPLETIONS_FOLDER LINE...
"""

import json
import os
import pty
import select
import sys
import tempfile
import time

shell, folder, lines = sys.argv[1], sys.argv[2], sys.argv[3:]
words = tempfile.NamedTemporaryFile(prefix="tt-words-")
MARK = b"\x01ready\x02"

COMMANDS = {
    "bash": ["bash", "--norc", "--noprofile", "-i"],
    "zsh": ["zsh", "-f", "-i"],
    "fish": ["fish", "--no-config", "-i"],
}
# `tt` itself is replaced by a function that writes its words down; the mark tells when the shell is done.
SETUP = {
    "bash": f"source {folder}/tt.bash; tt() {{ printf '%s\\0' \"$@\" >{words.name}; }}; PS1=; PS2=",
    "zsh": "unsetopt PROMPT_SP; autoload -Uz compinit; compinit -u -D; "
    f"source {folder}/_tt; tt() {{ printf '%s\\0' \"$@\" >{words.name}; }}; PS1=; PS2=",
    "fish": f"source {folder}/tt.fish; function tt; printf '%s\\0' $argv >{words.name}; end; function fish_prompt; end",
}


def wait_for(mark, seconds):
    """Reads until the mark was printed, or for so long."""
    seen, end = b"", time.monotonic() + seconds
    while time.monotonic() < end and (mark is None or mark not in seen):
        if select.select([terminal], [], [], 0.05)[0]:
            try:
                seen += os.read(terminal, 65536)
            except OSError:
                break
    return seen


child, terminal = pty.fork()
if child == 0:
    os.environ.update(TERM="dumb", HISTFILE="/dev/null", LANG="C.UTF-8", LC_ALL="C.UTF-8")
    os.execvp(COMMANDS[shell][0], COMMANDS[shell])

ready = "printf '\\1ready\\2\\n'\n"
os.write(terminal, (SETUP[shell] + "\n" + ready).encode())
if MARK not in wait_for(MARK, 20):
    sys.exit(f"{shell} does not start")
wait_for(None, 0.3)

for line in lines:
    words.truncate(0)
    os.write(terminal, line.encode() + b"\t")
    # The completion has no mark of its own: wait until the terminal falls silent.
    while wait_for(None, 0.5):
        pass
    os.write(terminal, b"\n" + ready.encode())
    if MARK not in wait_for(MARK, 20):
        sys.exit(f"{shell} does not come back from: {line}")
    found = open(words.name, "rb").read().decode().split("\0")[:-1]
    print(json.dumps(found, ensure_ascii=False), flush=True)

os.close(terminal)
