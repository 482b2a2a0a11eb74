"""The only Streamlit: one room a page, and ``shared``. Calls the application object only.
May import app, demo, markup, model, errors and settings.
"""
