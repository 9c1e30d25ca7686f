#!/usr/bin/env python3
"""Writes an audit log of COUNT whole records, by the format's description and not by tt's code.

usage: audit_log.py COUNT > audit.jsonl
"""
import hashlib
import sys

previous = "0" * 64
for number in range(1, int(sys.argv[1]) + 1):
    second = (number - 1) // 2
    when = "2026-%02d-%02dT%02d:%02d:%02dZ" % (
        second // 2419200 % 12 + 1, second // 86400 % 28 + 1, second // 3600 % 24, second // 60 % 60, second % 60)
    grant = ("default", "claude", "cron")[second % 3]
    if number % 2:
        decision, rule = (("allow", ""), ("allow", ""), ("deny", "(default deny)"), ("limit", "/all_tools/limits/all"))[
            second % 4]
        rest = '"decision":"%s","rule":"%s","policy":"built-in","channel":"cli/0.1.0"' % (decision, rule)
        event = "call"
    else:
        rest = '"channel":"cli/0.1.0","outcome":"ok","requests":1'
        event = "result"
    body = '{"seq":%d,"time":"%s","event":"%s","id":"%016x","grant":"%s","tool":"%s","keys":["task_id"],%s,"prev":"%s"' % (
        number, when, event, second, grant, ("track_task", "stop_task")[second % 2], rest, previous)
    previous = hashlib.sha256((body + "}").encode()).hexdigest()
    sys.stdout.write(body + ',"hash":"' + previous + '"}\n')
