"""One script a page, listed in ``ui.main``.

The folder must not be called ``pages``: Streamlit would serve each script on its own, past main.
"""
