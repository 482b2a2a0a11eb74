"""The command ``workbench``: options, reading lines, printing; one module a family of commands.
May import app, demo, model, errors and settings; nothing heavy until a command needs it.
"""

from workbench.cli.application import main

__all__ = ["main"]
