"""The official Python SDK as a client of `tt mcp`. Prints what it saw as one JSON document.

    mcp_client.py TT MODE SCENARIO      MODE: auto (2026-07-28) or legacy (the handshake)
"""

import asyncio
import json
import os
import sys

from mcp import Client, StdioServerParameters
from mcp.client.stdio import stdio_client
from mcp_types import ElicitResult, Implementation

tt, mode, scenario = sys.argv[1:]
questions = []
answers = []


async def person(context, params):
    questions.append(params.message)
    return answers.pop(0)


def shown(result):
    return {
        "isError": bool(result.is_error),
        "text": result.content[0].text if result.content else None,
        "object": result.structured_content,
    }


async def everyday(client):
    found = {"version": client.protocol_version, "server": client.server_info.name}
    found["tools"] = [tool.name for tool in (await client.list_tools()).tools]
    found["me"] = shown(await client.call_tool("get_me"))
    found["tasks"] = shown(await client.call_tool("list_tasks", {}))
    found["track"] = shown(await client.call_tool("track_task", {"task_id": 42}))
    found["wrong"] = shown(await client.call_tool("track_task", {"task_id": "x"}))
    found["denied"] = shown(await client.call_tool("update_task", {"task_id": 42, "name": "x"}))
    try:
        found["unknown"] = shown(await client.call_tool("no_such_tool", {}))
    except Exception as error:
        found["unknown"] = str(error)
    yes = ElicitResult(action="accept", content={"approve": True})
    answers.extend([yes, ElicitResult(action="decline")])
    found["yes"] = shown(await client.call_tool("stop_task", {"task_id": 42}))
    found["no"] = shown(await client.call_tool("stop_task", {"task_id": 42}))
    found["questions"] = questions
    # The service answers this one late: the client loses patience and cancels.
    try:
        found["late"] = shown(await client.call_tool("get_task", {"task_id": 42}, read_timeout_seconds=0.5))
    except Exception as error:
        found["late"] = type(error).__name__
    found["after"] = shown(await client.call_tool("get_me"))
    return found


async def rush(client):
    calls = [client.call_tool("track_task", {"task_id": 42}) for _ in range(100)]
    results = [shown(result) for result in await asyncio.gather(*calls)]
    return {
        "done": sum(not result["isError"] for result in results),
        "denied": [result["text"] for result in results if result["isError"]],
    }


async def main():
    server = StdioServerParameters(command=tt, args=["mcp"], env=dict(os.environ))
    client = Client(
        stdio_client(server), mode=mode, elicitation_callback=person,
        client_info=Implementation(name="sdk", version="1.0"))
    async with client:
        found = await {"everyday": everyday, "rush": rush}[scenario](client)
    print(json.dumps(found))


asyncio.run(main())
