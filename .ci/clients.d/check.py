"""One program that agents run in, against `tt mcp` in the sandbox that this runs in. Prints its line of the table."""

import asyncio
import contextlib
import json
import os
import sys
import tempfile
from importlib.metadata import version

POLICY = {
    "version": "1",
    "default": "deny",
    "tools": {
        "get_me": {},
        "list_tasks": {},
        "get_task": {},
        "track_task": {"limits": [{"counter": "c", "window": "day", "max": 2}]},
    },
}
TOOLS = 27
SERVER = {"command": "tt", "args": [], "env": dict(os.environ)}


class StepFailed(Exception):
    """A step did not give what it should have."""


class Client:
    """A client by its functions: the names of the tools it can use, and the text that a call of one gives."""

    def __init__(self, names, call):
        self.names, self.call = names, call


def text_of(result):
    return "\n".join(block.text for block in result.content)


@contextlib.asynccontextmanager
async def session():
    """A session of the official SDK, of any version."""
    from mcp import ClientSession, StdioServerParameters
    from mcp.client.stdio import stdio_client

    async with stdio_client(StdioServerParameters(**SERVER)) as (reader, writer):
        async with ClientSession(reader, writer) as found:
            await found.initialize()
            yield found


@contextlib.asynccontextmanager
async def sdk():
    async with session() as found:
        names = [tool.name for tool in (await found.list_tools()).tools]

        async def call(name, arguments):
            return text_of(await found.call_tool(name, arguments))

        yield Client(names, call)


@contextlib.asynccontextmanager
async def fastmcp():
    from fastmcp import Client as FastClient
    from fastmcp.client.transports import StdioTransport

    async with FastClient(StdioTransport(**SERVER)) as found:
        names = [tool.name for tool in await found.list_tools()]

        async def call(name, arguments):
            return text_of(await found.call_tool(name, arguments, raise_on_error=False))

        yield Client(names, call)


@contextlib.asynccontextmanager
async def langchain():
    from langchain_core.utils.function_calling import convert_to_openai_tool
    from langchain_mcp_adapters.client import MultiServerMCPClient
    from langchain_mcp_adapters.tools import load_mcp_tools

    async with MultiServerMCPClient({"tt": {"transport": "stdio", **SERVER}}).session("tt") as found:
        tools = {tool.name: tool for tool in await load_mcp_tools(found)}
        for tool in tools.values():
            assert "properties" in convert_to_openai_tool(tool)["function"]["parameters"], tool.name

        async def call(name, arguments):
            try:
                result = await tools[name].ainvoke(arguments)
            except Exception as error:
                return str(error)
            return result if isinstance(result, str) else "\n".join(block["text"] for block in result)

        yield Client(list(tools), call)


@contextlib.asynccontextmanager
async def smolagents():
    from mcp import StdioServerParameters
    from smolagents import MCPClient

    found = MCPClient(StdioServerParameters(**SERVER), structured_output=False)
    try:
        tools = {tool.name: tool for tool in found.get_tools()}

        async def call(name, arguments):
            try:
                return str(await asyncio.to_thread(lambda: tools[name](**arguments)))
            except Exception as error:
                return str(error)

        yield Client(list(tools), call)
    finally:
        found.disconnect()


@contextlib.asynccontextmanager
async def google_genai():
    from google.genai import types
    from google.genai._adapters import McpToGenAiToolAdapter

    async with session() as found:
        adapter = McpToGenAiToolAdapter(found, await found.list_tools())
        names = [tool.function_declarations[0].name for tool in adapter.tools]

        async def call(name, arguments):
            return text_of(await adapter.call_tool(types.FunctionCall(name=name, args=arguments)))

        yield Client(names, call)


@contextlib.asynccontextmanager
async def openai_agents():
    from agents import set_tracing_disabled
    from agents.mcp import MCPServerStdio, MCPUtil
    from agents.strict_schema import ensure_strict_json_schema

    set_tracing_disabled(True)
    async with MCPServerStdio(params=SERVER) as found:
        listed = await found.list_tools()
        for tool in listed:
            # The free arguments of check_call cannot be strict.
            if tool.name != "check_call":
                schema = getattr(tool, "input_schema", None) or tool.inputSchema
                ensure_strict_json_schema(json.loads(json.dumps(schema)))
        names = [MCPUtil.to_function_tool(tool, found, True).name for tool in listed]

        async def call(name, arguments):
            return text_of(await found.call_tool(name, arguments))

        yield Client(names, call)


CLIENTS = {
    "sdk-oldest": (sdk, "mcp"),
    "sdk-newest": (sdk, "mcp"),
    "fastmcp": (fastmcp, "fastmcp"),
    "langchain": (langchain, "langchain-mcp-adapters"),
    "smolagents": (smolagents, "smolagents"),
    "google-genai": (google_genai, "google-genai"),
    "openai-agents": (openai_agents, "openai-agents"),
}


async def steps(client, done):
    """The steps. The first that fails is the last."""

    def step(name, holds, seen):
        done.append(name if holds else f"{name}: NO")
        if not holds:
            raise StepFailed(f"{name}: {seen}")

    step("list", len(client.names) == TOOLS and "check_call" in client.names, client.names)
    text = await client.call("list_tasks", {"limit": 5})
    step("read", '"total":' in text.replace(" ", "").replace("'", '"') and "Write report" in text, text)
    text = await client.call("track_task", {"task_id": 42})
    step("track", "changed" in text and "Write report" in text, text)
    text = await client.call("check_call", {"tool": "track_task", "arguments": {"task_id": 42}})
    step("verdict", "allow" in text and "would be made" in text, text)
    text = await client.call("update_task", {"task_id": 42, "name": "x"})
    step("denial", "[POLICY DENIED]" in text and "(default deny)" in text, text)
    text = await client.call("get_task", {"task_id": "forty-two"})
    step("bad argument", "task_id" in text, text)
    await client.call("track_task", {"task_id": 8301, "stop_running_task": True})
    text = await client.call("track_task", {"task_id": 8306, "stop_running_task": True})
    step("limit", "[POLICY DENIED]" in text and "try again in" in text, text)


async def main(name):
    make, package = CLIENTS[name]
    done = []
    with tempfile.TemporaryDirectory() as folder:
        policy = os.path.join(folder, "policy.json")
        with open(policy, "w") as file:
            json.dump(POLICY, file)
        SERVER["args"] = ["mcp", "--policy", policy]
        problem = None
        try:
            async with make() as client:
                done.append("connect")
                try:
                    await steps(client, done)
                except Exception as error:
                    problem = error
            done.append("close")
        except Exception as error:
            problem = problem or error
    print(f"{name:<14} {package + ' ' + version(package):<28} {', '.join(done)}")
    if problem:
        print(f"{name}: {problem!r}", file=sys.stderr)
        sys.exit(1)


asyncio.run(asyncio.wait_for(main(sys.argv[1]), 60))
