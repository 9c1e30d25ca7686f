#!/usr/bin/env python3
"""Measures how fast tt is, beside curl and, where they are installed, other programs for tracking time.

    make bench          a table: medians in ms (quartiles), and the ratio to what stands beside it
    make bench-check    the same, and exit 1 if a ratio is beyond its target

Each row is measured in interleaved pairs, since a machine changes its pace. The programs are those of `make build`. tt is
measured against nginx with fixed answers, since the emulator's own time would hide tt's; lists come from the emulator.
Rows whose programs are missing are skipped, with the reason.
"""

import http.client
import json
import os
import re
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from base64 import b64encode
from pathlib import Path
from urllib.parse import quote

ROOT = Path(__file__).resolve().parent.parent
PROGRAMS = ROOT / ".build" / "release"
TT, SANDBOX = str(PROGRAMS / "tt"), str(PROGRAMS / "tt-sandbox")
WORK = Path(tempfile.mkdtemp(prefix="tt-bench-"))
SECRET, ACCOUNT = "sandbox", "700001"
AREA = "/" + ACCOUNT
# Few rounds, to see that everything works.
QUICK = "--quick" in sys.argv[1:]
# The seconds that one row may take, once it has three pairs: the whole table takes a few minutes, on a busy machine too.
ROW_SECONDS = 15
rows, skipped = [], []


# --- measuring ---------------------------------------------------------------------------------------------------------

def environment(**more):
    """An environment in which tt finds nothing of this machine's user."""
    names = {f"XDG_{kind}_HOME": str(WORK / kind.lower()) for kind in ("CONFIG", "STATE", "CACHE")}
    return {"PATH": os.environ["PATH"], "HOME": str(WORK), "LC_ALL": "C.UTF-8", "TT_APP_PASSWORD": SECRET,
            "TT_ACCOUNT_ID": ACCOUNT, **names, **more}


def run(words, env, exits=(0,)):
    """Runs a program without its output: seconds passed, seconds of CPU, and peak memory in MiB."""
    null = [(os.POSIX_SPAWN_OPEN, 0, "/dev/null", os.O_RDONLY, 0), (os.POSIX_SPAWN_OPEN, 1, "/dev/null", os.O_WRONLY, 0),
            (os.POSIX_SPAWN_OPEN, 2, str(WORK / "errors"), os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)]
    began = time.perf_counter()
    child = os.posix_spawnp(words[0], words, env, file_actions=null)
    _, status, used = os.wait4(child, 0)
    passed = time.perf_counter() - began
    if os.waitstatus_to_exitcode(status) not in exits:
        raise SystemExit(f"bench: exit {os.waitstatus_to_exitcode(status)}: {words}: {(WORK / 'errors').read_text()}")
    return passed, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def quartiles(values):
    return statistics.quantiles(values, n=4) if len(values) > 1 else [values[0]] * 3


def text(values):
    low, middle, high = (f"{value:.1f}" if value < 1000 else f"{value:.0f}" for value in quartiles(values))
    return f"{middle} ({low}-{high})"


def add(name, ours, beside, theirs, target=None):
    """A row for two lists of ms; the target is the largest ratio of the medians."""
    ratio = statistics.median(ours) / statistics.median(theirs)
    rows.append((name, text(ours), beside, text(theirs), f"{ratio:.2f} x", f"<= {target} x" if target else "",
                 target is None or ratio <= target))


def add_value(name, value, unit, target, is_most=True):
    met = value <= target if is_most else value >= target
    rows.append((name, f"{value:.1f} {unit}" if value < 1000 else f"{value:.0f} {unit}", "", "", "",
                 f"{'<=' if is_most else '>='} {target} {unit}", met))


def compare(name, ours, beside, theirs, target=None, rounds=200, cpu=False, before=None):
    """Runs two things in turn. Each is a pair of words and environment, or words alone."""
    def measured(what):
        words, env = what if isinstance(what, tuple) else (what, environment())
        if before:
            before()
        return run(words, env, exits=(0, 3))[1 if cpu else 0] * 1000

    ours_ms, theirs_ms = [], []
    began = time.perf_counter()
    unmeasured = 0 if QUICK else min(3, rounds // 10)
    for number in range(max(3, rounds // 20) if QUICK else rounds + unmeasured):
        pair = measured(ours), measured(theirs)
        if number >= unmeasured:
            ours_ms.append(pair[0])
            theirs_ms.append(pair[1])
        if len(ours_ms) >= 3 and time.perf_counter() - began > ROW_SECONDS:
            break
    add(name, ours_ms, beside, theirs_ms, target)


def skip(name, reason):
    skipped.append(f"skipped: {name}: {reason}")


# --- servers -----------------------------------------------------------------------------------------------------------

children = []


def start(words, **options):
    child = subprocess.Popen(words, stdin=subprocess.DEVNULL, **options)
    children.append(child)
    return child


def sandbox(*options):
    """Starts the emulator; returns its address."""
    child = start([SANDBOX, *options], stdout=subprocess.PIPE, text=True, env=environment())
    for line in child.stdout:
        if found := re.search(r"TT_API_URL=['\"]?(http[^'\"\s]+)", line):
            return found.group(1)
    raise SystemExit("bench: the sandbox does not start")


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def ask(base, method, path, body=None):
    host, prefix = re.match(r"http://([^/]+)(.*)", base).groups()
    connection = http.client.HTTPConnection(host)
    headers = {"Authorization": "Basic " + b64encode(f"API_TOKEN:{SECRET}".encode()).decode()}
    if body:
        headers["Content-Type"] = "application/x-www-form-urlencoded"
    connection.request(method, prefix + path, body, headers)
    answer = connection.getresponse().read().decode()
    connection.close()
    return answer


def nginx():
    """Starts nginx with what the emulator answers; returns its addresses with http and https."""
    model = sandbox("--events", "100000")
    for page in range(21):
        path = f"{AREA}/events?filter=COMPANY&from=2000-01-01&to=2040-01-01&page_size=5000&page={page}"
        (WORK / f"events.{page}").write_text(ask(model, "GET", path))
    # Task 42 has a timer that runs already; that of task 41 is always a new one, which tt keeps for tt undo.
    running, new = "2026-01-05 09:00:00", "2099-01-05 09:00:00"
    places = f"""location = /api/v4{AREA}/events {{
              root {WORK}; default_type application/json; try_files /events.$arg_page =404;
            }}"""
    for method, path, query, body in (
            ("GET", "/me", "", None), ("GET", f"{AREA}/users/9001/tasks/tracking", "", None),
            ("POST", f"{AREA}/tasks/track/42", f"?date={quote(running)}&timezone=GMT%2B00%3A00", None),
            ("GET", f"{AREA}/tasks/42", "", None), ("POST", f"{AREA}/tasks/update/42", "", "name=Write+report")):
        answer = ask(model, method, path + query, body)
        assert "$" not in answer and '"status":200' in answer, answer
        escaped = answer.replace("\\", "\\\\").replace("'", "\\'")
        places += f"location = /api/v4{path} {{ default_type application/json; return 200 '{escaped}'; }}\n"
        if "/track/" in path:
            escaped = escaped.replace(running, new)
            places += f"location = /api/v4{AREA}/tasks/track/41 {{ default_type application/json; return 200 '{escaped}'; }}\n"
    plain, secure = free_port(), free_port()
    subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days",
                    "2", "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost", "-keyout",
                    WORK / "key.pem", "-out", WORK / "cert.pem"], check=True, stderr=subprocess.DEVNULL)
    (WORK / "nginx.conf").write_text(f"""
        daemon off; master_process off; pid {WORK}/nginx.pid; error_log {WORK}/nginx.log;
        events {{}}
        http {{
          access_log off; keepalive_requests 1000000; client_body_temp_path {WORK}/body;
          server {{
            listen 127.0.0.1:{plain}; listen 127.0.0.1:{secure} ssl;
            ssl_certificate {WORK}/cert.pem; ssl_certificate_key {WORK}/key.pem;
            {places}
          }}
        }}""")
    start(["nginx", "-c", WORK / "nginx.conf", "-e", WORK / "nginx.log"])
    for _ in range(100):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", plain)) == 0:
                break
        time.sleep(0.05)
    return f"http://127.0.0.1:{plain}/api/v4", f"https://localhost:{secure}/api/v4"


# --- rows --------------------------------------------------------------------------------------------------------------

def local(address):
    (WORK / "deny.json").write_text('{"version":"1","default":"deny"}')
    policy = ["--policy", str(WORK / "deny.json")]
    for name, words in (("--version", ["--version"]), ("policy check", ["policy", "check", "--", "track", "42"]),
                        ("a denied call", [*policy, "track", "42"]), ("completion", ["completion", "bash"])):
        compare(f"tt {name}", [TT, *words], "curl --version", ["curl", "--version"], 0.4)
    online = environment(TT_API_URL=address)
    run([TT, "status"], online)
    cached = ([TT, "status", "--max-age", "1h"], online)
    compare("tt status, cached", cached, "curl --version", ["curl", "--version"], 0.4)
    if not shutil.which("timew"):
        return skip("tt beside timew", "timew is not installed")
    compare("tt --version", [TT, "--version"], "timew --version", ["timew", "--version"], 1.3)
    compare("tt status, cached", cached, "timew --version", ["timew", "--version"], 1.3)


def peers():
    # Debian's klog is a logbook for radio amateurs, and the other one asks the network for a newer version.
    for program, words, says in (("gh", ["--version"], "gh version"), ("watson", ["--version"], "Watson"),
                                 ("toggl", ["--version"], "toggl"), ("klog", ["--help"], "time tracking")):
        if not shutil.which(program):
            skip(f"tt beside {program}", f"{program} is not installed")
        elif says.lower() not in spoken(program, *words).lower():
            skip(f"tt beside {program}", "another program of this name is installed, or it does not work")
        else:
            compare("tt --version", [TT, "--version"], f"{program} {words[0]}", [program, *words], rounds=40)


def spoken(*words):
    """What a program prints; nothing if it fails or takes long."""
    try:
        return subprocess.run(words, env=environment(), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT, text=True, timeout=20).stdout
    except subprocess.TimeoutExpired:
        return ""


def track(plain, secure):
    everything = ["track", "--task-id", "42"]
    url = f"{AREA}/tasks/track/42?date=2026-11-25%2023%3A00%3A00&timezone=GMT%2B00%3A00"
    post = ["curl", "-sS", "-o", "/dev/null", "-u", f"API_TOKEN:{SECRET}", "-X", "POST"]
    online = environment(TT_API_URL=plain)
    compare("tt track", ([TT, *everything], online), "curl -X POST", [*post, plain + url], 1.2, rounds=500)
    compare("tt track, a new timer", ([TT, "track", "--task-id", "41"], online), "curl -X POST", [*post, plain + url])

    million = WORK / "million" / "tt"
    million.mkdir(parents=True)
    with open(million / "audit.jsonl", "wb") as log:
        maker = ROOT / "Tests" / "BlackBoxTests" / "Support" / "audit_log.py"
        subprocess.run([sys.executable, maker, "1000" if QUICK else "1000000"], stdout=log, check=True)
    long = environment(TT_API_URL=plain, XDG_STATE_HOME=str(million.parent))
    compare("tt track, a log of a million lines", ([TT, *everything], long), "an empty log", ([TT, *everything], online),
            1.05, rounds=300)

    # All certificates of this machine, and the server's.
    certificates = WORK / "certificates"
    shutil.copytree("/etc/ssl/certs", certificates, ignore_dangling_symlinks=True)
    digest = subprocess.run(["openssl", "x509", "-in", WORK / "cert.pem", "-noout", "-hash"], check=True, text=True,
                            capture_output=True).stdout.strip()
    shutil.copy(WORK / "cert.pem", certificates / f"{digest}.0")
    trusting = environment(TT_API_URL=secure, SSL_CERT_DIR=str(certificates))
    compare("tt track over https, CPU", ([TT, *everything], trusting), "curl --capath",
            [*post, "--capath", str(certificates), secure + url], 1.3, cpu=True)


LISTING = [TT, "list", "events", "--company", "--from", "2000-01-01", "--to", "2040-01-01", "--page-size", "5000",
           "--output"]


def peak(form, base):
    # With a small process in between: what is started inherits the peak of what starts it.
    return run(["sh", "-c", '"$@"; exit $?', "sh", *LISTING, form], environment(TT_API_URL=base))[2]


def events(base):
    """Peak memory and time of lists of 100,000 entries."""
    for form in ("csv", "json", "jsonl", "ids", "table"):
        add_value(f"peak memory, 100,000 entries, {form}", peak(form, base), "MiB", 96 if form == "table" else 64)
    if not shutil.which("jq"):
        return skip("100,000 entries to csv", "jq is not installed")
    query = f"{base}{AREA}/events?filter=COMPANY&from=2000-01-01&to=2040-01-01&page_size=5000"
    fetch = (f"for page in $(seq 0 20); do curl -sS -u API_TOKEN:{SECRET} '{query}&page='$page; done | "
             "jq -r '.data[] | [.id, .s, .e, .d, .t, .p, .n] | @csv'")
    compare("100,000 entries to csv", ([*LISTING, "csv"], environment(TT_API_URL=base)), "curl | jq @csv",
            ["sh", "-c", fetch], 0.3, rounds=5)


def million(base):
    large = peak("csv", sandbox("--events", "1000000"))
    children.pop().kill()
    add_value("peak memory, 1,000,000 entries / 100,000, csv", large / peak("csv", base), "x", 1.2)


def pages():
    base = sandbox("--tasks", "5000", "--fault", "latency=50ms")
    fetch = ["curl", "-sS", "-Z", "--parallel-max", "8", "-o", "/dev/null", "-u", f"API_TOKEN:{SECRET}",
             f"{base}{AREA}/tasks?page_size=100&page=[0-49]"]
    compare("5,000 tasks, 50 ms a page", ([TT, "list", "tasks", "--page-size", "100"], environment(TT_API_URL=base)),
            "curl -Z", fetch, 1.3, rounds=10)
    children.pop().kill()


def envelope(number, method, params):
    meta = {"io.modelcontextprotocol/protocolVersion": "2026-07-28",
            "io.modelcontextprotocol/clientInfo": {"name": "bench", "version": "1"},
            "io.modelcontextprotocol/clientCapabilities": {"elicitation": {"form": {}}}}
    request = {"jsonrpc": "2.0", "id": number, "method": method, "params": {**params, "_meta": meta}}
    return (json.dumps(request) + "\n").encode()


def mcp(base):
    online = environment(TT_API_URL=base)

    def answer_of(words, request):
        began = time.perf_counter()
        with subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=online) as child:
            if request:
                child.stdin.write(request)
                child.stdin.flush()
            assert child.stdout.readline()
            passed = time.perf_counter() - began
            child.kill()
        return passed * 1000

    pairs = [(answer_of([TT, "mcp"], envelope(1, "server/discover", {})), answer_of([TT, "--version"], None))
             for _ in range(10 if QUICK else 200)]
    add("tt mcp to its first answer", [pair[0] for pair in pairs], "tt --version", [pair[1] for pair in pairs], 2)

    server = start_mcp(online)
    for tool, arguments, request in (("get_task", {"task_id": 42}, ("GET", f"{AREA}/tasks/42")),
                                     ("update_task", {"task_id": 42, "name": "Write report"},
                                      ("POST", f"{AREA}/tasks/update/42", "name=Write+report"))):
        costs = []
        for number in range(20 if QUICK else 300):
            began = time.perf_counter()
            server.stdin.write(envelope(number + 1, "tools/call", {"name": tool, "arguments": arguments}))
            server.stdin.flush()
            answer = json.loads(server.stdout.readline())
            middle = time.perf_counter()
            assert "isError" not in answer["result"], answer
            ask(base, *request)
            costs.append((middle - began) - (time.perf_counter() - middle))
        add_value(f"tt mcp, own cost of {tool}", statistics.median(costs) * 1000, "ms", 1.5)


def start_mcp(env):
    server = subprocess.Popen([TT, "mcp"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=env)
    children.append(server)
    return server


def verdicts():
    """What happens within one process, by a program of its own."""
    build = ["swift", "build", "-c", "release", "--disable-local-rpath", "--product", "tt-bench"]
    built = subprocess.run(build, cwd=ROOT, env={**os.environ, "TT_BENCH": "1"}, text=True, stdin=subprocess.DEVNULL,
                           stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    if built.returncode:
        raise SystemExit("bench: tt-bench cannot be built:\n" + built.stdout[-2000:])
    folder = WORK / "in-process"
    folder.mkdir()
    measured = json.loads(subprocess.run([PROGRAMS / "tt-bench", folder], check=True, text=True, stdout=subprocess.PIPE).stdout)
    add_value("verdicts in one process", measured["verdicts"], "/s", 500_000, is_most=False)
    ours, theirs = ([us / 1000 for us in measured[name]] for name in ("admission_us", "replacement_us"))
    add("a durable admission", ours, "write, flush, rename, flush the folder", theirs, 1.43)


# --- the table ---------------------------------------------------------------------------------------------------------

def table():
    head = ("what", "ms (quartiles)", "beside it", "ms (quartiles)", "ratio", "target", "")
    lines = [head] + [(*row[:6], "" if row[6] else "BEYOND") for row in rows]
    widths = [max(len(line[column]) for line in lines) for column in range(len(head))]
    for line in lines:
        print("  ".join(cell.ljust(width) for cell, width in zip(line, widths)).rstrip())
    print(*skipped, sep="\n", end="\n" if skipped else "")
    return all(row[6] for row in rows)


def main():
    generous = {"counter": "bench", "window": "minute", "max": 1000000}
    limits = {tool: {"limits": [{**generous, "counter": tool}]} for tool in ("track_task", "get_task", "update_task")}
    (WORK / "config" / "tt").mkdir(parents=True, mode=0o700)
    (WORK / "config" / "tt" / "policy.json").write_text(
        json.dumps({"version": "1", "default": "allow", "tools": limits}))
    local(sandbox())
    peers()
    if shutil.which("nginx"):
        plain, secure = nginx()
        track(plain, secure)
        mcp(plain)
        events(plain)
        if not QUICK:
            million(plain)
    else:
        skip("tt track, https, tt mcp and long lists", "nginx is not installed, and Python is too slow a server to measure against")
    pages()
    if not QUICK:
        verdicts()
    met = table()
    return 0 if met or "--check" not in sys.argv[1:] else 1


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    try:
        sys.exit(main())
    finally:
        for child in children:
            child.kill()
        shutil.rmtree(WORK, ignore_errors=True)
