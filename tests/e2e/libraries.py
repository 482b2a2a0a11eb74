"""What is loaded by the process that the desks' servers are forked from.

Everything here is read and never changed by a desk, and runs on one thread: libraries, our own
modules, the parser and the model behind the search.
"""

import importlib
import pkgutil

import pandas  # noqa: F401
import streamlit.web.cli  # noqa: F401

import workbench
from workbench.archive.embedding.embedding import default_embedder
from workbench.extraction.parse.language import load_pipeline

PAGES = "workbench.ui."  # Streamlit runs them as scripts
for module in pkgutil.walk_packages(workbench.__path__, "workbench."):
    if not module.name.startswith(PAGES) and not module.name.endswith("__main__"):
        importlib.import_module(module.name)

load_pipeline()
default_embedder()
